/// Reads the name and the attributes of one tag, however sloppily it is written.
struct TagReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  /// - Parameter bytes: What stands between `<` and `>`.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  /// True if the tag ends with a slash.
  var isSelfClosing: Bool {
    var index = bytes.count - 1
    while index >= 0, Self.isBlank(bytes[index]) { index -= 1 }
    return index >= 0 && bytes[index] == UInt8(ascii: "/")
  }

  @_lifetime(self: copy self)
  mutating func skip(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// The letters and digits from here on, in lower case.
  @_lifetime(self: copy self)
  mutating func name() -> [UInt8] {
    skipBlanks()
    var name: [UInt8] = []
    while position < bytes.count, let byte = Self.nameByte(bytes[position]) {
      name.append(byte)
      position += 1
    }
    return name
  }

  /// The next attribute, its name in lower case and its value without quotes, or nil.
  @_lifetime(self: copy self)
  mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while position < bytes.count {
      let name = name()
      if name.isEmpty {
        position += 1
        continue
      }
      return (name, skip(UInt8(ascii: "=")) ? value() : [])
    }
    return nil
  }

  @_lifetime(self: copy self)
  private mutating func value() -> [UInt8] {
    skipBlanks()
    var value: [UInt8] = []
    // `''` is a value without anything in it, or two strokes that stand for one quote.
    var quoteCount = 0
    while quoteCount < 2, quoteByteCount > 0 {
      position += quoteByteCount
      quoteCount += 1
    }
    let isQuoted = quoteCount > 0
    if quoteCount == 2, position == bytes.count || Self.nameByte(bytes[position]) == nil {
      return []
    }
    while position < bytes.count, quoteByteCount == 0 {
      let byte = bytes[position]
      if !isQuoted && (Self.isBlank(byte) || byte == UInt8(ascii: "/")) { break }
      value.append(byte)
      position += 1
    }
    position += quoteByteCount
    while let last = value.last, Self.isBlank(last) { value.removeLast() }
    while let first = value.first, Self.isBlank(first) { value.removeFirst() }
    return value
  }

  /// The bytes of the quote here, 0 if there is none: straight, typographic (U+2018 to U+201F, U+2032,
  /// U+2033; in Windows-1252 as well) or an accent that stands for one.
  private var quoteByteCount: Int {
    guard position < bytes.count else { return 0 }
    switch bytes[position] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), 0x91...0x94: return 1
    case 0xC2:
      return position + 1 < bytes.count && bytes[position + 1] == 0xB4 ? 2 : 0
    case 0xE2:
      guard position + 2 < bytes.count, bytes[position + 1] == 0x80 else { return 0 }
      return [0x98...0x9F, 0xB2...0xB3].contains { $0.contains(bytes[position + 2]) } ? 3 : 0
    default: return 0
    }
  }

  @_lifetime(self: copy self)
  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func nameByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39: byte
    default: nil
    }
  }
}
