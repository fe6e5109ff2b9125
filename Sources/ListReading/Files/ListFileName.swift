import SuppressionLists

/// What the name of a list's file says: the day it speaks for and the area code it is of.
///
///     2026-9-9_818_abc.txt.zip      2026-09-09, area code 818
///     2026-11-20_full.txt           2026-11-20
///     dnc_20261120.csv              2026-11-20
///     tps_ns_2026-11-20.txt         2026-11-20
///     changes_20261114_20261121.txt 2026-11-14; as changes, 2026-11-21
public struct ListFileName: Sendable, Equatable {
  public var versionDate: CalendarDate?
  /// The day up to which changes go, if it has a second day behind the first.
  public var lastDate: CalendarDate?
  /// Three digits, as the US register puts them behind the date.
  public var areaCode: String?

  /// True if a word of it says that it holds changes of a list.
  public private(set) var saysChange = false

  /// The name in an archive, if it is of a member.
  public var member: String?

  /// The area code as prefixes of international numbers: `1818`; empty if there is none.
  public var coverage: [String] { areaCode.map { ["1\($0)"] } ?? [] }

  /// This name of an archive, with what the name of its member says instead or besides.
  func completed(by member: String?) -> ListFileName {
    guard let member else { return self }
    var name = ListFileName(member)
    if name.versionDate == nil { (name.versionDate, name.lastDate) = (versionDate, lastDate) }
    name.areaCode = name.areaCode ?? areaCode
    name.saysChange = name.saysChange || saysChange
    name.member = member
    return name
  }

  /// Years that a list may be of: eight digits are more often a date than not within these.
  private static let years = 1990...2099

  /// - Parameter path: A path or a name; folders do not count.
  public init(_ path: String) {
    let name = path.split(separator: "/").last ?? ""
    saysChange = name.lowercased().split { !$0.isLetter }.contains {
      Self.changeWords.contains(String($0))
    }
    let words = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") }
    for (index, word) in words.enumerated() {
      guard let date = Self.date(in: word) else { continue }
      versionDate = date
      // The area code is a word of its own, right behind the date.
      if index + 1 < words.count, Self.isAreaCode(words[index + 1]) {
        areaCode = String(words[index + 1])
      }
      let others = words[(index + 1)...].compactMap { Self.date(in: $0) }
      if others.count == 1, others[0] > date { lastDate = others[0] }
      return
    }
    let dates = Self.splitDates(in: words)
    if dates.count == 1 { versionDate = dates[0] }
  }

  private static let changeWords: Set<String> = [
    "change", "changes", "delta", "deltas", "diff", "diffs", "update", "updates",
  ]

  /// North American area codes are `[2-9]XX`.
  private static func isAreaCode(_ word: Substring) -> Bool {
    let bytes = Array(word.utf8)
    return bytes.count == 3 && bytes.allSatisfy { (0x30...0x39).contains($0) } && bytes[0] >= 0x32
  }

  /// The date in a word: `2026-9-9`, `20261120`, or one of them with letters before or behind it.
  private static func date(in word: Substring) -> CalendarDate? {
    let core = word.drop { !$0.isNumber }
    let end = core.lastIndex { $0.isNumber }.map { core.index(after: $0) } ?? core.startIndex
    let parts = core[..<end].split(separator: "-", omittingEmptySubsequences: false)
    for start in parts.indices where parts.count - start >= 3 {
      if let date = checked(CalendarDate(parts[start..<start + 3].joined(separator: "-"))) {
        return date
      }
    }
    for part in parts where part.utf8.count == 8 && part.allSatisfy(\.isNumber) {
      let digits = Array(part.utf8).map { Int($0) - 0x30 }
      func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
      let date = CalendarDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))
      if let date = checked(date) { return date }
    }
    return nil
  }

  /// Dates whose parts are words of their own: `dnc_2026_11_20.csv`.
  private static func splitDates(in words: [Substring]) -> [CalendarDate] {
    guard words.count >= 3 else { return [] }
    return (0...words.count - 3).compactMap { start in
      checked(CalendarDate(words[start..<start + 3].joined(separator: "-")))
    }
  }

  private static func checked(_ date: CalendarDate?) -> CalendarDate? {
    guard let date, years.contains(date.components.year) else { return nil }
    return date
  }
}
