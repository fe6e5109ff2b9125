import SuppressionLists

/// Zones as the system keeps them, in the format TZif (RFC 8536).
///
/// ```
///   header  times of 32 bits   header  times  kinds of them  kinds  …  "\n" rule "\n"
///   44      (passed over)      44      8 each 1 each         6 each
/// ```
///
/// What is behind the last time follows the rule, as POSIX writes it: `AEST-10AEDT,M10.1.0,M4.1.0/3`.
extension DayZone {
  /// Nil if the bytes are no such file.
  public init?(name: String, file bytes: [UInt8]) {
    guard let first = ZoneFileHeader(bytes, at: 0) else { return nil }
    // Version 1 ends in 2037 and has no rule; nobody writes it any more.
    guard first.version >= 0x32 else { return nil }
    let start = first.end(ofTimesOf: 4)
    guard let header = ZoneFileHeader(bytes, at: start), header.end(ofTimesOf: 8) <= bytes.count,
      header.leapCount == 0, header.kindCount > 0
    else { return nil }
    let times = start + ZoneFileHeader.byteCount
    let kinds = times + header.timeCount * 8
    let offsets = kinds + header.timeCount
    func offset(ofKind kind: Int) -> Int64? {
      guard kind < header.kindCount else { return nil }
      let offset = ZoneFileHeader.number(bytes, at: offsets + kind * 6, byteCount: 4)
      return Self.offsets.contains(offset) ? offset : nil
    }
    guard let initial = offset(ofKind: 0) else { return nil }
    var changes = [Change(start: .min, offset: initial)]
    for index in 0..<header.timeCount {
      let time = ZoneFileHeader.number(bytes, at: times + index * 8, byteCount: 8)
      guard let offset = offset(ofKind: Int(bytes[kinds + index])), time > changes.last!.start,
        time < Self.timeMax
      else { return nil }
      changes.append(Change(start: time, offset: offset))
    }
    let rest = bytes[header.end(ofTimesOf: 8)...]
    guard rest.first == 0x0A, let end = rest.dropFirst().firstIndex(of: 0x0A) else { return nil }
    let rule = Array(rest[(rest.startIndex + 1)..<end])
    if !rule.isEmpty {
      guard let rule = ZoneRule(rule) else { return nil }
      changes += rule.changes(after: changes.last!)
    }
    self.init(name: name, changes: changes)
  }

  /// What RFC 8536 allows, in seconds.
  private static let offsets: ClosedRange<Int64> = -89_999...93_599
  /// The year 2200: times are listed until 2037, and those after the last follow the rule.
  private static let timeMax: Int64 = 7_258_118_400
}

private struct ZoneFileHeader {
  static let byteCount = 44

  private let start: Int
  let version: UInt8
  private let utcMarkCount: Int
  private let standardMarkCount: Int
  let leapCount: Int
  let timeCount: Int
  let kindCount: Int
  private let letterCount: Int

  init?(_ bytes: [UInt8], at start: Int) {
    guard bytes.count >= start + Self.byteCount,
      Array(bytes[start..<start + 4]) == Array("TZif".utf8)
    else { return nil }
    self.start = start
    version = bytes[start + 4]
    let counts = (0..<6).map { Int(Self.number(bytes, at: start + 20 + $0 * 4, byteCount: 4)) }
    // No zone has more.
    guard counts.allSatisfy({ (0...10_000).contains($0) }) else { return nil }
    (utcMarkCount, standardMarkCount, leapCount) = (counts[0], counts[1], counts[2])
    (timeCount, kindCount, letterCount) = (counts[3], counts[4], counts[5])
  }

  /// Where what belongs to the header ends.
  func end(ofTimesOf timeByteCount: Int) -> Int {
    start + Self.byteCount + timeCount * (timeByteCount + 1) + kindCount * 6 + letterCount
      + leapCount * (timeByteCount + 4) + standardMarkCount + utcMarkCount
  }

  /// A big-endian number with its sign.
  static func number(_ bytes: [UInt8], at offset: Int, byteCount: Int) -> Int64 {
    var number: UInt64 = bytes[offset] >= 0x80 ? .max : 0
    for index in 0..<byteCount { number = number << 8 | UInt64(bytes[offset + index]) }
    return Int64(bitPattern: number)
  }
}

/// When the clock changes in years to come, as the variable TZ of POSIX has it.
private struct ZoneRule {
  /// A day of any year, and the second of it.
  private enum Day {
    /// Counted from 1, and without the 29th of February.
    case julian(Int)
    /// Counted from 0.
    case ordinal(Int)
    /// The weekday from 0 for Sunday, the how manieth of the month; 5 for the last.
    case weekday(Int, week: Int, month: Int)
  }

  private struct Turn {
    var day: Day
    var second: Int64
  }

  private let standard: Int64
  private var summer: (offset: Int64, start: Turn, end: Turn)?

  private static let lastYear = 2100

  init?(_ text: [UInt8]) {
    var scan = Scan(text: text)
    guard scan.skipName(), let west = scan.time() else { return nil }
    standard = -west
    if scan.isAtEnd { return }
    guard scan.skipName() else { return nil }
    var offset = standard + 3600
    if !scan.skip(",") {
      guard let west = scan.time(), scan.skip(",") else { return nil }
      offset = -west
    }
    guard let start = scan.turn(), scan.skip(","), let end = scan.turn(), scan.isAtEnd
    else { return nil }
    summer = (offset, start, end)
  }

  /// The changes from the one after `last` on.
  func changes(after last: DayZone.Change) -> [DayZone.Change] {
    guard let summer else { return [] }
    var changes: [DayZone.Change] = []
    // Nothing that is listed is of a time before 1970.
    let firstYear = last.start < 0 ? 1970 : Timestamp(seconds: last.start).date.components.year
    for year in firstYear...max(firstYear, Self.lastYear) {
      let start = Self.second(of: summer.start, in: year) - standard
      let end = Self.second(of: summer.end, in: year) - summer.offset
      let both = [
        DayZone.Change(start: start, offset: summer.offset),
        DayZone.Change(start: end, offset: standard),
      ]
      changes += both.sorted { $0.start < $1.start }.filter { $0.start > last.start }
    }
    return changes
  }

  /// The seconds from 1970 by the clock.
  private static func second(of turn: Turn, in year: Int) -> Int64 {
    let first = CalendarDate(year: year, month: 1, day: 1)!.day
    let day: Int32
    switch turn.day {
    case .ordinal(let number): day = first + Int32(number)
    case .julian(let number):
      let isLeap = CalendarDate(year: year, month: 2, day: 29) != nil
      day = first + Int32(number - 1) + (isLeap && number >= 60 ? 1 : 0)
    case .weekday(let weekday, let week, let month):
      let start = CalendarDate(year: year, month: month, day: 1)!.day
      let next =
        CalendarDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)!.day
      // 1970-01-01 was a Thursday.
      let offset = (Int32(weekday) - (start + 4) % 7 + 7) % 7
      var found = start + offset + Int32(week - 1) * 7
      if found >= next { found -= 7 }
      day = found
    }
    return Int64(day) * 86_400 + turn.second
  }

  private struct Scan {
    let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }
    private var next: UInt8? { position < text.count ? text[position] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    /// Three letters or more, or anything in angle brackets.
    mutating func skipName() -> Bool {
      if skip("<") {
        while let byte = next, byte != UInt8(ascii: ">") { position += 1 }
        return skip(">")
      }
      let start = position
      while let byte = next, (0x41...0x5A).contains(byte & 0xDF) { position += 1 }
      return position - start >= 3
    }

    mutating func number() -> Int? {
      var number: Int?
      while let byte = next, (0x30...0x39).contains(byte), (number ?? 0) < 10_000 {
        number = (number ?? 0) * 10 + Int(byte - 0x30)
        position += 1
      }
      return number
    }

    /// `[+-]h[h][:mm[:ss]]`, in seconds.
    mutating func time() -> Int64? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = number(), hours <= 167 else { return nil }
      var seconds = Int64(hours) * 3600
      for unit in [60, 1] as [Int64] {
        guard skip(":") else { break }
        guard let number = number(), number < 60 else { return nil }
        seconds += Int64(number) * unit
      }
      return isNegative ? -seconds : seconds
    }

    /// `Mm.w.d`, `Jn` or `n`, and the time if it is not two o'clock.
    mutating func turn() -> Turn? {
      let day: Day
      if skip("M") {
        guard let month = number(), skip("."), let week = number(), skip("."),
          let weekday = number(), (1...12).contains(month), (1...5).contains(week), weekday < 7
        else { return nil }
        day = .weekday(weekday, week: week, month: month)
      } else {
        let isJulian = skip("J")
        guard let number = number(), (isJulian ? 1 : 0)...365 ~= number else { return nil }
        day = isJulian ? .julian(number) : .ordinal(number)
      }
      guard skip("/") else { return Turn(day: day, second: 7200) }
      guard let second = time() else { return nil }
      return Turn(day: day, second: second)
    }
  }
}
