/// A moment as lists write it, to the second, in UTC.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01 00:00:00.
  public var seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  /// The beginning of a day in UTC.
  public init(_ date: CalendarDate) { seconds = Int64(date.day) * Self.daySecondCount }

  /// The day it falls on in UTC.
  public var date: CalendarDate {
    CalendarDate(day: Int32(seconds.flooredQuotient(dividingBy: Self.daySecondCount)))
  }

  package static let daySecondCount: Int64 = 86_400
  /// Epoch seconds have ten digits: from 2001-09-09 until 2286.
  private static let epochDigitCount = 10
  private static let epochMilliDigitCount = 13

  /// Reads ISO 8601 and what comes near it; nil for anything else.
  ///
  ///     2026-11-20            2026-9-9              20261120
  ///     2026-11-20T08:00:00   2026-11-20 08:00      20261120T080000   20261120080000
  ///     …Z   …+02:00   …-0500   …+02   fractions of a second are dropped
  ///     1795075200 (seconds since 1970)   1795075200000 (milliseconds)
  ///
  /// Slashes may stand for the hyphens if the year comes first; days and months the other way around are not guessed.
  ///
  /// - Parameter secondAtLocal: What a moment without an offset means, of which the clock's second is given; that of UTC, if
  ///   it is left out.
  public init?(_ cell: Span<UInt8>, secondAtLocal: (Int64) -> Int64 = { $0 }) {
    var scan = Scan(cell)
    scan.skipBlanks()
    let digitCount = scan.digitCount
    if digitCount == Self.epochDigitCount || digitCount == Self.epochMilliDigitCount {
      guard let number = scan.number(digitCount...digitCount) else { return nil }
      scan.skipBlanks()
      guard scan.isAtEnd else { return nil }
      seconds = Int64(digitCount == Self.epochDigitCount ? number : number / 1000)
      return
    }
    guard let year = scan.number(4...4) else { return nil }
    let hasSigns = scan.skip(UInt8(ascii: "-")) || scan.skip(UInt8(ascii: "/"))
    let width = hasSigns ? 1...2 : 2...2
    guard let month = scan.number(width) else { return nil }
    if hasSigns, !(scan.skip(UInt8(ascii: "-")) || scan.skip(UInt8(ascii: "/"))) { return nil }
    guard let day = scan.number(width),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    var total = Int64(date.day) * Self.daySecondCount
    var offset: Int64?
    if !scan.isAtEndAfterBlanks {
      guard let time = scan.timeOfDay() else { return nil }
      total += time.second
      offset = time.offset
    }
    guard scan.isAtEndAfterBlanks else { return nil }
    seconds = offset.map { total - $0 } ?? secondAtLocal(total)
  }

  public static func < (first: Timestamp, second: Timestamp) -> Bool {
    first.seconds < second.seconds
  }

  /// A walk over the bytes of a cell.
  private struct Scan: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    var isAtEndAfterBlanks: Bool {
      var index = position
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      return index == bytes.count
    }

    /// The digits from here on.
    var digitCount: Int {
      var index = position
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
      return index - position
    }

    @_lifetime(self: copy self)
    mutating func skipBlanks() {
      while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }

    @_lifetime(self: copy self)
    mutating func skip(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    /// A number of so many digits; of more, the first.
    @_lifetime(self: copy self)
    mutating func number(_ width: ClosedRange<Int>) -> Int? {
      let count = min(digitCount, width.upperBound)
      guard width.contains(count) else { return nil }
      var number = 0
      for _ in 0..<count {
        number = number * 10 + Int(bytes[position] - 0x30)
        position += 1
      }
      return number
    }

    /// Hours, minutes and seconds, in seconds since the day began, and those that their clock is ahead of
    /// UTC, if that is said.
    @_lifetime(self: copy self)
    mutating func timeOfDay() -> (second: Int64, offset: Int64?)? {
      if !skip(UInt8(ascii: "T")) && !skip(UInt8(ascii: "t")) { skipBlanks() }
      guard let hour = number(2...2) else { return nil }
      let hasSigns = skip(UInt8(ascii: ":"))
      guard let minute = number(2...2) else { return nil }
      var second = 0
      if hasSigns ? skip(UInt8(ascii: ":")) : digitCount > 0 {
        guard let number = number(2...2) else { return nil }
        second = number
      }
      if skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) {
        guard digitCount > 0 else { return nil }
        position += digitCount
      }
      // 24:00 is the end of the day, and a leap second is the 60th.
      guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second <= 60
      else { return nil }
      skipBlanks()
      let total = Int64(hour * 3600 + minute * 60 + second)
      if isAtEnd { return (total, nil) }
      guard let offset = offset() else { return nil }
      return (total, offset)
    }

    /// The seconds that a clock is said to be ahead of UTC.
    @_lifetime(self: copy self)
    private mutating func offset() -> Int64? {
      if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
      let isBehind = skip(UInt8(ascii: "-"))
      guard isBehind || skip(UInt8(ascii: "+")), let hours = number(2...2), hours < 24 else {
        return nil
      }
      var minutes = 0
      if skip(UInt8(ascii: ":")) || digitCount > 0 {
        guard let number = number(2...2), number < 60 else { return nil }
        minutes = number
      }
      let seconds = Int64(hours * 3600 + minutes * 60)
      return isBehind ? -seconds : seconds
    }
  }
}

extension Int64 {
  fileprivate func flooredQuotient(dividingBy divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

extension Timestamp: CustomStringConvertible {
  /// As ISO 8601 has it: `2026-11-20T08:00:00Z`.
  public var description: String {
    let secondOfDay = Int(seconds - Timestamp(date).seconds)
    let parts = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
    let time = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(date)T\(time)Z"
  }
}
