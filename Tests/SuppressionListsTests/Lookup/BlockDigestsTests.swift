import CKernels
import CXXHash
import Files
import SuppressionLists
import TestSupport
import Testing

/// Digests by block: no damaged byte is believed.
struct BlockDigestsTests {
  private let folder = TemporaryFolder()

  @Test(arguments: [0, 1, 2] as [Int32])
  func widthsAgree(width: Int32) {
    var generator = SeededGenerator(stream: 61)
    for byteCount in [0, 1, 16, 64, 128, 192, 240, 241, 256, 1024, 4096, 16_384, 16_448] {
      let bytes = (0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let state = unsafe nodial_xxh3_create()!
      defer { unsafe nodial_xxh3_free(state) }
      unsafe nodial_xxh3_update(state, bytes, bytes.count)
      let expected = unsafe nodial_xxh3_digest_64(state)
      #expect(unsafe nodial_xxh3_64_of(bytes, bytes.count) == expected)
      var found: UInt64 = 0
      // This processor may lack the vectors.
      if unsafe nodial_xxh3_64_by_width(width, bytes, bytes.count, &found) == 0 { return }
      #expect(found == expected)
    }
  }

  /// An index with all that a look-up can come to: lines, displaced entries, side tables, ranges, long
  /// keys.
  private func build(registryCount: Int) throws -> (index: SuppressionIndex, keys: [UInt64]) {
    var generator = SeededGenerator(stream: 62)
    let registry = (0..<registryCount).map { _ in
      UInt64.random(in: 12_000_000_000..<19_999_999_999, using: &generator)
    }
    let layout = SlotLayout.smallest(
      entryCount: registryCount + 70, classCount: 3, CodeDomain.northAmerican)
    let lineCount = layout.lineCount(
      entryCount: registryCount + 70, CodeDomain.northAmerican)
    let homes = HomeMap(lineCount: lineCount, .northAmerican)
    var crowd: [UInt64] = []
    var key: UInt64 = 12_000_000_000
    while crowd.count < 70 {
      if homes.locate(CodeDomain.northAmerican.code(of: key)).home == 5 { crowd.append(key) }
      key += 1
    }
    let long: [UInt64] = [1 << 50, 8_112_345_678_901_234_567]
    let ranges = (0..<40).map { number in
      KeyRange(low: 442_000_000_000 + number * 100, high: 442_000_000_009 + number * 100)!
    }
    let abroad = (0..<200).map { _ in UInt64.random(in: 1..<(1 << 50), using: &generator) }
    let builder = try IndexBuilder(path: folder.path("a.ndx"), listCount: 2, options: .init())
    var collector = builder.makeCollector()
    try collector.add((registry + crowd).span, list: 0)
    try collector.add((abroad + long).span, list: 1)
    try collector.add(ranges.span, list: 1)
    try collector.flush()
    _ = try builder.finish(
      lists: [
        SuppressionList(id: "us", kind: .registry), SuppressionList(id: "own", kind: .objection),
      ])
    let index = try SuppressionIndex(path: folder.path("a.ndx"))
    #expect(index.tables.contains { $0.domain == .northAmerican && $0.sideEntryCount > 0 })
    return (
      index,
      crowd + long + registry.prefix(60) + abroad.prefix(60) + ranges.flatMap { [$0.low, $0.high] }
    )
  }

  /// The digests in the file are those of its blocks, as the specification has them.
  @Test func theFileHoldsTheDigestsOfItsBlocks() throws {
    let (index, _) = try build(registryCount: 24_000)
    let bytes = try folder.read("a.ndx")
    func integer(at offset: Int, _ byteCount: Int) -> Int {
      (0..<byteCount).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let (end, blockByteCount) = (integer(at: 384, 8), integer(at: 416, 4))
    #expect(end + integer(at: 392, 8) == bytes.count)
    var digests: [UInt64] = []
    var start = 4096
    while start < end {
      let block = Array(bytes[start..<min(start + blockByteCount, end)])
      digests.append(unsafe nodial_xxh3_64_of(block, block.count))
      start += blockByteCount
    }
    #expect(digests.count > 3)
    let found = digests.indices.map { UInt64(bitPattern: Int64(integer(at: end + 8 * $0, 8))) }
    #expect(found == digests)
    #expect(index.hasBlockDigests)
  }

  /// Every byte of a small index, in several ways: an answer is the true one, or there is none.
  @Test func noFlippedByteIsBelieved() throws {
    let (intact, keys) = try build(registryCount: 300)
    let asked = keys + [12_025_550_100, 442_079_460_000, 442_000_000_050, (1 << 50) + 1]
    let expected = asked.map { intact.find($0) }
    #expect(expected.prefix(keys.count).allSatisfy { $0 > 0 })
    let bytes = try folder.read("a.ndx")
    // Bytes of the header are under one digest, which is checked first: a third of them will do.
    for offset in bytes.indices where offset >= 4096 || offset % 3 == 0 {
      for pattern: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[offset] ^= pattern
        // Some of the keys each time: all of them lie in few blocks.
        let some = (0..<8).map { (offset * 8 + $0 * 37 + Int(pattern)) % asked.count }
        try expectNoLie(
          damaged, some.map { asked[$0] }, some.map { expected[$0] }, "byte \(offset) ^ \(pattern)")
      }
    }
  }

  /// Of a larger one: what lies in other blocks is answered all the same.
  @Test func onlyDamagedBlocksAreNotBelieved() throws {
    let (intact, keys) = try build(registryCount: 24_000)
    let expected = keys.map { intact.find($0) }
    let bytes = try folder.read("a.ndx")
    var generator = SeededGenerator(stream: 63)
    var (answeredCount, refusedCount) = (0, 0)
    for _ in 0..<300 {
      var damaged = bytes
      let offset = Int.random(in: 4096..<bytes.count, using: &generator)
      damaged[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      let (answered, refused) = try expectNoLie(damaged, keys, expected, "a bit of byte \(offset)")
      answeredCount += answered
      refusedCount += refused
    }
    #expect(answeredCount > 300 * keys.count / 2)
    #expect(refusedCount > 1000)
  }

  /// Asks a damaged index: it does not open, or fails, or says the truth; and all of it is never intact.
  @discardableResult
  private func expectNoLie(
    _ bytes: [UInt8], _ keys: [UInt64], _ expected: [Int], _ what: String
  ) throws -> (answered: Int, refused: Int) {
    let path = try folder.write("damaged.ndx", bytes)
    var counts = (answered: 0, refused: 0)
    do throws(IndexError) {
      let index = try SuppressionIndex(path: path)
      for (key, expected) in zip(keys, expected) {
        do throws(IndexError) {
          let found = try index.findVerified(key)
          if found != expected { Issue.record("\(what): \(found) for \(key)") }
          counts.answered += 1
        } catch {
          guard case .blocks = error.kind else { throw error }
          counts.refused += 1
        }
      }
      try index.verifyBlocks()
      Issue.record("\(what) was not found")
    } catch {
      #expect(error.description.hasPrefix("\(path): "))
    }
    return counts
  }

  /// A file that was cut says so, wherever it was.
  @Test func noCutIsOpened() throws {
    _ = try build(registryCount: 300)
    let bytes = try folder.read("a.ndx")
    for byteCount in bytes.indices where byteCount > 4096 || byteCount % 7 == 0 {
      let path = try folder.write("cut.ndx", Array(bytes[..<byteCount]))
      do throws(IndexError) {
        _ = try SuppressionIndex(path: path)
        Issue.record("opened with \(byteCount) bytes of \(bytes.count)")
      } catch {
        #expect(error.description.hasPrefix("\(path): "))
      }
    }
  }

  /// All damaged blocks are named, in their order.
  @Test func damagedBlocksAreNamed() throws {
    _ = try build(registryCount: 24_000)
    var bytes = try folder.read("a.ndx")
    for offset in [4096 + 40_000, 4096, 4096 + 16_384] { bytes[offset] ^= 4 }
    let index = try SuppressionIndex(path: folder.write("b.ndx", bytes))
    let error = IndexError(
      .blocks(offsets: [4096, 20_480, 36_864], byteCount: 16_384), path: index.path)
    #expect(throws: error) { try index.verify() }
    #expect(
      error.description
        == "\(index.path): damaged: 3 blocks, from bytes 4096, 20480, 36864 on, do not match their "
        + "digests; put a former index in its place, copy it again or rebuild it")
  }
}
