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
    "Files": ["CArchive", "CKernels", "SystemPackage", "Glibc", "Dispatch", "Synchronization"],
    "Workbooks": ["Files", "CExpat", "Glibc", "Synchronization"],
    "DelimitedText": ["CKernels"],
    "PhoneNumbers": ["CKernels"],
    "SuppressionLists": [
      "PhoneNumbers", "Files", "CXXHash", "CKernels", "Synchronization",
    ],
    "Verdicts": ["PhoneNumbers", "SuppressionLists"],
    "Pipelines": [
      "Files", "Workbooks", "DelimitedText", "PhoneNumbers", "SuppressionLists", "Verdicts",
      "Dispatch", "Synchronization",
    ],
    "ListReading": [
      "Files", "DelimitedText", "PhoneNumbers", "SuppressionLists", "Pipelines", "Synchronization",
    ],
    "Rebuilding": [
      "Files", "PhoneNumbers", "SuppressionLists", "Pipelines", "ListReading", "Synchronization",
    ],
    "nodial": [
      "CStart", "Files", "DelimitedText", "PhoneNumbers", "SuppressionLists", "Verdicts",
      "Pipelines", "ListReading", "Rebuilding", "ArgumentParser", "SystemPackage", "Foundation",
      "Glibc", "Dispatch", "TOMLKit",
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
    "Sources/Files/ArchiveHandle.swift",
    "Sources/Files/ByteBuffer.swift",
    "Sources/Files/CarriedBytes.swift",
    "Sources/Files/FileAccess.swift",
    "Sources/Files/FileLinks.swift",
    "Sources/Files/FileLock.swift",
    "Sources/Files/FilePattern.swift",
    "Sources/Files/FileStamp.swift",
    "Sources/Files/FolderNames.swift",
    "Sources/Files/GzipStream.swift",
    "Sources/Files/InputFile.swift",
    "Sources/Files/MappedFile.swift",
    "Sources/Files/OutputFile.swift",
    "Sources/Files/RecordFile.swift",
    "Sources/Files/ScratchFile.swift",
    "Sources/Files/TarFeed.swift",
    "Sources/Files/TemporaryNames.swift",
    "Sources/PhoneNumbers/DigitScan.swift",
    "Sources/SuppressionLists/BlockDigests.swift",
    "Sources/SuppressionLists/ContentDigest.swift",
    "Sources/SuppressionLists/EntryStore.swift",
    "Sources/SuppressionLists/MappedIndex.swift",
    "Sources/SuppressionLists/NumberBatch+Unclear.swift",
    "Sources/SuppressionLists/NumberSet.swift",
    "Sources/SuppressionLists/Slab.swift",
    "Sources/SuppressionLists/BaseTable.swift",
    "Sources/SuppressionLists/ChangeStore.swift",
    "Sources/SuppressionLists/CodeDomain.swift",
    "Sources/SuppressionLists/SideTable.swift",
    "Sources/SuppressionLists/SlotStore.swift",
    "Sources/SuppressionLists/SlotTables.swift",
    "Sources/Workbooks/XMLParser.swift",
    "Sources/nodial/Messages.swift",
    "Sources/nodial/ProgramArguments.swift",
    "Sources/nodial/ProgressMeter.swift",
    "Sources/nodial/Signals.swift",
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
