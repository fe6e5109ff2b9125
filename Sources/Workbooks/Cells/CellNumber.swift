import Files

/// Writes the number of a cell as text: in full, as a date, or with the digits and signs of its format.
enum CellNumber {
  /// - Parameters:
  ///   - text: As it stands in the workbook: a decimal number, often with an exponent.
  ///   - countsFrom1904: Whether days are counted from 1904, as on old Macs, or from 1900.
  /// - Returns: False if it is no number.
  static func write(
    _ text: borrowing ByteBuffer, format: NumberFormat, countsFrom1904: Bool,
    to output: inout ByteBuffer
  ) -> Bool {
    guard let decimal = Decimal15(text.span) else { return false }
    switch format.form(for: decimal.value) {
    case .full: decimal.write(to: &output)
    case .date:
      if let moment = SerialMoment(decimal.value, countsFrom1904: countsFrom1904) {
        moment.write(to: &output)
      } else {
        decimal.write(to: &output)
      }
    case .elapsed:
      if let moment = SerialMoment(elapsed: decimal.value) {
        moment.write(to: &output)
      } else {
        decimal.write(to: &output)
      }
    case .digits(let tokens):
      if let digits = decimal.integerDigits {
        write(digits, tokens, to: &output)
      } else {
        decimal.write(to: &output)
      }
    }
    return true
  }

  /// Puts digits into the places of a format, from the right; further ones go before the first place.
  private static func write(
    _ digits: [UInt8], _ tokens: [NumberFormat.Section.Token], to output: inout ByteBuffer
  ) {
    let placeCount = tokens.count { if case .literal = $0 { false } else { true } }
    // A zero has no digits but where a place asks for one.
    let digits = digits == [0x30] ? [] : digits
    var missing = placeCount - digits.count
    var next = 0
    var isFirst = true
    for token in tokens {
      if case .literal(let byte) = token {
        output.append(byte)
        continue
      }
      if isFirst {
        while missing < 0 {
          output.append(digits[next])
          next += 1
          missing += 1
        }
        isFirst = false
      }
      if missing > 0 {
        if token == .zero { output.append(0x30) }
        missing -= 1
      } else {
        output.append(digits[next])
        next += 1
      }
    }
  }
}

/// A number of a workbook with the fifteen digits that its programs keep and show.
///
/// What was written as digits alone stays as it is, however many there are.
struct Decimal15 {
  let value: Double
  private let isNegative: Bool
  /// Without leading zeros.
  private let digits: [UInt8]
  /// How many digits stand before the point: 0 for 0.5, −1 for 0.05.
  private let pointOffset: Int

  static let digitCountMax = 15
  /// Numbers whose digits alone would fill a page are shown with an exponent after all.
  private static let offsets = -30...310

  init?(_ text: Span<UInt8>) {
    let written = XMLValue.text(text).filter { !$0.isWhitespace }
    guard let value = Double(written), value.isFinite else { return nil }
    self.value = value
    isNegative = value < 0
    let whole = Array(written.utf8.drop { $0 == 0x2B || $0 == 0x2D })
    if !whole.isEmpty, whole.allSatisfy({ (0x30...0x39).contains($0) }) {
      let significant = Array(whole.drop { $0 == 0x30 })
      digits = significant.isEmpty ? [0x30] : significant
      pointOffset = digits.count
      return
    }
    // The shortest digits that give the number: 2.0255501230000001e9 and the like.
    var digits: [UInt8] = []
    var exponent = 0
    var pointOffset: Int?
    let shortest = Array(value.magnitude.description.utf8)
    scan: for (index, byte) in shortest.enumerated() {
      switch byte {
      case 0x30...0x39: digits.append(byte)
      case UInt8(ascii: "."): pointOffset = digits.count
      default:
        exponent = Int(String(decoding: shortest[(index + 1)...], as: UTF8.self)) ?? 0
        break scan
      }
    }
    var offset = (pointOffset ?? digits.count) + exponent
    let leadingCount = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(leadingCount)
    offset -= leadingCount
    if digits.count > Self.digitCountMax { offset += Self.round(&digits) }
    while digits.last == 0x30 { digits.removeLast() }
    guard !digits.isEmpty, Self.offsets.contains(offset) else {
      // Nothing, or so little that it is shown as nothing.
      self.digits = [0x30]
      self.pointOffset = 1
      return
    }
    self.digits = digits
    self.pointOffset = offset
  }

  /// Rounds to fifteen digits.
  ///
  /// - Returns: 1 if a digit came before the first, else 0.
  private static func round(_ digits: inout [UInt8]) -> Int {
    let isUp = digits[digitCountMax] >= 0x35
    digits.removeSubrange(digitCountMax...)
    guard isUp else { return 0 }
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 0x39 {
        digits[index] += 1
        return 0
      }
      digits[index] = 0x30
      index -= 1
    }
    digits.insert(0x31, at: 0)
    return 1
  }

  /// The digits, if it is a whole number that is not below zero.
  var integerDigits: [UInt8]? {
    guard !isNegative, digits.count <= pointOffset else { return nil }
    return digits + [UInt8](repeating: 0x30, count: pointOffset - digits.count)
  }

  /// Writes it without an exponent.
  func write(to output: inout ByteBuffer) {
    if isNegative { output.append(UInt8(ascii: "-")) }
    if pointOffset <= 0 {
      output.append(0x30)
      output.append(UInt8(ascii: "."))
      for _ in 0..<(-pointOffset) { output.append(0x30) }
      for digit in digits { output.append(digit) }
      return
    }
    for (index, digit) in digits.enumerated() {
      if index == pointOffset { output.append(UInt8(ascii: ".")) }
      output.append(digit)
    }
    for _ in digits.count..<max(digits.count, pointOffset) { output.append(0x30) }
  }
}

/// A moment as workbooks count it: days since the last day of 1899, with the part of the day behind the
/// point. Written as ISO 8601.
struct SerialMoment {
  private let day: Int?
  private let second: Int

  /// The last day of the year 9999, after which there are no dates.
  private static let dayMax = 2_958_465

  init?(_ value: Double, countsFrom1904: Bool) {
    guard value >= 0, value < Double(Self.dayMax) + 1 else { return nil }
    let seconds = Int((value * 86400).rounded())
    second = seconds % 86400
    var day = seconds / 86400
    guard day > 0 || countsFrom1904 else {
      // A time of no day.
      self.day = nil
      return
    }
    if countsFrom1904 {
      day += 1462
    } else if day < 60 {
      // The 29th of February 1900, which there was not, is counted as day 60.
      day += 1
    } else if day == 60 {
      return nil
    }
    self.day = day
  }

  /// A time that may be longer than a day.
  init?(elapsed value: Double) {
    guard value >= 0, value < 1_000_000 else { return nil }
    day = nil
    second = Int((value * 86400).rounded())
  }

  func write(to output: inout ByteBuffer) {
    if let day {
      let (year, month, dayOfMonth) = Self.date(day)
      append(year, digitCount: 4, to: &output)
      output.append(UInt8(ascii: "-"))
      append(month, digitCount: 2, to: &output)
      output.append(UInt8(ascii: "-"))
      append(dayOfMonth, digitCount: 2, to: &output)
      if second == 0 { return }
      output.append(UInt8(ascii: "T"))
    }
    append(second / 3600, digitCount: 2, to: &output)
    output.append(UInt8(ascii: ":"))
    append(second / 60 % 60, digitCount: 2, to: &output)
    output.append(UInt8(ascii: ":"))
    append(second % 60, digitCount: 2, to: &output)
  }

  private func append(_ number: Int, digitCount: Int, to output: inout ByteBuffer) {
    let text = String(number)
    for _ in text.utf8.count..<max(digitCount, text.utf8.count) { output.append(0x30) }
    for byte in text.utf8 { output.append(byte) }
  }

  /// The date of a day counted from the 30th of December 1899.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
    // Days since the first of March of the year 0.
    let shifted = day - 25569 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
  }
}
