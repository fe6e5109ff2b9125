/// The encoding of a header row: what old programs write where UTF-8 is meant.
///
/// Data rows are read as bytes in any superset of ASCII; only the names in the header must be known, to
/// match them and to show them.
public enum HeaderEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case windows1252 = "Windows-1252"
  case windows1250 = "Windows-1250"
  case windows1251 = "Windows-1251"
  case gbk = "GBK"

  /// The names of a header, and their encoding: UTF-8 if the bytes are that; else the one in which
  /// most names are known, the first of equals.
  static func decode(_ fields: [[UInt8]]) -> (names: [String], encoding: HeaderEncoding) {
    let names = fields.map { String(validating: $0, as: UTF8.self) }
    if !names.contains(nil) { return (names.map { $0! }, .utf8) }
    var best = (names: [String](), encoding: HeaderEncoding.windows1252, count: -1)
    for encoding in allCases where encoding != .utf8 {
      let names = fields.map { String(validating: $0, as: UTF8.self) ?? encoding.text($0) }
      let foreign = zip(names, fields).filter { $1.contains { $0 >= 0x80 } }.map(\.0)
      let count = foreign.count { HeaderMeaning($0).claim != .none }
      if count > best.count { best = (names, encoding, count) }
    }
    return (best.names, best.encoding)
  }

  /// Decodes bytes; what the table does not know becomes U+FFFD.
  func text(_ bytes: [UInt8]) -> String {
    if self == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    if self == .gbk { return Self.gbkText(bytes) }
    let page = CodePages.upperHalf(of: self)
    var text = String.UnicodeScalarView()
    for byte in bytes {
      text.append(byte < 0x80 ? Unicode.Scalar(byte) : page[Int(byte) - 0x80])
    }
    return String(text)
  }

  private static func gbkText(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte < 0x80 {
        text.append(Unicode.Scalar(byte))
      } else if index < bytes.count {
        let pair = UInt16(byte) << 8 | UInt16(bytes[index])
        text.append(CodePages.gbk[pair] ?? "\u{FFFD}")
        index += 1
      } else {
        text.append("\u{FFFD}")
      }
    }
    return String(text)
  }
}
