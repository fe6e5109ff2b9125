import Files

/// A small file of text.
enum TextFile {
  private static let byteCountMax = 1 << 24

  /// The text of a file; `-` is standard input.
  static func text(_ path: String) throws -> String {
    let file = try InputFile(path: path)
    var bytes = ByteBuffer(capacity: 1 << 16)
    while try bytes.append(upTo: 1 << 16, from: file) > 0 {
      guard bytes.count <= byteCountMax else {
        throw Failure("\(path): larger than \(byteCountMax) bytes")
      }
    }
    guard let text = bytes.text, !text.utf8.contains(0) else {
      throw Failure("\(path): no UTF-8 text; save it as UTF-8")
    }
    return text
  }
}
