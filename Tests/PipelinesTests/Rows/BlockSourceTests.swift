import Files
import Foundation
import TestSupport
import Testing

@testable import Pipelines

struct BlockSourceTests {
  private let folder = TemporaryFolder()

  private func blocks(
    of source: borrowing BlockSource
  ) throws -> (blocks: [BlockSource.Block], bytes: [[UInt8]]) {
    var blocks: [BlockSource.Block] = []
    var bytes: [[UInt8]] = []
    var buffer = ByteBuffer(capacity: 0)
    while let block = try source.next(into: &buffer) {
      blocks.append(block)
      try source.read(block, into: &buffer)
      let span = buffer.span
      bytes.append(span.indices.map { span[$0] })
    }
    return (blocks, bytes)
  }

  /// How many bytes of the file `name` this process has mapped and in memory.
  private func residentByteCount(of name: String) throws -> Int {
    var isOfFile = false
    var byteCount = 0
    let maps = try FileHandle(forReadingAtPath: "/proc/self/smaps")!.readToEnd()!
    for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
      // Mappings begin with their addresses, which are lower-case; what is said of them does not.
      if line.first!.isNumber || line.first!.isLowercase { isOfFile = line.hasSuffix("/" + name) }
      if isOfFile && line.hasPrefix("Rss:") {
        byteCount += Int(line.split(separator: " ")[1])! * 1024
      }
    }
    return byteCount
  }

  /// Parts that were given back are no longer in memory, and return when they are read.
  @Test(arguments: [1, 2, 3, 5])
  func partsAreGivenBack(partCount: Int) throws {
    let input = Array(repeating: Array("a row of twenty byte\n".utf8), count: 500_000).flatMap {
      $0
    }
    let path = try folder.write("rows-\(partCount)", input)
    let source = try BlockSource(InputFile(path: path))
    var buffer = ByteBuffer(capacity: 0)
    var blocks: [BlockSource.Block] = []
    while let block = try source.next(into: &buffer) { blocks.append(block) }
    func sum() -> Int {
      var sum = 0
      for block in blocks {
        source.withMappedBytes(of: block) { bytes in
          for index in bytes.indices { sum &+= Int(bytes[index]) }
        }
      }
      return sum
    }
    let expected = input.reduce(0) { $0 &+ Int($1) }
    #expect(sum() == expected)
    var resident = try residentByteCount(of: "rows-\(partCount)")
    #expect(resident >= input.count)
    for _ in 0..<partCount {
      source.releasePart(of: partCount)
      let rest = try residentByteCount(of: "rows-\(partCount)")
      #expect(rest < resident)
      resident = rest
    }
    #expect(resident == 0)
    // There are no more parts.
    source.releasePart(of: partCount)
    #expect(sum() == expected)
  }

  /// Blocks join to the input, and end behind a line wherever there is one near enough.
  @Test(arguments: [true, false])
  func blocksJoinToTheInput(isFile: Bool) throws {
    var generator = SeededGenerator(stream: 0xB10C)
    for blockByteCount in 1...100 {
      let input = DelimitedTextSample.bytes(
        byteCount: Int.random(in: 0...600, using: &generator), delimiter: 0x2C, using: &generator)
      var limits = BlockLimits()
      limits.blockByteCount = blockByteCount
      limits.rowByteCountMax = 200
      let skipped = Int.random(in: 0...min(5, input.count), using: &generator)
      let pipe = isFile ? nil : PipeSource(input)
      let path = try pipe?.path ?? folder.write("input", input)
      let source = try BlockSource(InputFile(path: path), limits: limits)
      withExtendedLifetime(pipe) {}
      let prefixByteCount = Int.random(in: 5...700, using: &generator)
      try source.withPrefix(byteCount: prefixByteCount) { prefix, isAll in
        #expect(prefix.indices.map { prefix[$0] } == Array(input.prefix(prefixByteCount)))
        // A stream of just so many bytes does not know yet that it ends.
        #expect(isAll == (input.count < prefixByteCount + (isFile ? 1 : 0)))
      }
      source.skip(skipped)
      let (blocks, bytes) = try blocks(of: source)
      #expect(bytes.joined().elementsEqual(input[skipped...]))
      #expect(blocks.map(\.number) == Array(0..<blocks.count))
      #expect(blocks.map(\.isFinal) == blocks.map { $0.number == blocks.count - 1 })
      var offset = skipped
      for (block, bytes) in zip(blocks, bytes) {
        #expect(block.range == offset..<offset + bytes.count)
        offset = block.range.upperBound
        let isCutBehindALine = bytes.last == 0x0A || bytes.last == 0x0D
        #expect(block.isFinal || isCutBehindALine || bytes.count > limits.rowByteCountMax)
        // At most the double of the limit is ever in memory.
        #expect(bytes.count <= max(blockByteCount, limits.rowByteCountMax * 2))
      }
    }
  }

  @Test func aStoppedSourceGivesNoMore() throws {
    var limits = BlockLimits()
    limits.blockByteCount = 2
    let source = try BlockSource(
      InputFile(path: folder.write("input", "a\nb\nc\n")), limits: limits)
    var buffer = ByteBuffer(capacity: 0)
    #expect(try source.next(into: &buffer)?.range == 0..<2)
    source.stop()
    #expect(try source.next(into: &buffer) == nil)
  }
}
