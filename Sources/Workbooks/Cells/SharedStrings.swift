import Files

/// The texts of a workbook that cells name by number.
///
/// They are held as bytes, with the end of each beside them: in memory up to 32 MiB each, and beyond that
/// in files without names.
struct SharedStrings: ~Copyable {
  private static let memoryByteCountMax = 32 << 20

  private var texts = SpilledBytes(memoryByteCountMax: memoryByteCountMax)
  /// Of each, where it ends among the bytes: eight bytes, little-endian.
  private var ends = SpilledBytes(memoryByteCountMax: memoryByteCountMax)
  private(set) var count = 0

  mutating func append(_ text: borrowing ByteBuffer) throws(FileError) {
    try texts.append(text.span)
    var end = ByteBuffer(capacity: 8)
    for shift in 0..<8 { end.append(UInt8(truncatingIfNeeded: texts.count >> (8 * shift))) }
    try ends.append(end.span)
    count += 1
  }

  mutating func seal() throws(FileError) {
    try texts.seal()
    try ends.seal()
  }

  /// Appends a text.
  ///
  /// - Precondition: `index < count`.
  func append(_ index: Int, to output: inout ByteBuffer) {
    texts.append((index == 0 ? 0 : end(index - 1))..<end(index), to: &output)
  }

  private func end(_ index: Int) -> Int {
    ends.withBytes(index * 8..<index * 8 + 8) { bytes in
      bytes.indices.reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    }
  }
}

/// Reads the texts out of the events of their part.
///
///     sst ─► si ─► t                 one text
///               └► r ─► t            the same in pieces of different looks, joined
///               └► rPh ─► t          how it is pronounced: left out
struct SharedStringScanner: ~Copyable {
  private let package: WorkbookPackage
  private let part: String
  private var strings = SharedStrings()
  private var text = RichText()
  private var decoded = ByteBuffer(capacity: 256)
  private var depth = 0

  /// - Parameter part: The path of what is read.
  init(of part: String, in package: WorkbookPackage) {
    self.part = part
    self.package = package
  }

  mutating func scan(
    _ batch: borrowing XMLBatch
  ) throws(FileError) {
    for index in 0..<batch.count {
      let event = batch.events[index]
      switch event.kind {
      case .start:
        depth += 1
        if depth == 2 && event.name == .si { text.begin() } else { text.start(event.name) }
      case .text:
        text.add(batch.content(of: event))
        if text.isTooLong {
          throw package.damaged("text \(strings.count) of it is absurdly long", part: part)
        }
      case .attribute: break
      case .end:
        if depth == 2 && event.name == .si {
          text.end()
          decoded.removeAll()
          text.appendText(to: &decoded)
          try strings.append(decoded)
        } else {
          text.end(event.name)
        }
        depth -= 1
      }
    }
  }

  consuming func finish() throws(FileError) -> SharedStrings {
    try strings.seal()
    return strings
  }
}
