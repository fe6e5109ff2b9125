internal import CKernels

/// What numbers or dates a line, before its numbers.
extension SegmentReader {
  /// Reads once more what stands behind a line's number, or behind date and time. These may as well be a part
  /// of the first number, and have been read so: `(49) 030 1234567`.
  mutating func readBehindStamp(_ text: borrowing CellText) {
    guard let first = firstBehindLineNumber(text) ?? firstBehindTime(text) else { return }
    let count = extras.count
    head = nil
    isExtension = false
    readPhrases(text, from: first)
    if extras.count > count { hasOtherDigits = true }
  }

  private func firstBehindLineNumber(_ text: borrowing CellText) -> Int? {
    guard segments.count > 1, !segments[0].isNumeral,
      let end = CellText.lineNumberEnd(text.storage.span.extracting(text.start..<text.end)),
      !isWhole(text)
    else { return nil }
    return (1..<segments.count).first { Int(segments[$0].start) >= text.start + end }
  }

  func isWhole(_ text: borrowing CellText) -> Bool {
    digits(text, 0..<segments.count).areWhole(in: region)
  }

  /// `20.11.2026 10:15:33 030 1234567`, `2026-11-20T10:15 …`, `[20. Nov 26, 10:15] …`, `10:15:33.123 …`: a time of
  /// day, with nothing but a day before it.
  private func firstBehindTime(_ text: borrowing CellText) -> Int? {
    var hour = 0
    var digitCount = 0
    while hour + 2 < segments.count, !isBehindColon(text, hour + 1) {
      digitCount += segments[hour].count
      hour += 1
      guard hour <= Self.dayGroupCountMax, digitCount <= Self.dayDigitCountMax else { return nil }
    }
    guard hour + 2 < segments.count, segments[hour].count <= 2, value(text, hour) < 24,
      value(text, hour + 1) < 60
    else { return nil }
    var first = hour + 2
    if isBehindColon(text, first) {
      first += 1
      if first < segments.count, isBehind(UInt8(ascii: "."), text, first) { first += 1 }
    }
    return first < segments.count && !isBehindColon(text, first) ? first : nil
  }

  private static let dayGroupCountMax = 3
  private static let dayDigitCountMax = 8

  /// Whether a group of two digits stands at once behind a colon and other digits.
  private func isBehindColon(_ text: borrowing CellText, _ index: Int) -> Bool {
    segments[index].count == 2 && isBehind(UInt8(ascii: ":"), text, index)
  }

  private func isBehind(_ sign: UInt8, _ text: borrowing CellText, _ index: Int) -> Bool {
    Int(segments[index].start) == Int(segments[index - 1].end) + 1
      && text.storage.span[Int(segments[index].start) - 1] == sign
  }
}

extension PackedDigits {
  /// Whether the digits of a cell are all that a number of +1 has, so that none of them numbers the line; a 1
  /// may be its own. On the islands, seven digits are numbers as well.
  func areWhole(in region: UInt8) -> Bool {
    guard region != NumberingPlan.noRegion, nodial_region_at(region).calling_digits == 0x1000,
      nodial_region_at(region).rewrite_kind != RewriteKind.area
    else { return false }
    return (count == 10 && self[0] >= 2) || (count == 11 && self[0] == 1 && self[1] >= 2)
  }
}
