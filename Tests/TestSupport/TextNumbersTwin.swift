import PhoneNumbers

/// The naive twin of the search for numbers in a text: every stretch of whole groups of digits is tried.
public enum TextNumbersTwin {
  private enum Unit { case digit, separator, plus, other }

  private static let units: [[UInt8]: Unit] = {
    func scalars(_ values: ClosedRange<UInt32>) -> [String] {
      values.map { String(Unicode.Scalar($0)!) }
    }
    let digits =
      scalars(0x30...0x39) + scalars(0xFF10...0xFF19) + scalars(0x660...0x669)
      + scalars(0x6F0...0x6F9) + scalars(0x966...0x96F)
    let separators =
      [" ", "\t", "-", ".", "/", "(", ")", "[", "]", "_", "*", "~"]
      + ["\u{A0}", "\u{AD}", "\u{2060}", "\u{2212}", "\u{3000}", "\u{FEFF}"]
      + ["\u{FF08}", "\u{FF09}", "\u{FF0D}", "\u{FF0E}", "\u{FF0F}"] + scalars(0x2000...0x202F)
    var units: [[UInt8]: Unit] = [:]
    for text in digits { units[Array(text.utf8)] = .digit }
    for text in separators { units[Array(text.utf8)] = .separator }
    for text in ["+", "\u{FF0B}"] { units[Array(text.utf8)] = .plus }
    return units
  }()

  /// The cells that a text stands for besides itself.
  public static func windows(of text: [UInt8]) -> Set<[UInt8]> {
    // Units with their places.
    var parts: [(unit: Unit, start: Int, end: Int)] = []
    var index = 0
    while index < text.count {
      let length = (1...3).first { units[Array(text[index...].prefix($0))] != nil } ?? 1
      let end = min(text.count, index + length)
      parts.append((units[Array(text[index..<end])] ?? .other, index, end))
      index = end
    }
    // Where groups begin and end, as parts.
    func isDigit(_ part: Int) -> Bool { parts.indices.contains(part) && parts[part].unit == .digit }
    let firsts = parts.indices.filter { isDigit($0) && !isDigit($0 - 1) }
    let lasts = parts.indices.filter { isDigit($0) && !isDigit($0 + 1) }
    /// Whether two groups that follow each other may be of one number.
    func areJoined(_ group: Int) -> Bool {
      guard group >= 0, group + 1 < firsts.count else { return false }
      let between = parts[(lasts[group] + 1)..<firsts[group + 1]]
      return between.allSatisfy { $0.unit == .separator }
        && between.last!.end - between.first!.start <= 16
    }
    /// Where a group begins with the plus that belongs to it.
    func start(_ group: Int) -> Int {
      let first = parts[firsts[group]].start
      for part in stride(from: firsts[group] - 1, through: 0, by: -1) {
        if parts[part].unit == .plus {
          return first - parts[part].end <= 16 ? parts[part].start : first
        }
        if parts[part].unit != .separator { break }
      }
      return first
    }
    var windows: Set<[UInt8]> = []
    for first in firsts.indices {
      for last in first..<firsts.count {
        guard (first..<last).allSatisfy(areJoined) else { break }
        let count = (first...last).map { lasts[$0] - firsts[$0] + 1 }.reduce(0, +)
        let isAlone = !areJoined(first - 1) && !areJoined(last)
        if (8...18).contains(count) || count == 7 && isAlone {
          windows.insert(Array(text[start(first)..<parts[lasts[last]].end]))
        }
      }
    }
    return windows
  }

  /// The cells that are read of one cell: itself and its windows, if it has digits enough.
  public static func cells(of cell: [UInt8]) -> Set<[UInt8]> {
    let digitCount = cell.count { (0x30...0x39).contains($0) }
    guard digitCount + cell.count(where: { $0 >= 0x80 }) / 2 >= 7 else { return [] }
    return windows(of: cell).union([cell])
  }
}
