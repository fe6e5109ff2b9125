import SuppressionLists

/// A time zone: by its clock the days begin that files are named by, and moments are told that name no
/// offset.
public struct DayZone: Hashable, Sendable {
  /// From a moment on, in seconds since 1970, the clock is so many seconds ahead of UTC.
  struct Change: Hashable {
    var start: Int64
    var offset: Int64
  }

  /// As settings write it: `UTC`, `+05:30`, `Asia/Kolkata`.
  public let name: String
  /// In order; the first begins before all moments.
  private let changes: [Change]

  public static let utc = DayZone(name: "UTC", changes: [])

  /// - Parameter changes: In order; what is before the first is as that.
  init(name: String, changes: [Change]) {
    self.name = name
    var all = changes.isEmpty ? [Change(start: .min, offset: 0)] : changes
    all[0].start = .min
    self.changes = all
  }

  /// A zone of one offset for good: `UTC`, or hours and minutes as in `+05:30` and `-08:00`; nil for
  /// anything else.
  public init?(offset text: String) {
    if text == "UTC" {
      self = .utc
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
      [1, 2, 4, 5].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    let hours = Int64(bytes[1] - 0x30) * 10 + Int64(bytes[2] - 0x30)
    let minutes = Int64(bytes[4] - 0x30) * 10 + Int64(bytes[5] - 0x30)
    guard hours <= Self.hourMax, minutes < 60 else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    self.init(
      name: text, changes: [Change(start: .min, offset: bytes[0] == 0x2D ? -seconds : seconds)])
  }

  /// No clock was ever further from UTC.
  private static let hourMax: Int64 = 15
  /// A change of the clock is told apart from the one before it within a day.
  private static let daySecondCount: Int64 = 86_400

  /// The seconds that the clock is ahead of UTC.
  ///
  /// - Complexity: O(log *n*) in the changes of the clock.
  public func offset(at second: Int64) -> Int64 {
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle].start <= second { low = middle } else { high = middle }
    }
    return changes[low].offset
  }

  /// The moment at which the clock shows `local`, the seconds since its 1970 began.
  ///
  /// What it shows twice, when it is set back, is the first of both; what it leaves out is counted on
  /// from before.
  public func second(atLocal local: Int64) -> Int64 {
    if changes.count == 1 { return local - changes[0].offset }
    let before = offset(at: local - Self.daySecondCount)
    let after = offset(at: local + Self.daySecondCount)
    if before == after { return local - before }
    if offset(at: local - before) == before { return local - before }
    if offset(at: local - after) == after { return local - after }
    return local - before
  }

  /// The day that it is at a moment.
  public func day(of second: Int64) -> CalendarDate {
    Timestamp(seconds: second + offset(at: second)).date
  }

  /// When a day begins.
  public func start(of day: CalendarDate) -> Timestamp {
    Timestamp(seconds: second(atLocal: Int64(day.day) * Self.daySecondCount))
  }
}

extension Timestamp {
  /// The same, of which a moment without an offset is told by the clock of `zone`.
  init?(_ cell: Span<UInt8>, in zone: DayZone) {
    self.init(cell) { zone.second(atLocal: $0) }
  }

  /// The same of an array.
  init?(_ cell: [UInt8], in zone: DayZone) { self.init(cell.span, in: zone) }
}
