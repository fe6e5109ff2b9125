import PhoneNumbers
import SuppressionLists
import TestSupport

/// A register that lives for some days, the files it delivers, and what they say together.
///
/// Every morning at six it delivers a full file or the changes since its last delivery, or both.
struct RegisterHistory {
  /// A file as it was delivered, with what is in it in the plainest form.
  struct File: Hashable {
    struct Row: Hashable {
      var number: Int
      var second: Int
      var isAddition: Bool
    }

    var name: String
    var area: Int
    var day: Int
    /// The numbers of a full file.
    var full: Set<Int>?
    var changes: [Row] = []
    var text: String
  }

  private static let morning = 6 * 3600
  private static let daySecondCount = 86_400
  static let firstDay = Int(CalendarDate("2026-11-01")!.day)

  /// The numbers by area code.
  private(set) var numbers: [Int: Set<Int>] = [:]
  private var log: [File.Row] = []
  private var lastDelivery: [Int: Int] = [:]
  /// By how much the changes reach back beyond the last delivery, in seconds.
  var overlapSecondCount = 0
  let areas: [Int]
  let isByArea: Bool

  /// - Parameter isByArea: True if every area code has its own files.
  init(isByArea: Bool, using generator: inout SeededGenerator) {
    self.isByArea = isByArea
    areas = isByArea ? [212, 818] : [0]
    for area in areas {
      numbers[area] = Set((0..<40).map { _ in Self.number(of: area, using: &generator) })
    }
  }

  /// A number of so few that they come again: `2125550123` among a hundred.
  private static func number(of area: Int, using generator: inout SeededGenerator) -> Int {
    let code = area == 0 ? [212, 818].randomElement(using: &generator)! : area
    return code * 10_000_000 + 5_550_100 + Int.random(in: 0..<100, using: &generator)
  }

  /// Lets the day until the morning of `day` pass, and delivers.
  mutating func deliver(
    day: Int, full: Bool, changes: Bool, using generator: inout SeededGenerator
  ) -> [File] {
    areas.flatMap { area -> [File] in
      let now = (Self.firstDay + day) * Self.daySecondCount + Self.morning
      var moments = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        now - Int.random(in: 1..<Self.daySecondCount, using: &generator)
      }
      moments = Set(moments).sorted()
      for second in moments {
        let number = Self.number(of: area, using: &generator)
        let isAddition = Bool.random(using: &generator)
        if isAddition { numbers[area]!.insert(number) } else { numbers[area]!.remove(number) }
        log.append(File.Row(number: number, second: second, isAddition: isAddition))
      }
      let since = (lastDelivery[area] ?? 0) - overlapSecondCount
      lastDelivery[area] = now
      let rows = log.filter { row in
        row.second > since && row.second <= now && (area == 0 || row.number / 10_000_000 == area)
      }
      var files: [File] = []
      if full { files.append(self.full(day: day, area: area)) }
      if changes { files.append(self.changes(rows, day: day, area: area, using: &generator)) }
      return files
    }
  }

  private func name(day: Int, area: Int, _ kind: String) -> String {
    let date = CalendarDate(day: Int32(Self.firstDay + day))
    return "\(date)" + (isByArea ? "_\(area)" : "") + "_\(kind).txt"
  }

  private func full(day: Int, area: Int) -> File {
    let lines = numbers[area]!.sorted().map { "\($0 / 10_000_000),\($0 % 10_000_000)\n" }
    return File(
      name: name(day: day, area: area, "full"), area: area, day: day, full: numbers[area]!,
      text: lines.joined())
  }

  private func changes(
    _ rows: [File.Row], day: Int, area: Int, using generator: inout SeededGenerator
  ) -> File {
    let lines = rows.shuffled(using: &generator).map { row in
      let moment = Self.text(ofSecond: row.second)
      return "\(row.number),\(moment),\(row.isAddition ? "A" : "D")\n"
    }
    return File(
      name: name(day: day, area: area, "change"), area: area, day: day, full: nil, changes: rows,
      text: lines.joined())
  }

  private static func text(ofSecond second: Int) -> String {
    let date = CalendarDate(day: Int32(second / daySecondCount))
    let rest = second % daySecondCount
    let parts = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(date)T\(parts.joined(separator: ":"))"
  }

  /// What some files say together: of every area the newest full file, and all changes in the order
  /// of their moments; those from before the full file's day take nothing from it.
  func numbers(by files: Set<File>) -> Set<Int> {
    var all: Set<Int> = []
    for area in areas {
      let ours = files.filter { $0.area == area }
      guard let newest = ours.filter({ $0.full != nil }).max(by: { $0.day < $1.day }) else {
        continue
      }
      var numbers = newest.full!
      let changes = ours.filter { $0.full == nil && $0.day >= newest.day }.flatMap(\.changes)
      let dayStart = (Self.firstDay + newest.day) * Self.daySecondCount
      var early: Set<Int> = []
      for row in changes.sorted(by: { $0.second < $1.second }) where row.second < dayStart {
        if row.isAddition { early.insert(row.number) } else { early.remove(row.number) }
      }
      numbers.formUnion(early)
      for row in changes.sorted(by: { $0.second < $1.second }) where row.second >= dayStart {
        if row.isAddition { numbers.insert(row.number) } else { numbers.remove(row.number) }
      }
      all.formUnion(numbers)
    }
    return all
  }
}
