import ListReading
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

  /// ISO 8601 and what comes near it, as ``Timestamp`` reads it; nil for anything else.
  public init?(_ text: String) {
    guard let timestamp = Timestamp(Array(text.utf8).span) else { return nil }
    self.init(seconds: timestamp.seconds)
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
  /// `2026-11-20T10:11:12Z`; the fraction of a second is left out.
  public var description: String {
    let second = Int((microseconds - Moment(date).microseconds) / Self.secondMicroseconds)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
  }
}
