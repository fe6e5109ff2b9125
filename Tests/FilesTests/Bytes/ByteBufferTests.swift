import Files
import TestSupport
import Testing

struct ByteBufferTests {
  /// Random operations, against an array.
  @Test func holdsWhatAnArrayHolds() {
    var generator = SeededGenerator(stream: 0xF17E_0001)
    for capacity in [0, 1, 64, 5000] {
      var buffer = ByteBuffer(capacity: capacity)
      var array: [UInt8] = []
      for step in 0..<2000 {
        let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        switch Int.random(in: 0..<20, using: &generator) {
        case 0:
          buffer.removeAll()
          array.removeAll()
        case 1...3:
          let count = Int.random(in: 0...array.count, using: &generator)
          buffer.truncate(to: count)
          array.removeLast(array.count - count)
        case 4...6:
          let count = Int.random(in: 0...array.count, using: &generator)
          buffer.removeFirst(count)
          array.removeFirst(count)
        case 7...9:
          buffer.prepend(bytes.span)
          array = bytes + array
        case 10...13:
          buffer.append(UInt8(truncatingIfNeeded: step))
          array.append(UInt8(truncatingIfNeeded: step))
        default:
          buffer.append(bytes.span)
          array += bytes
        }
        #expect(contents(buffer) == array)
      }
    }
  }

  @Test func readsFromAFileUpToItsEnd() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("ten", "0123456789")
    let file = try InputFile(path: path)
    var buffer = ByteBuffer(capacity: 0)
    buffer.append(UInt8(ascii: "x"))
    #expect(try buffer.append(upTo: 4, from: file) == 4)
    #expect(try buffer.append(upTo: 0, from: file) == 0)
    #expect(try buffer.append(upTo: 100, from: file) == 6)
    #expect(try buffer.append(upTo: 100, from: file) == 0)
    #expect(String(decoding: contents(buffer), as: UTF8.self) == "x0123456789")
  }
}

private func contents(_ buffer: borrowing ByteBuffer) -> [UInt8] {
  let span = buffer.span
  return span.indices.map { span[$0] }
}
