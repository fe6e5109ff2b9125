import SuppressionLists

/// A moment, in microseconds since 1970, UTC.
public struct Moment: Hashable, Comparable, Sendable {
  static let secondMicroseconds: Int64 = 1_000_000
  static let dayMicroseconds = 86_400 * secondMicroseconds

  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public init(seconds: Int64) { microseconds = seconds * Self.secondMicroseconds }

  /// The beginning of a day.
  public init(_ date: CalendarDate) { microseconds = Int64(date.day) * Self.dayMicroseconds }

  /// The last moment of a day.
  public init(endOf date: CalendarDate) {
    microseconds = Int64(date.day + 1) * Self.dayMicroseconds - 1
  }

  /// Nobody permitted or forbade anything before: what is said to be so old is of no moment that is known.
  static let earliest = Moment(CalendarDate(year: 1990, month: 1, day: 1)!)

  /// When something happened that forbids: of a day alone, its end, so that no consent of that day is behind it.
  ///
  /// - Returns: Nil if the text is no moment, or one before 1990.
  public init?(forbidding text: String) {
    guard let moment = Moment(text), moment >= Self.earliest else { return nil }
    self = Self.isDay(text) ? Moment(endOf: moment.date) : moment
  }

  /// True if a text that is a moment names a day and no time of it.
  private static func isDay(_ text: String) -> Bool {
    let bytes = text.utf8.filter { $0 != 0x20 }
    return bytes.count <= 10
      && !(bytes.count == 10 && bytes.allSatisfy { (0x30...0x39).contains($0) })
  }

  /// ISO 8601 and what comes near it, as ``Timestamp`` reads it; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let timestamp = Timestamp(bytes.span) else { return nil }
    self.init(seconds: timestamp.seconds)
    microseconds += Self.fraction(bytes)
  }

  /// The microseconds behind the point of a moment that was read to the second.
  private static func fraction(_ bytes: [UInt8]) -> Int64 {
    guard
      let point = bytes.firstIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") })
    else { return 0 }
    var (fraction, unit) = (Int64(0), secondMicroseconds)
    for byte in bytes[(point + 1)...] {
      guard (0x30...0x39).contains(byte), unit > 1 else { break }
      unit /= 10
      fraction += Int64(byte - 0x30) * unit
    }
    return fraction
  }

  /// The day it falls on.
  public var date: CalendarDate {
    let days = microseconds / Self.dayMicroseconds
    return CalendarDate(day: Int32(microseconds % Self.dayMicroseconds < 0 ? days - 1 : days))
  }

  public static func < (first: Moment, second: Moment) -> Bool {
    first.microseconds < second.microseconds
  }
}

extension Moment: CustomStringConvertible {
  /// `2026-11-20T10:11:12Z`, or with microseconds, if it has some: `2026-11-20T10:11:12.000345Z`.
  public var description: String {
    let ofDay = microseconds - Moment(date).microseconds
    let second = Int(ofDay / Self.secondMicroseconds)
    let fraction = ofDay % Self.secondMicroseconds
    func padded(_ number: Int, _ count: Int = 2) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
    let time = "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
    return "\(date)T\(time)" + (fraction == 0 ? "Z" : ".\(padded(Int(fraction), 6))Z")
  }
}
