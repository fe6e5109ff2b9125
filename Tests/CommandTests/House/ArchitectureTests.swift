import Foundation
import Testing

/// Holds the rules of the house that the compiler does not know.
///
/// The compiler lets a target import whatever was built before it, so an arrow of the design can be
/// turned around without a word from it. Whoever needs a new arrow adds it to the table here, where
/// a reviewer sees it.
struct ArchitectureTests {
  // MARK: Imports

  /// What the files of each target may import: our modules first, then what comes from elsewhere.
  ///
  /// Data flows one way: bytes → rows → number → key → verdict → output. Foundation is for the
  /// executables: it doubles the start-up time and hides allocations.
  private static let allowedImports: [String: Set<String>] = [
    "Texts": [],
    // Without libarchive, which a shared library cannot hold: Debian's static parts of it are not
    // position-independent.
    "Files": ["CKernels", "SystemPackage", "Glibc", "Dispatch", "Synchronization"],
    "Archives": ["Files", "CArchive", "Synchronization"],
    // Without anything that tells of numbers.
    "Keys": ["Files", "CCrypto", "Glibc", "SystemPackage", "Synchronization"],
    "Workbooks": ["Files", "Archives", "CExpat", "Glibc", "Synchronization"],
    "DelimitedText": ["CKernels"],
    "PhoneNumbers": ["CKernels"],
    "SuppressionLists": [
      "PhoneNumbers", "Files", "Keys", "CXXHash", "CKernels", "Synchronization",
    ],
    "Verdicts": ["PhoneNumbers", "SuppressionLists"],
    "Pipelines": [
      "Texts", "Files", "Archives", "Workbooks", "DelimitedText", "PhoneNumbers",
      "SuppressionLists", "Verdicts", "Keys", "Dispatch", "Synchronization",
    ],
    "ListReading": [
      "Files", "Archives", "DelimitedText", "PhoneNumbers", "SuppressionLists", "Pipelines",
      "Synchronization",
    ],
    "Rebuilding": [
      "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Pipelines", "ListReading",
      "Synchronization",
    ],
    // Without what reads lists, since the C library holds it: libarchive would come with that.
    "ConsentLedger": [
      "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts", "CSQLite", "Glibc",
      "SystemPackage",
    ],
    "SettingsReading": [
      "Texts", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts", "ConsentLedger",
    ],
    "NodialC": [
      "CNodial", "CKernels", "Files", "Keys", "PhoneNumbers", "SuppressionLists", "Verdicts",
      "ConsentLedger", "SettingsReading", "Glibc",
    ],
    "nodial": [
      "ConsentLedger", "SettingsReading", "CStart", "Texts", "Files", "Keys", "DelimitedText",
      "PhoneNumbers", "SuppressionLists", "Verdicts",
      "Pipelines", "ListReading", "Rebuilding", "ArgumentParser", "SystemPackage",
      "FoundationEssentials",
      "Glibc", "Dispatch",
    ],
    "SampleData": ["Files", "ArgumentParser", "SystemPackage"],
  ]

  @Test(arguments: allowedImports.keys.sorted())
  func importsFollowTheArrows(target: String) throws {
    for file in try Repository.swiftFiles(in: "Sources/\(target)") {
      let imports = try Repository.importedModules(of: file)
      let forbidden = imports.subtracting(Self.allowedImports[target]!)
      #expect(forbidden.isEmpty, "\(file) must not import \(forbidden.sorted())")
    }
  }

  @Test func everyTargetHasItsArrows() throws {
    let targets = Set(try Repository.swiftFiles(in: "Sources").map(Repository.target))
    #expect(targets == Set(Self.allowedImports.keys))
  }

  // MARK: Dead code

  /// Names that nothing in the sources uses, and why they are there.
  private static let unusedNames: Set<String> = [
    // Asked for by the protocols of the standard library.
    "CodingKeys", "singleValueContainer", "userInfo",
    // A command's name is its type's.
    "SampleDataCommand",
  ]

  /// Whatever is declared is named once more, comments apart; private names too.
  @Test func everythingIsUsed() throws {
    let declaration =
      #/\b(?:func|var|let|struct|enum|class|typealias|protocol|actor)\s+([A-Za-z]\w+)/#
    var counts: [Substring: Int] = [:]
    var declared: [Substring: String] = [:]
    for file in try Repository.swiftFiles(in: "Sources") {
      for code in try Repository.codeLines(of: file) {
        for word in code.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
          counts[word, default: 0] += 1
        }
        for found in code.matches(of: declaration) { declared[found.1] = file }
      }
    }
    // What a header declares is for others to call.
    let header = try Repository.text(of: "Sources/CNodial/include/nodial.h")
    for (name, file) in declared where counts[name] == 1 && !header.contains("\(name)(") {
      #expect(Self.unusedNames.contains(String(name)), "\(file): nothing uses \(name)")
    }
  }

  // MARK: Rooms

  /// The folders of each module of more than a dozen files. Whoever needs another one adds it here.
  private static let rooms: [String: Set<String>] = [
    "CKernels": [
      "Cells", "Digest", "Files", "Generated", "Index", "Text", "Verdicts", "include",
    ],
    "Files": ["Bytes", "Folders", "Kinds", "Reading", "Writing"],
    "PhoneNumbers": ["Answers", "Cells", "Plan", "Text"],
    "SuppressionLists": ["Building", "Catalogue", "Format", "Lookup", "Merging"],
    "Pipelines": [
      "Audit", "Columns", "Errors", "Normalize", "Numbers", "Outputs", "Quotes", "Regions", "Rows",
      "Rows/Tags", "Scrub",
    ],
    "ListReading": ["Days", "Files", "Formats", "Reading"],
    "Rebuilding": ["Generations", "Planning", "Running", "Settings"],
    "ConsentLedger": [
      "Backup", "Entry", "Erasure", "Events", "Policy", "Proof", "Replies", "Requests", "Retention",
      "States", "Statistics", "Storage",
    ],
    "SampleData": ["Campaigns", "Commands", "Numbers"],
    "Workbooks": ["Cells", "Package", "Sheets"],
    "nodial": [
      "Arguments", "Audit", "Certificates", "Commands", "Consent", "LedgerReports", "Output",
      "Program", "Rebuild",
      "Reports",
      "Requests", "Settings",
    ],
  ]

  /// Of what stands in no room, a dozen files are seen at a glance.
  @Test func filesAreInRooms() throws {
    var found: [String: Set<String>] = [:]
    var looseFiles: [String: Int] = [:]
    for file in try Repository.trackedFiles() where file.hasPrefix("Sources/") {
      guard file.wholeMatch(of: #/.*\.(swift|c|h)/#) != nil else { continue }
      let parts = file.split(separator: "/").map(String.init)
      let folder = parts[2..<(parts.count - 1)].joined(separator: "/")
      if folder.isEmpty {
        looseFiles[parts[1], default: 0] += 1
      } else {
        found[parts[1], default: []].insert(folder)
      }
    }
    found["CStart"] = nil  // a header and what it declares
    found["CNodial"] = nil
    #expect(found == Self.rooms)
    for (module, count) in looseFiles {
      #expect(count <= (Self.rooms[module] == nil ? 13 : 3), "\(module) has \(count) loose files")
    }
  }

  /// The map names modules, folders, files and types that there are.
  @Test func theMapNamesWhatThereIs() throws {
    let files = try Repository.trackedFiles()
    var known: Set<Substring> = ["FoundationEssentials", "Glibc", "Dispatch", "ArgumentParser"]
    for file in files where file.hasPrefix("Sources/") {
      let parts = file.split(separator: "/")
      known.formUnion(parts.dropFirst().map { $0.prefix { $0 != "." } })
    }
    for file in try Repository.swiftFiles(in: "Sources") {
      let types = try Repository.text(of: file).matches(of: /(?:struct|class|enum|protocol) (\w+)/)
      known.formUnion(types.map(\.1))
    }
    let map = try Repository.text(of: "Sources/ARCHITECTURE.md")
    let places = map.split(separator: "```").enumerated().filter { $0.offset % 2 == 0 }
    for place in places {
      for name in place.element.matches(of: /`([A-Z][\w+]*(?:\/[\w+.]+)*)[^`\n]*`/).map(\.1) {
        let isPath = files.contains { $0.hasPrefix(name) || $0.hasPrefix("Sources/\(name)") }
        // `Format/SlotLayout` after its module was named.
        let last = name.split(separator: "/").last!.prefix { $0 != "." }
        #expect(isPath || known.contains(last), "\(name) is on the map and nowhere else")
      }
    }
  }

  // MARK: Threads

  /// Work in the shared queues of Dispatch ends the process where `/proc` is not mounted.
  @Test func sharedQueuesAreNotUsed() throws {
    for file in try Repository.swiftFiles(in: "Sources") where !file.hasSuffix("/Workers.swift") {
      let text = try Repository.text(of: file)
      #expect(!text.contains("concurrentPerform") && !text.contains(".global("), "\(file)")
    }
  }

  // MARK: Unsafe code

  /// The files that may say `unsafe`, each with a note on who guarantees what.
  private static let unsafeFiles: Set<String> = [
    "Sources/DelimitedText/RowBatch+Window.swift",
    "Sources/DelimitedText/StructureMasks.swift",
    "Sources/Archives/ArchiveHandle.swift",
    "Sources/Files/Bytes/ByteBuffer.swift",
    "Sources/Files/Bytes/CarriedBytes.swift",
    "Sources/Files/Folders/FileAccess.swift",
    "Sources/Files/Folders/FileLinks.swift",
    "Sources/Files/Writing/FileLock.swift",
    "Sources/Files/Folders/FilePattern.swift",
    "Sources/Files/Reading/FileStamp.swift",
    "Sources/Files/Folders/FolderNames.swift",
    "Sources/Archives/GzipStream.swift",
    "Sources/ConsentLedger/Storage/Database.swift", "Sources/Keys/Hash.swift",
    "Sources/Keys/KeyedHasher.swift", "Sources/Keys/SigningKey.swift",
    "Sources/nodial/Consent/LineBatches.swift",
    "Sources/Keys/KeyFile.swift",
    "Sources/Keys/MasterKey.swift",
    "Sources/Keys/NumberCodes.swift",
    "Sources/Keys/SecretBytes.swift",
    "Sources/Keys/TextSeal.swift",
    "Sources/Files/Reading/InputFile.swift",
    "Sources/Files/Reading/MappedFile.swift",
    "Sources/Files/Writing/OutputFile.swift",
    "Sources/Files/Writing/RecordFile.swift",
    "Sources/Files/Writing/ScratchFile.swift",
    "Sources/Archives/TarFeed.swift",
    "Sources/Files/Writing/TemporaryNames.swift",
    "Sources/PhoneNumbers/Cells/DigitScan.swift",
    "Sources/PhoneNumbers/Cells/Normalizer+Usual.swift",
    "Sources/PhoneNumbers/Text/CellText.swift",
    "Sources/SuppressionLists/Lookup/BlockDigests.swift",
    "Sources/SuppressionLists/Format/ContentDigest.swift",
    "Sources/SuppressionLists/Building/EntryStore.swift",
    "Sources/SuppressionLists/Lookup/MappedIndex.swift",
    "Sources/SuppressionLists/Lookup/NumberBatch+Unclear.swift",
    "Sources/SuppressionLists/Building/NumberMap.swift",
    "Sources/SuppressionLists/Building/NumberSet.swift",
    "Sources/SuppressionLists/Building/Slab.swift",
    "Sources/SuppressionLists/Merging/BaseTable.swift",
    "Sources/SuppressionLists/Building/ChangeStore.swift",
    "Sources/SuppressionLists/Format/CodeDomain.swift",
    "Sources/SuppressionLists/Merging/SideTable.swift",
    "Sources/SuppressionLists/Building/SlotStore.swift",
    "Sources/SuppressionLists/Lookup/SlotTables.swift",
    "Sources/Workbooks/Package/XMLParser.swift",
    "Sources/nodial/Output/Messages.swift",
    "Sources/NodialC/API.swift", "Sources/NodialC/ArrowColumn.swift",
    "Sources/NodialC/Checker.swift", "Sources/NodialC/CText.swift",
    "Sources/NodialC/Cells.swift", "Sources/NodialC/IndexedCells.swift",
    "Sources/NodialC/Scratch.swift",
    "Sources/nodial/Arguments/ProgramArguments.swift",
    "Sources/nodial/Output/ProgressMeter.swift",
    "Sources/nodial/Program/Clock.swift",
    "Sources/nodial/Program/Signals.swift",
  ]

  @Test func unsafeCodeIsWhereItIsExpected() throws {
    let files = try Repository.swiftFiles(in: "Sources").filter { file in
      try Repository.codeLines(of: file).contains { $0.contains(/\bunsafe\b/) }
    }
    let difference = Self.unsafeFiles.symmetricDifference(files)
    #expect(difference.isEmpty, "the table and the code differ in \(difference.sorted())")
  }

  @Test(arguments: unsafeFiles.sorted())
  func unsafeCodeSaysWhyItIsSafe(file: String) throws {
    #expect(try Repository.text(of: file).contains("// SAFETY: "), "\(file) has no SAFETY note")
  }

  // MARK: The repository

  @Test func topLevelHoldsNothingElse() throws {
    let allowed: Set = [
      "Package.swift", "Sources", "Tests", "Benchmarks", "Scripts", "README.md",
    ]
    let topLevel = Set(try Repository.trackedFiles().map { String($0.prefix { $0 != "/" }) })
    let others = topLevel.filter { !$0.hasPrefix(".") }.subtracting(allowed)
    #expect(others.isEmpty, "\(others.sorted()) does not belong to the top level")
  }

  @Test func noTrackedFileIsLarge() throws {
    // Every clone carries it forever; sample data is made by `sample-data`, not committed.
    let byteCountMax = 2_000_000
    for file in try Repository.trackedFiles() {
      let byteCount = try Repository.byteCount(of: file) ?? 0
      #expect(byteCount <= byteCountMax, "\(file) has \(byteCount) bytes")
    }
  }

  // MARK: The reader of imports itself

  @Test(
    arguments: [
      ("import Files", "Files"),
      ("@testable import DelimitedText", "DelimitedText"),
      ("@_spi(Testing) public import PhoneNumbers // why", "PhoneNumbers"),
      ("internal import struct Foundation.Data", "Foundation"),
      ("  @preconcurrency\timport Glibc;", "Glibc"),
      ("// import Foundation", nil),
      ("let text = \"import Foundation\"", nil),
      ("important(Foundation)", nil),
    ])
  func importsAreRecognised(line: String, module: String?) {
    #expect(Repository.importedModule(line) == module)
  }
}
