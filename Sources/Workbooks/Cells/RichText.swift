import Files

/// Gathers the text of `si` and `is`: of `t` and of the `t` in `r`, but not of `rPh`.
struct RichText: ~Copyable {
  private var raw = ByteBuffer(capacity: 256)
  private var isOpen = false
  /// The elements that are open within it.
  private(set) var depth = 0
  /// How deep the element lies that is passed over with all in it; 0 if there is none.
  private var skippedDepth = 0
  private var isInText = false

  /// Far more than a cell can hold: 32,767 characters.
  static let byteCountMax = 16 << 20

  var isTooLong: Bool { raw.count > Self.byteCountMax }

  mutating func begin() {
    raw.removeAll()
    isOpen = true
    (depth, skippedDepth, isInText) = (0, 0, false)
  }

  mutating func start(_ name: XMLName) {
    guard isOpen else { return }
    depth += 1
    guard skippedDepth == 0 else { return }
    switch (name, depth) {
    case (.t, 1), (.t, 2): isInText = true
    case (.r, 1): break
    default: skippedDepth = depth
    }
  }

  mutating func add(_ bytes: Span<UInt8>) {
    if isInText { raw.append(bytes) }
  }

  mutating func end(_ name: XMLName) {
    guard isOpen else { return }
    if skippedDepth == depth { skippedDepth = 0 }
    isInText = false
    depth -= 1
  }

  /// Ends the text.
  mutating func end() { isOpen = false }

  /// Appends the text, once it has ended.
  func appendText(to output: inout ByteBuffer) { CellEscape.decode(raw, into: &output) }
}

/// What stands in a workbook's texts for characters that XML has not: `_x000D_`.
///
/// Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring).
enum CellEscape {
  /// Appends what a text stands for.
  static func decode(_ text: borrowing ByteBuffer, into output: inout ByteBuffer) {
    decode(text.span, into: &output)
  }

  private static func decode(_ text: Span<UInt8>, into output: inout ByteBuffer) {
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "_"), var unit = unit(text, at: index) else {
        output.append(text[index])
        index += 1
        continue
      }
      index += byteCount
      if (0xD800..<0xDC00).contains(unit), let low = self.unit(text, at: index),
        (0xDC00..<0xE000).contains(low)
      {
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        index += byteCount
      }
      let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
      for byte in String(Character(scalar)).utf8 { output.append(byte) }
    }
  }

  private static let byteCount = 7

  /// The unit of UTF-16 that is written here, if one is.
  private static func unit(_ text: Span<UInt8>, at offset: Int) -> UInt32? {
    guard offset + byteCount <= text.count, text[offset] == UInt8(ascii: "_"),
      text[offset + 1] == UInt8(ascii: "x"), text[offset + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt32 = 0
    for index in offset + 2..<offset + 6 {
      let digit: UInt8
      switch text[index] {
      case 0x30...0x39: digit = text[index] - 0x30
      case 0x41...0x46: digit = text[index] - 0x41 + 10
      case 0x61...0x66: digit = text[index] - 0x61 + 10
      default: return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
