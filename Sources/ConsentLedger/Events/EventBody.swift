/// What an event says: fields with texts, as one object of JSON in its canonical form (RFC 8785), so that the
/// same body has the same bytes, and everybody can read it.
///
/// ```
///   {"brand":"acme","channel":"sms","number":"+12025550101","occurred":"2026-11-20T10:11:12Z"}
/// ```
struct EventBody: Equatable {
  /// By name. Names are ASCII, so that their order is that of their bytes.
  private(set) var fields: [(name: String, text: String)] = []

  init() {}

  init(_ fields: [(name: String, text: String)]) {
    self.fields = fields.filter { !$0.text.isEmpty }.sorted { $0.name < $1.name }
  }

  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.text }

  /// The number of the person that it is about; nil if it names none.
  var number: UInt64? { self["number"].flatMap { UInt64($0.dropFirst()) } }

  static func == (first: EventBody, second: EventBody) -> Bool { first.bytes == second.bytes }

  // MARK: Bytes

  var bytes: [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      Self.append(field.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      Self.append(field.text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += Array("\\b".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0C: bytes += Array("\\f".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += Array("\\u".utf8) + Array(String(repeating: "0", count: 4 - digits.count).utf8)
        bytes += Array(digits.utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Reads the bytes of a body.
  ///
  /// - Returns: Nil unless they are just those that ``bytes`` would be.
  init?(bytes: [UInt8]) {
    var scan = Scan(bytes: bytes)
    guard scan.skip(UInt8(ascii: "{")) else { return nil }
    if !scan.skip(UInt8(ascii: "}")) {
      repeat {
        guard let name = scan.text(), scan.skip(UInt8(ascii: ":")), let text = scan.text() else {
          return nil
        }
        fields.append((name, text))
      } while scan.skip(UInt8(ascii: ","))
      guard scan.skip(UInt8(ascii: "}")) else { return nil }
    }
    guard scan.isAtEnd, isCanonical, self.bytes == bytes else { return nil }
  }

  /// True if the names are in their order, each once, and no text is empty.
  private var isCanonical: Bool {
    for place in fields.indices {
      if fields[place].text.isEmpty { return false }
      if place > 0, fields[place - 1].name >= fields[place].name { return false }
    }
    return true
  }

  private struct Scan {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    mutating func text() -> String? {
      guard skip(UInt8(ascii: "\"")) else { return nil }
      var text: [UInt8] = []
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
        guard byte == UInt8(ascii: "\\") else {
          text.append(byte)
          continue
        }
        guard let escaped = escaped() else { return nil }
        text.append(escaped)
      }
      return nil
    }

    private mutating func escaped() -> UInt8? {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "b"): return 0x08
      case UInt8(ascii: "t"): return 0x09
      case UInt8(ascii: "n"): return 0x0A
      case UInt8(ascii: "f"): return 0x0C
      case UInt8(ascii: "r"): return 0x0D
      case UInt8(ascii: "u"):
        guard position + 4 <= bytes.count,
          let value = UInt8(
            String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { return nil }
        position += 4
        return value
      default: return byte
      }
    }
  }
}
