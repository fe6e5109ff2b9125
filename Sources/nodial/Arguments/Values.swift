import ArgumentParser
import Files
import PhoneNumbers

/// Reads the values of options; a wrong one is a usage error that names the remedy.
enum Values {
  /// The region, or nil if none was given.
  static func region(_ text: String?) throws -> Region? {
    guard let text else { return nil }
    if let region = Region(text) { return region }
    let remedy =
      Region.suggestion(for: text).map { "did you mean \($0)?" }
      ?? "use two capital letters of ISO 3166: US, GB, DE, …"
    throw ValidationError("unknown region \"\(text)\"; \(remedy)")
  }

  static func delimiter(_ text: String?) throws -> UInt8? {
    guard let text else { return nil }
    let names: [String: UInt8] = ["comma": 0x2C, "semicolon": 0x3B, "tab": 0x09, "pipe": 0x7C]
    if let byte = names[text.lowercased()] ?? (text == "\\t" ? 0x09 : nil) { return byte }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, ![0x22, 0x0A, 0x0D].contains(bytes[0]) else {
      throw ValidationError(
        "the delimiter must be comma, semicolon, tab, pipe or one ASCII character that is no quote "
          + "and no line end")
    }
    return bytes[0]
  }

  static func name(ofDelimiter byte: UInt8) -> String {
    switch byte {
    case 0x2C: "comma"
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "pipe"
    default: "\"\(UnicodeScalar(byte))\""
    }
  }

  /// The threads to use; one a processor if nothing was said.
  static func threadCount(_ count: Int?) throws -> Int {
    guard let count else { return Workers.processorCount }
    guard (1...1024).contains(count) else {
      throw ValidationError("--threads must be 1 to 1024")
    }
    return count
  }

  /// A size such as `512M` or `1G`, in bytes.
  static func byteCount(_ text: String) throws -> Int {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var digits = Substring(text.uppercased())
    if digits.hasSuffix("IB") {
      digits.removeLast(2)
    } else if digits.hasSuffix("B") {
      digits.removeLast()
    }
    var unit = 1
    if let last = digits.last, let factor = units[last] {
      unit = factor
      digits.removeLast()
    }
    guard let number = Int(digits), number > 0, number <= 1 << 20 || unit == 1 else {
      throw ValidationError("\"\(text)\" is no size; write 512M or 1G")
    }
    return number * unit
  }

  /// `ID=VALUE` pairs of an option.
  static func pairs(_ texts: [String], option: String) throws -> [(id: String, value: String)] {
    try texts.map { text in
      // By scalars, since a name may begin with one that combines with the sign.
      let scalars = text.unicodeScalars
      guard let equals = scalars.firstIndex(of: "="), equals != text.startIndex else {
        throw ValidationError("\(option) takes ID=VALUE, not \"\(text)\"")
      }
      return (String(scalars[..<equals]), String(scalars[scalars.index(after: equals)...]))
    }
  }
}
