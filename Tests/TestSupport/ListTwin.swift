/// A register that changes from day to day, as a set: the measure of what is made of its files.
public struct ListTwin: Sendable {
  /// A line of a change file.
  public struct Change: Sendable {
    public var number: UInt64
    public var second: Int64
    public var isAddition: Bool

    /// As the US register writes it.
    public var line: String {
      "\(number),\(Self.text(second)),\(isAddition ? "A" : "D")"
    }

    /// By counting days and months, one after the other, from 2026-11-01 on.
    static func text(_ second: Int64) -> String {
      var (day, month, year) = (Int(second / 86_400) + 1, 11, 2026)
      for (length, next) in [(30, 12), (31, 1)] where day > length {
        day -= length
        month = next
        if next == 1 { year += 1 }
      }
      let rest = Int(second % 86_400)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(year)-\(two(month))-\(two(day))"
        + "T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    }
  }

  /// The numbers on the list at the beginning of each day, national, ten digits.
  public private(set) var days: [Set<UInt64>]
  /// The changes of each day, in their order.
  public private(set) var changes: [[Change]] = []

  /// A history of some days, from 2026-11-01 on, with numbers that come and go several times.
  public init(dayCount: Int, using generator: inout SeededGenerator) {
    let pool = (0..<60).map { _ in
      [202, 305, 818].randomElement(using: &generator)! * 10_000_000
        + UInt64.random(in: 5_550_000...5_559_999, using: &generator)
    }
    var listed = Set(pool.shuffled(using: &generator).prefix(30))
    days = [listed]
    for day in 0..<dayCount {
      var changes: [Change] = []
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        let number = pool.randomElement(using: &generator)!
        let second = Int64(day) * 86_400 + Int64.random(in: 0..<86_400, using: &generator)
        let isAddition = Bool.random(using: &generator)
        // Two lines of one moment would contradict each other.
        if changes.contains(where: { $0.number == number && $0.second == second }) { continue }
        changes.append(Change(number: number, second: second, isAddition: isAddition))
      }
      changes.sort { $0.second < $1.second }
      for change in changes {
        if change.isAddition { listed.insert(change.number) } else { listed.remove(change.number) }
      }
      self.changes.append(changes)
      days.append(listed)
    }
  }

  /// The beginning of a day, as a file's name has it.
  public static func date(_ day: Int) -> String {
    String(Change.text(Int64(day) * 86_400).prefix(10))
  }
}
