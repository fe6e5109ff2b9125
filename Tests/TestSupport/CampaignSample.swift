/// Makes campaign files that are hard to read: phone cells in every writing, among quotes,
/// delimiters, line ends and bytes that are no text.
public struct CampaignSample: Sendable {
  /// Numbers for the phone cells, written in E.164.
  public var numbers: [String]
  /// What else stands in phone cells: refused, too short, empty.
  public var otherCells = ["", " ", "n/a", "+1", "12", "-", "5550123", "=", "0"]
  /// Codes for the region column.
  public var regions = ["US", "us", "GB", " DE", "", "ZZ", "U", "USA", "U\u{1}"]
  public var delimiter: UInt8

  public init(numbers: [String], delimiter: UInt8) {
    self.numbers = numbers
    self.delimiter = delimiter
  }

  /// A file of about `rowCount` rows: perhaps a byte-order mark, a header, rows of which some are
  /// torn, and perhaps no final line end or an open quote.
  public func bytes(rowCount: Int, using generator: inout SeededGenerator) -> [UInt8] {
    let terminators: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D]]
    let usual = terminators.randomElement(using: &generator)!
    let isMixed = Int.random(in: 0..<4, using: &generator) == 0
    // How often a row is torn: never in a quarter of the files, so that most rows are sound there.
    let tornPercent = [0, 2, 10, 40].randomElement(using: &generator)!
    var bytes: [UInt8] = Int.random(in: 0..<3, using: &generator) == 0 ? [0xEF, 0xBB, 0xBF] : []
    bytes += Array("phone".utf8) + [delimiter] + Array("\"region\"".utf8)
    bytes += [delimiter] + Array("second, \"mobile\"".utf8.filter { $0 != delimiter }) + usual
    for _ in 0..<rowCount {
      appendRow(to: &bytes, using: &generator)
      if Int.random(in: 0..<100, using: &generator) < tornPercent {
        bytes += DelimitedTextSample.bytes(
          byteCount: Int.random(in: 1...30, using: &generator), delimiter: delimiter,
          using: &generator)
      }
      bytes += isMixed ? terminators.randomElement(using: &generator)! : usual
    }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: appendRow(to: &bytes, using: &generator)
    case 2: bytes += Array("\"+12025550199\nleft open".utf8)
    case 3: bytes += Array("\"+12025550199\"\"".utf8) + usual
    default: break
    }
    return bytes
  }

  private func appendRow(to bytes: inout [UInt8], using generator: inout SeededGenerator) {
    let fieldCount = [0, 1, 2, 3, 3, 3, 4].randomElement(using: &generator)!
    for field in 0..<fieldCount {
      if field > 0 { bytes.append(delimiter) }
      let content: [UInt8]
      switch (field, Int.random(in: 0..<10, using: &generator)) {
      case (1, 0...7): content = Array(regions.randomElement(using: &generator)!.utf8)
      case (_, 0...5): content = Array(writing(using: &generator).utf8)
      case (_, 6...7): content = Array(otherCells.randomElement(using: &generator)!.utf8)
      default:
        let byteCount = Int.random(in: 0...20, using: &generator)
        var zeroCount = 0
        content = (0..<byteCount).map { _ in
          let byte: UInt8 =
            [0x00, 0x0A, 0x0D, 0x22, 0x2C, 0x41, 0xC3, 0xA9, 0xFF].randomElement(using: &generator)!
          zeroCount = byte == 0 ? zeroCount + 1 : 0
          // Four zeros in a row are a hole, for which files are refused.
          return zeroCount > 3 ? 0x41 : byte
        }
      }
      appendField(content, to: &bytes, using: &generator)
    }
  }

  /// A number in one of the ways in which people write it.
  private func writing(using generator: inout SeededGenerator) -> String {
    let number = numbers.randomElement(using: &generator)!
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where number.hasPrefix("+1"): return String(number.dropFirst(2))
    case 1: return " \(number)\t"
    case 2: return number.map(String.init).joined(separator: "-")
    case 3: return "\(number) ext. 7"
    default: return number
    }
  }

  /// Quoted where it must be, and sometimes where it need not.
  private func appendField(
    _ content: [UInt8], to bytes: inout [UInt8], using generator: inout SeededGenerator
  ) {
    let quote: UInt8 = 0x22
    let special = [quote, delimiter, 0x0A, 0x0D]
    guard content.contains(where: special.contains) || Bool.random(using: &generator) else {
      bytes += content
      return
    }
    bytes.append(quote)
    for byte in content { bytes += byte == quote ? [quote, quote] : [byte] }
    // A doubled quote within a number makes it an escaped field.
    if Int.random(in: 0..<8, using: &generator) == 0 { bytes += [quote, quote] }
    bytes.append(quote)
    // Text after the closing quote still belongs to the field.
    if Int.random(in: 0..<16, using: &generator) == 0 { bytes += Array("x1".utf8) }
  }
}
