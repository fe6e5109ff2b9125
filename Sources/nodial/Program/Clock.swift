import ConsentLedger
import FoundationEssentials
import Glibc
import SuppressionLists

/// A moment, by the calendar and by the clock that never jumps.
struct Clock {
  let date: Date
  private let instant: ContinuousClock.Instant

  static var now: Clock { Clock(date: Date(), instant: .now) }

  /// The seconds from this moment until now.
  var secondsSince: Double { (ContinuousClock.now - instant) / .seconds(1) }

  /// Seconds since 1970.
  var second: Int { Int(date.timeIntervalSince1970.rounded(.down)) }

  /// The moment, to the microsecond.
  var moment: Moment { Moment(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000)) }

  /// The day, in UTC.
  var day: CalendarDate { CalendarDate(day: Int32(second / 86_400)) }

  /// The day where the program runs, as `TZ` or the system says: on which letters come and have to be answered.
  var localDay: CalendarDate {
    // SAFETY: both pointers are of this frame, and the call keeps neither.
    var time = time_t(second)
    var local = unsafe tm()
    unsafe localtime_r(&time, &local)
    return CalendarDate(
      year: unsafe Int(local.tm_year) + 1900, month: unsafe Int(local.tm_mon) + 1,
      day: unsafe Int(local.tm_mday)) ?? day
  }

  /// The date as RFC 3339 has it, in UTC.
  var text: String { "\(Timestamp(seconds: Int64(second)))" }
}
