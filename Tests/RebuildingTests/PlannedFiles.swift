import ListReading
import Pipelines
import Rebuilding
import SuppressionLists

/// Files as plans see them, written in short: `20`, `20c`, `20c@818`, `x`, `20=A`.
///
///     20       the full file 2026-11-20_full, whose bytes are like no others'
///     20c      the change file of that day
///     20@818   a full file of area code 818
///     x        a full file without a day
///     20=A     the full file of that day, with the bytes A
///     20!b     the full file of that day, under another name
enum PlannedFiles {
  static func file(_ text: String) -> DeliveredFile {
    var rest = text[...]
    func part(after mark: Character) -> String? {
      guard let index = rest.firstIndex(of: mark) else { return nil }
      defer { rest = rest[..<index] }
      return String(rest[rest.index(after: index)...])
    }
    let bytes = part(after: "=")
    let suffix = part(after: "!")
    let area = part(after: "@")
    let isChange = rest.hasSuffix("c")
    if isChange { rest.removeLast() }
    let date = Int(rest).flatMap { CalendarDate(year: 2026, month: 11, day: $0) }
    let name =
      (date?.description ?? String(rest)) + (area.map { "_\($0)" } ?? "")
      + (isChange ? "_change" : "_full") + (suffix ?? "")
    var source = ListSource(name: name, role: isChange ? .change : .full, versionDate: date)
    let content = Array((bytes ?? name).utf8)
    source.byteCount = content.count
    source.digest = ContentDigest(of: content.span)
    return DeliveredFile(
      path: "lists/\(name)", source: source, coverage: area.map { ["1\($0)"] } ?? [])
  }

  /// Several of them, separated by blanks.
  static func files(_ text: String) -> [DeliveredFile] {
    text.split(separator: " ").map { file(String($0)) }
  }

  static func names(_ text: String) -> [String] { files(text).map(\.name) }

  static let today = CalendarDate(year: 2026, month: 11, day: 25)!

  /// The list that these files make in an index.
  static func list(
    _ text: String, combination: ListCombination = .newest, id: String = "a"
  ) -> SuppressionList {
    let files = files(text)
    var list = SuppressionList(id: id, kind: .registry)
    list.sources = files.map(\.source)
    let plan = plan(text, after: nil, combination: combination)
    list.versionDate = plan.versionDate
    return list
  }

  /// The plan for `files` after an index of `former`.
  static func plan(
    _ text: String, after former: String?, combination: ListCombination = .newest,
    change: (inout ListPlanner.Settings, inout SuppressionList?) -> Void = { _, _ in },
    fault: BaseFault? = nil, last: LastIndex? = nil
  ) -> ListPlan {
    var settings = ListPlanner.Settings(id: "a")
    settings.combination = combination
    settings.patterns = ["lists/*"]
    var absorbed = former.map { list($0, combination: combination) }
    change(&settings, &absorbed)
    return RebuildPlan(
      [(settings, files(text))], inForce: absorbed.map { [$0] } ?? [], fault: fault, last: last,
      today: today,
      coverage: { name in
        let parts = name.split(separator: "_")
        return parts.count == 3 ? ["1\(parts[1])"] : []
      }
    ).lists[0]
  }
}
