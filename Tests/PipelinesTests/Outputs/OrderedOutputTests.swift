import Files
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines

struct OrderedOutputTests {
  /// A worker with its share.
  private final class Worker {
    var share: OutputShare
    init(of output: OrderedOutput) { share = OutputShare(of: output, byteCount: 0) }
  }

  private let folder = TemporaryFolder()
  /// Of a length that is no divisor of a piece, so that every piece differs.
  private let pattern: [UInt8]

  init() {
    var generator = SeededGenerator(stream: 0x0DE2_0001)
    pattern = (0..<9973).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  /// The bytes from `offset` on of the pattern without end.
  private func content(_ offset: Int, byteCount: Int) -> [UInt8] {
    (offset..<offset + byteCount).map { pattern[$0 % pattern.count] }
  }

  /// Lets workers take blocks of these sizes in order and write them in any, while others now and then
  /// seem to write.
  private func write(
    sizes: [Int], name: String, _ generator: inout SeededGenerator
  ) throws -> FileResult {
    let output = try OrderedOutput(path: folder.path(name), digest: .fast)
    let workers = (0..<4).map { _ in Worker(of: output) }
    var offset = 0
    for size in sizes {
      let worker = workers.randomElement(using: &generator)!
      // Now, or it would be forgotten: others, who took earlier, may still have theirs to write.
      try write(&worker.share, of: output, &generator)
      worker.share.bytes.removeAll()
      worker.share.bytes.append(content(offset, byteCount: size).span)
      try worker.share.take()
      offset += size
    }
    for worker in workers.shuffled(using: &generator) {
      try write(&worker.share, of: output, &generator)
      try worker.share.finish()
    }
    let result = try output.finish(path: name)
    try output.publish(isSynced: false)
    return result
  }

  private func write(
    _ share: inout OutputShare, of output: OrderedOutput, _ generator: inout SeededGenerator
  ) throws {
    let isBusy = Bool.random(using: &generator)
    if isBusy { output.beginWriting() }
    defer { if isBusy { output.endWriting() } }
    try share.write()
  }

  /// Pieces cut at multiples of the alignment are the bytes in a row, whatever the blocks.
  @Test func piecesJoinToTheBlocks() throws {
    var generator = SeededGenerator(stream: 0x0DE2_0002)
    let alignment = OrderedOutput.alignment
    let least = OrderedOutput.pieceByteCountMin
    var cases = [
      [], [0], [1], [alignment], [least], [least - 1], [least - 1, 1], [least - 1, 0, 2],
      [least + 1, least - 2, 1], [0, 3 * least + 5, 0],
    ]
    for sizeMax in [2 * alignment, 3 * least] {
      cases += (0..<6).map { _ in
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in
          Int.random(in: 0...sizeMax, using: &generator)
        }
      }
    }
    for sizes in cases {
      let result = try write(sizes: sizes, name: "pieces", &generator)
      let bytes = content(0, byteCount: sizes.reduce(0, +))
      #expect(result.byteCount == bytes.count, "\(sizes)")
      #expect(result.digests?.xxh3 == ContentDigest(of: bytes.span), "\(sizes)")
      #expect(try folder.read("pieces") == bytes, "\(sizes)")
    }
  }
}
