/// The line `sep=;` with which Excel is told the delimiter of a file; not a row of it.
struct SeparatorLine: Equatable {
  let delimiter: UInt8
  /// The bytes of the line, terminator included.
  let byteCount: Int

  /// The line at `offset`, if it is one: `sep=` in any case and a delimiter, perhaps in quotes.
  init?(in text: Span<UInt8>, at offset: Int) {
    var index = offset
    func byte(_ index: Int) -> UInt8? { index < text.count ? text[index] : nil }
    let isQuoted = byte(index) == UInt8(ascii: "\"")
    if isQuoted { index += 1 }
    for letter in "sep=".utf8 {
      guard let found = byte(index), found == letter || found | 0x20 == letter else { return nil }
      index += 1
    }
    guard let delimiter = byte(index), delimiter < 0x80, ![0x22, 0x0A, 0x0D].contains(delimiter)
    else { return nil }
    index += 1
    if isQuoted {
      guard byte(index) == UInt8(ascii: "\"") else { return nil }
      index += 1
    }
    switch (byte(index), byte(index + 1)) {
    case (nil, _): break
    case (0x0D, 0x0A): index += 2
    case (0x0D, _), (0x0A, _): index += 1
    default: return nil
    }
    self.delimiter = delimiter
    byteCount = index - offset
  }
}
