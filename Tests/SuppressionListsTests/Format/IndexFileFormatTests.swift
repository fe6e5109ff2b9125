import Foundation
import TestSupport
import Testing

@testable import Keys
@testable import SuppressionLists

/// The specification, the code, a frozen file and a reader in another language: all say the same.
struct IndexFileFormatTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let golden = repository.appending(path: "Tests/Fixtures/Index/golden.ndx.xz")
  private let folder = TemporaryFolder()

  /// The lists of the frozen file; the seed is part of it.
  private static let lists: [[UInt64]] = {
    var generator = SeededGenerator(seed: 20_261_122)
    // So many that remainders have three bytes.
    let registry = (0..<24_000).map { _ in
      UInt64.random(in: 12_000_000_000..<19_999_999_999, using: &generator)
    }
    let objections =
      Array(registry.prefix(40))
      + (0..<60).map { _ in UInt64.random(in: 1..<(1 << 50), using: &generator) }
    // Homes that overflow, so that displaced entries and the side tables are in the file too.
    let crowds =
      crowd(of: .northAmerican, from: 12_000_000_000, home: 100, entryCount: 24_070)
      + crowd(of: .international, from: 1, home: 10, entryCount: 130)
    let long: [UInt64] = [1 << 50, 8_112_345_678_901_234_567]
    return [registry, objections, crowds + long]
  }()

  /// Seventy numbers of one home.
  private static func crowd(
    of domain: CodeDomain, from start: UInt64, home: Int, entryCount: Int
  ) -> [UInt64] {
    let layout = SlotLayout.smallest(entryCount: entryCount, classCount: 4, domain)
    let homes = HomeMap(lineCount: layout.lineCount(entryCount: entryCount, domain), domain)
    var keys: [UInt64] = []
    var key = start
    while keys.count < 70 {
      if homes.locate(domain.code(of: key)).home == home { keys.append(key) }
      key += 1
    }
    return keys
  }

  private static let ranges =
    KeyRange.ranges(prefix: 1_555) + [KeyRange(low: 442_000_000_000, high: 442_000_009_999)!]

  private func build() throws -> SuppressionIndex {
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 3, options: .init())
    var collector = builder.makeCollector()
    for (index, keys) in Self.lists.enumerated() { try collector.add(keys.span, list: index) }
    try collector.add(Self.ranges.span, list: 1)
    try collector.add(Self.ranges.span.extracting(1...), list: 2)
    try collector.flush()
    var catalogue = [
      SuppressionList(id: "us-ftc", kind: .registry, versionDate: .init("2026-11-20")),
      SuppressionList(id: "withdrawn", kind: .objection),
      SuppressionList(id: "crowd.1_x", kind: .registry, versionDate: .init("1969-12-31")),
    ]
    catalogue[0].ageDayCountMax = 31
    catalogue[0].coverage = ["1202", "1555"]
    catalogue[0].channels = [.voice, .sms]
    catalogue[0].sources = [ListSource(name: "2026-11-20_202_a.txt"), ListSource(name: "é.zip")]
    catalogue[0].sources[1].role = .change
    catalogue[0].sources[1].byteCount = 77
    catalogue[1].purposes = ["marketing"]
    catalogue[1].acceptedGates = ["shrank"]
    catalogue[1].nextExpiry = .init("2027-01-01")
    catalogue[0].rowCount = 3001
    catalogue[0].unreadableRowCount = 1
    catalogue[0].sourceByteCount = 36_012
    catalogue[0].sourceDigest = ContentDigest(high: 0x0123_4567_89AB_CDEF, low: 42)
    _ = try builder.finish(lists: catalogue, region: "US")
    return try SuppressionIndex(path: folder.path("a.ndx"))
  }

  /// Bytes as they were when the format was frozen. If this fails on purpose, the format's version
  /// and the specification change with it: NODIAL_REGENERATE_FIXTURES=1 writes the file anew.
  @Test func theBytesAreFrozen() throws {
    let index = try build()
    #expect(index.tables.map(\.layout.remainderByteCount) == [3, 6])
    #expect(
      index.tables.allSatisfy { $0.sideEntryCount > 2 },
      "the crowded homes must reach the side tables")
    if ProcessInfo.processInfo.environment["NODIAL_REGENERATE_FIXTURES"] == "1" {
      try FileManager.default.createDirectory(
        at: Self.golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      let compressed = try run("xz", ["-9", "-c", folder.path("a.ndx")])
      try Data(compressed).write(to: Self.golden)
    }
    #expect(try folder.read("a.ndx") == run("xz", ["-dc", Self.golden.path]))
  }

  /// `Scripts/read-index` was written from the specification alone.
  @Test func anotherReaderFindsTheSame() throws {
    let path = try folder.write("golden.ndx", run("xz", ["-dc", Self.golden.path]))
    let index = try SuppressionIndex(path: path)
    var generator = SeededGenerator(stream: 31)
    let keys =
      Self.lists.flatMap { $0 }
      + (0..<3000).map { _ in
        UInt64.random(in: 12_000_000_000..<19_999_999_999, using: &generator)
      } + Self.ranges.flatMap { [$0.low - 1, $0.low, $0.high, $0.high + 1] }
    let expected = try expectTheSame(index, keys)
    #expect(expected.contains("us-ftc;withdrawn\n"))
    #expect(expected.contains("442000009999\twithdrawn;crowd.1_x\n"))
  }

  /// Asks the other reader for the keys.
  @discardableResult
  private func expectTheSame(_ index: SuppressionIndex, _ keys: [UInt64]) throws -> String {
    let script = Self.repository.appending(path: "Scripts/read-index").path
    let numbers = try folder.write("numbers", keys.map(String.init).joined(separator: "\n"))
    let answer = try run("bash", ["-c", "python3 '\(script)' '\(index.path)' - < '\(numbers)'"])
    let expected = keys.map { key in
      let ids = index.classes[index.find(key)].map { index.lists[$0].id }
      return "\(key)\t\(ids.joined(separator: ";"))\n"
    }.joined()
    #expect(String(decoding: answer, as: UTF8.self) == expected)
    return expected
  }

  /// The same of an index with a key, by another implementation of what is enciphered.
  @Test func anotherReaderOpensAKeyedIndex() throws {
    let bytes = Array(UInt8(0)..<32)
    let master = try MasterKey.of(bytes.span)
    let key = try IndexKey(master)
    let keyPath = try folder.write("a.key", KeyFile.line(of: master))
    var options = IndexBuilder.Options()
    options.key = key
    let builder = try IndexBuilder(path: folder.path("k.ndx"), listCount: 3, options: options)
    var collector = builder.makeCollector()
    for (number, list) in Self.lists.enumerated() { try collector.add(list.span, list: number) }
    try collector.flush()
    let names = ["us-ftc", "withdrawn", "crowd.1_x"]
    _ = try builder.finish(lists: names.map { SuppressionList(id: $0, kind: .objection) })
    let index = try SuppressionIndex(path: folder.path("k.ndx"), keys: KeyRing([key]))
    // Each number is a call of another program.
    let listed: [UInt64] = Self.lists.flatMap { Array($0.prefix(8)) }
    let keys = listed + [12_020_000_000, 442_079_460_001, 1]
    let script = Self.repository.appending(path: "Scripts/read-index").path
    let numbers = keys.map(String.init).joined(separator: " ")
    let answer = try run(
      "bash", ["-c", "python3 '\(script)' --key '\(keyPath)' '\(index.path)' \(numbers)"])
    let expected = keys.map { key in
      let ids = index.classes[index.find(key)].map { index.lists[$0].id }
      return "\(key)\t\(ids.joined(separator: ";"))\n"
    }.joined()
    #expect(String(decoding: answer, as: UTF8.self) == expected)
    #expect(expected.contains("\tus-ftc"))
    // And the codes that the specification gives for this key.
    let rows = try Self.rows("Keyed indexes").filter { UInt64($0[0]) != nil }
    #expect(rows.count == 2)
    for row in rows {
      let number = try #require(UInt64(row[0]))
      #expect(UInt64(row[1]) == KeyedNumbers(key)!.key(number))
    }
  }

  /// An index of version 3 serves as it did; nothing of it is taken for verified.
  @Test func theFormerVersionIsRead() throws {
    let former = Self.golden.deletingLastPathComponent().appending(path: "version-3.ndx.xz")
    let bytes = try run("xz", ["-dc", former.path])
    let path = try folder.write("former.ndx", bytes)
    let index = try SuppressionIndex(path: path)
    #expect(!index.hasBlockDigests)
    try index.verifyBlocks()
    try index.verify()
    let now = try build()
    let keys = Self.lists.flatMap { $0 } + Self.ranges.flatMap { [$0.low - 1, $0.low, $0.high] }
    #expect(index.lists == now.lists && index.classes == now.classes)
    for key in keys { #expect(try index.findVerified(key) == now.find(key)) }
    try expectTheSame(index, Array(keys.prefix(1000)))
    // As a whole it is verified by its sections; header, classes and catalogue whenever it is opened.
    var generator = SeededGenerator(stream: 64)
    for _ in 0..<100 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0x10
      let path = try folder.write("damaged.ndx", damaged)
      #expect(throws: IndexError.self) { try SuppressionIndex(path: path).verifyBlocks() }
    }
  }

  /// The other reader, too, finds any damage by itself.
  @Test func anotherReaderFindsDamage() throws {
    _ = try build()
    let bytes = try folder.read("a.ndx")
    let script = Self.repository.appending(path: "Scripts/read-index").path
    for offset in [100, 4096, 70_000, bytes.count - 1000, bytes.count - 1] {
      var damaged = bytes
      damaged[offset] ^= 1
      let path = try folder.write("damaged.ndx", damaged)
      let answer = try run(
        "bash", ["-c", "python3 '\(script)' '\(path)' 12025550101 2>&1 || echo failed"])
      let text = String(decoding: answer, as: UTF8.self)
      #expect(text.contains("damaged") && text.hasSuffix("failed\n"), "\(offset): \(text)")
    }
  }

  /// After an update the lists of the index in force are known, though its numbers must be read anew.
  @Test func theListsOfTheFormerVersionAreKnown() throws {
    let former = Self.golden.deletingLastPathComponent().appending(path: "version-2.ndx.xz")
    let bytes = try run("xz", ["-dc", former.path])
    let path = try folder.write("former.ndx", bytes)
    let lists = try SuppressionIndex.lists(path: path)
    #expect(lists.map(\.id) == ["us-ftc", "withdrawn", "crowd.1_x"])
    #expect(lists[0].sources.map(\.name) == ["2026-11-20_202_a.txt", "é.zip"])
    let error = IndexError(.version(found: 2, supported: [3, 4]), path: path)
    #expect(throws: error) { try SuppressionIndex(path: path) }
    // Damaged in its header, in its catalogue, and cut.
    for offset in [300, bytes.count - 700] {
      var damaged = bytes
      damaged[offset] ^= 1
      let path = try folder.write("damaged.ndx", damaged)
      #expect(throws: IndexError.self) { try SuppressionIndex.lists(path: path) }
    }
    for byteCount in [4095, bytes.count - 1] {
      let path = try folder.write("cut.ndx", Array(bytes.prefix(byteCount)))
      #expect(throws: IndexError.self) { try SuppressionIndex.lists(path: path) }
    }
  }

  // MARK: The text

  private static func specification() throws -> String {
    let path = "Sources/SuppressionLists/SuppressionLists.docc/IndexFileFormat.md"
    return try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  /// The rows of the tables of a section, as cells.
  private static func rows(_ section: String) throws -> [[String]] {
    let text = try specification()
    let start = try #require(text.range(of: "\n## \(section)\n"))
    let rest = text[start.upperBound...]
    let body = rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)]
    return body.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") }
      .map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  @Test func theSpecificationHasTheCodesOfTheCode() throws {
    // The table of two columns; the other one is of the domains.
    let rows = try Self.rows("Keys and codes").filter { $0.count == 2 }.dropFirst()
    #expect(rows.count == 7)
    for row in rows {
      let (key, code) = try (#require(UInt64(row[0])), #require(UInt64(row[1])))
      #expect(CodeDomain(of: key).code(of: key) == code)
    }
  }

  /// Offsets follow each other to the header's end, and the fixed values stand where they are said to.
  @Test func theSpecificationHasTheHeaderOfTheCode() throws {
    let bytes = try run("xz", ["-dc", Self.golden.path])
    func integer(at offset: Int, _ byteCount: Int) -> Int {
      (0..<byteCount).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    var end = 0
    for row in try Self.rows("Header").dropFirst() {
      let (offset, byteCount) = try (#require(Int(row[0])), #require(Int(row[1])))
      #expect(offset == end, "the field \(row[2])")
      end = offset + byteCount
      if row[2].hasPrefix("zero") {
        #expect(bytes[offset..<end].allSatisfy { $0 == 0 })
      }
      if let colon = row[2].range(of: ": "),
        let value = Int(row[2][colon.upperBound...])
      {
        #expect(integer(at: offset, byteCount) == value, "\(row[2])")
      }
    }
    #expect(end == 4096)
    #expect(Array(bytes.prefix(8)) == [0x89, 0x4E, 0x44, 0x58, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(integer(at: 32, 8) == Set(Self.lists.flatMap { $0 }).count)
    #expect(integer(at: 44, 4) > 2)
    #expect(integer(at: 28, 4) == 3)
  }

  /// The same for the record of a table, which is in the header once for each domain.
  @Test func theSpecificationHasTheTablesOfTheCode() throws {
    let bytes = try run("xz", ["-dc", Self.golden.path])
    for domain in CodeDomain.all(isKeyed: false) {
      let start = 96 + 96 * domain.tableNumber
      func integer(at offset: Int, _ byteCount: Int) -> Int {
        (0..<byteCount).reduce(0) { $0 | Int(bytes[start + offset + $1]) << (8 * $1) }
      }
      var end = 0
      for row in try Self.rows("Tables").dropFirst() {
        let (offset, byteCount) = try (#require(Int(row[0])), #require(Int(row[1])))
        #expect(offset == end, "the field \(row[2])")
        end = offset + byteCount
      }
      #expect(end == 96)
      let keys = Set(Self.lists.flatMap { $0 }).filter { CodeDomain(of: $0) == domain }
      #expect(integer(at: 8, 8) == keys.count)
      let layout = try #require(
        SlotLayout(remainderByteCount: integer(at: 24, 1), classBitCount: integer(at: 25, 1)))
      #expect(integer(at: 26, 1) == layout.slotCount)
      #expect(integer(at: 27, 1) == layout.displacementMax)
      #expect(integer(at: 28, 4) == domain.bitCount)
      let inLinesCount = keys.count { $0 < 1 << 50 }
      #expect(integer(at: 0, 8) == layout.lineCount(entryCount: inLinesCount, domain))
    }
  }

  @Test func theSlotsOfAllLayoutsFitTheirLine() throws {
    for remainderByteCount in 2...7 {
      for classBitCount in [0, 4, 8, 16] {
        let layout = try #require(
          SlotLayout(remainderByteCount: remainderByteCount, classBitCount: classBitCount))
        let end = layout.classOffset + (layout.slotCount * classBitCount + 7) / 8
        #expect(end <= SlotLayout.lineByteCount)
        let isShort = remainderByteCount < 4
        #expect(layout.slotCount <= (isShort ? 30 : 15))
        #expect(layout.displacementMax == (isShort ? 3 : 7))
        for domain in [CodeDomain.northAmerican, .international, .keyed]
        where SlotLayout.remainderByteCounts(domain).contains(remainderByteCount) {
          let bitCount = domain.bitCount + (isShort ? 2 : 3) - 8 * remainderByteCount
          #expect(layout.lineCountMin(domain) == 1 << bitCount)
        }
      }
    }
    #expect(SlotLayout(remainderByteCount: 8, classBitCount: 8) == nil)
    #expect(SlotLayout(remainderByteCount: 1, classBitCount: 8) == nil)
    #expect(SlotLayout(remainderByteCount: 4, classBitCount: 5) == nil)
  }

  /// Lists of ten million numbers and more have slots of two bytes: here few numbers have them.
  @Test func anotherReaderFindsTheSameInSlotsOfTwoBytes() throws {
    var options = IndexBuilder.Options()
    options.remainderByteCounts[.northAmerican] = 2
    let index = try buildIndex(
      [Self.lists[0], Self.lists[1]], at: folder.path("short.ndx"), options: options)
    #expect(index.tables[0].layout.slotCount == 24)
    try expectTheSame(index, Self.lists[0].prefix(3000) + Self.lists[1])
  }

  /// Runs a program to its end and returns its output.
  private func run(_ name: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(name) failed")
    return Array(output)
  }
}
