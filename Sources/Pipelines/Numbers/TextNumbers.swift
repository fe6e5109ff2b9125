/// Finds what may be phone numbers within a longer text: groups of digits with the usual separators
/// between them.
///
/// ```
///   text      call 202-555-0123 or 12/2025550124!   (7 or more digits to a number, 18 at most)
///   runs           └──────────┘    └───────────┘    digits and separators only
///   windows        └──────────┘    └───────────┘    whole groups of a run, as many as may be one number
///                                     └────────┘
/// ```
///
/// Where a number begins and ends among groups that follow each other, nobody can tell, so every
/// stretch of whole groups with 8 to 18 digits is a window; of a run that stands alone, 7 suffice. A
/// plus begins a run.
struct TextNumbers {
  /// A window needs so many digits, or one fewer if it is a whole run.
  static let digitCountMin = 8
  /// Fifteen digits and the longest prefixes before them.
  static let digitCountMax = 18
  /// More bytes between two groups part them.
  static let gapByteCountMax = 16

  /// A group of digits of the run at hand.
  private struct Group {
    /// Where it begins, with a plus before it.
    var start = 0
    var digitCount = 0
  }

  /// The last groups of the run, at their number modulo the size: more have too many digits.
  private var groups = [Group](repeating: Group(), count: digitCountMax)
  private var groupCount = 0
  private var runDigitCount = 0

  /// Appends the windows of a text, in the order of their ends; those that end together, longest last.
  ///
  /// - Parameters:
  ///   - range: Where the text lies in `bytes`; the windows are offsets in these.
  ///   - starts: Receives the first byte of each window.
  ///   - ends: Receives the offset behind its last byte.
  /// - Complexity: O(*n*); at most `digitCountMax` windows a group.
  mutating func find(
    in bytes: Span<UInt8>, _ range: Range<Int>, starts: inout [UInt32], ends: inout [UInt32]
  ) {
    groupCount = 0
    runDigitCount = 0
    var index = range.lowerBound
    // Where a plus stands that no digit has followed yet, or -1.
    var plus = -1
    var groupEnd = index
    while index < range.upperBound {
      let byte = bytes[index]
      if byte &- 0x30 < 10 || byte >= 0x80 && Self.digitLength(bytes, index, range) > 0 {
        if index - groupEnd > Self.gapByteCountMax {
          endRun(at: groupEnd, &starts, &ends)
          plus = -1
        }
        let start = plus >= 0 && groupCount == 0 ? plus : index
        plus = -1
        var digitCount = 0
        while index < range.upperBound {
          let length = Self.digitLength(bytes, index, range)
          if length == 0 { break }
          digitCount += 1
          index += length
        }
        append(Group(start: start, digitCount: digitCount), end: index, &starts, &ends)
        groupEnd = index
        continue
      }
      let length = Self.separatorLength(bytes, index, range)
      if length == 0 {
        endRun(at: groupEnd, &starts, &ends)
        plus = -1
        index += 1
        groupEnd = index
      } else if Self.isPlus(bytes, index) {
        endRun(at: groupEnd, &starts, &ends)
        plus = index
        index += length
        groupEnd = index
      } else {
        index += length
      }
    }
    endRun(at: groupEnd, &starts, &ends)
  }

  /// Appends a group to the run, and the windows that end with it.
  private mutating func append(
    _ group: Group, end: Int, _ starts: inout [UInt32], _ ends: inout [UInt32]
  ) {
    groups[groupCount % groups.count] = group
    groupCount += 1
    runDigitCount += group.digitCount
    var digitCount = 0
    for number in stride(from: groupCount - 1, through: max(0, groupCount - groups.count), by: -1) {
      let first = groups[number % groups.count]
      digitCount += first.digitCount
      if digitCount > Self.digitCountMax { break }
      if digitCount >= Self.digitCountMin {
        starts.append(UInt32(truncatingIfNeeded: first.start))
        ends.append(UInt32(truncatingIfNeeded: end))
      }
    }
  }

  /// Ends the run; of one with fewer digits than other windows have, all of it is a window.
  private mutating func endRun(
    at end: Int, _ starts: inout [UInt32], _ ends: inout [UInt32]
  ) {
    if runDigitCount == Self.digitCountMin - 1 {
      starts.append(UInt32(truncatingIfNeeded: groups[0].start))
      ends.append(UInt32(truncatingIfNeeded: end))
    }
    groupCount = 0
    runDigitCount = 0
  }

  // MARK: Characters

  /// The bytes of a digit: of ASCII, of full width, Arabic, Persian or Devanagari; 0 for any other
  /// character.
  static func digitLength(_ bytes: Span<UInt8>, _ index: Int, _ range: Range<Int>) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return byte &- 0x30 < 10 ? 1 : 0 }
    guard index + 1 < range.upperBound else { return 0 }
    let second = bytes[index + 1]
    switch byte {
    case 0xD9: return (0xA0...0xA9).contains(second) ? 2 : 0
    case 0xDB: return (0xB0...0xB9).contains(second) ? 2 : 0
    case 0xE0, 0xEF:
      guard index + 2 < range.upperBound else { return 0 }
      let third = bytes[index + 2]
      let isDigit =
        byte == 0xE0
        ? second == 0xA5 && (0xA6...0xAF).contains(third)
        : second == 0xBC && (0x90...0x99).contains(third)
      return isDigit ? 3 : 0
    default: return 0
    }
  }

  /// The bytes of a character that may stand within a number; 0 for any other one.
  private static func separatorLength(
    _ bytes: Span<UInt8>, _ index: Int, _ range: Range<Int>
  ) -> Int {
    switch bytes[index] {
    case 0x20, 0x09, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "+"), UInt8(ascii: "_"),
      UInt8(ascii: "*"), UInt8(ascii: "~"):
      return 1
    case 0xC2:
      // No-break space, soft hyphen.
      guard index + 1 < range.upperBound else { return 0 }
      return bytes[index + 1] == 0xA0 || bytes[index + 1] == 0xAD ? 2 : 0
    case 0xE2, 0xE3, 0xEF:
      guard index + 2 < range.upperBound else { return 0 }
      switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
      // General punctuation up to the narrow space, word joiner, minus; wide space; wide
      // parentheses, plus, hyphen, stop, solidus; byte-order mark.
      case (0xE2, 0x80, 0x80...0xAF), (0xE2, 0x81, 0xA0), (0xE2, 0x88, 0x92), (0xE3, 0x80, 0x80),
        (0xEF, 0xBC, 0x88...0x89), (0xEF, 0xBC, 0x8B), (0xEF, 0xBC, 0x8D...0x8F),
        (0xEF, 0xBB, 0xBF):
        return 3
      default: return 0
      }
    default: return 0
    }
  }

  private static func isPlus(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "+")
      || bytes[index] == 0xEF && bytes[index + 1] == 0xBC
        && bytes[index + 2] == 0x8B
  }
}
