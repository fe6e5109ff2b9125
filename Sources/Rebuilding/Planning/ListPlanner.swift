import ListReading
import SuppressionLists

/// Decides what to do with one list, by its files and by what the index in force holds of it.
///
/// ```
///   files there now ∪ files the index in force was made of ─► FileSelection ─► the list
///      nothing new, nothing superseded ........................... unchanged
///      new ones that only add, at the end ........................ extended, upon the old numbers
///      anything else ............................................. read, if all files are there
/// ```
///
/// Where not all are there any more, it is a gate, or the old numbers are kept where that errs on the
/// side of not calling. Pure: it looks at no file.
public struct ListPlanner: Sendable {
  /// What is declared of a list, as far as the plan depends on it.
  public struct Settings: Hashable, Sendable {
    public var id: String
    public var combination = ListCombination.newest
    public var isRequired = true
    /// What decides on how the files are read.
    public var digest = ContentDigest(high: 0, low: 0)
    /// The patterns, for messages.
    public var patterns: [String] = []
    /// The pattern that was probably meant, if they match no file.
    public var patternGuess: String?
    /// By whose clock its files are named.
    public var zone = DayZone.utc
    /// The day that it is there; nil for that of the rebuild.
    public var today: CalendarDate?
    /// True if the list can begin with a change file, as those do that come in no other form.
    public var needsNoFullFile = false

    public init(id: String) { self.id = id }
  }

  /// Why a list cannot just be added to.
  private enum Cause: Hashable {
    case settings
    case fault(String)
    case late(String)
    case unordered(String)
    case replaced(String)
    case expired(CalendarDate)
  }

  private let settings: Settings
  private let absorbed: SuppressionList?
  private let fault: BaseFault?
  private let today: CalendarDate
  /// The files that are there, each delivery once.
  private let present: [DeliveredFile]
  /// The files the index in force was made of.
  private let former: [DeliveredFile]
  /// What the last index read, and the one in force did not; and what the latter is.
  private let unread: (files: [DeliveredFile], message: String)?
  private var plan: ListPlan

  /// - Parameters:
  ///   - files: All files that are there.
  ///   - absorbed: The list in the index in force.
  ///   - fault: Why its numbers cannot be taken over, if they cannot.
  ///   - last: The index that should be in force, if another one is.
  ///   - coverage: The prefixes that a file speaks for, by its name.
  public static func plan(
    _ settings: Settings, files: [DeliveredFile], absorbed: SuppressionList?, fault: BaseFault?,
    last: LastIndex?, today: CalendarDate, coverage: (String) -> [String]
  ) -> ListPlan {
    var planner = ListPlanner(
      settings, files: files, absorbed: absorbed, fault: fault, last: last, today: today,
      coverage: coverage)
    planner.decide()
    return planner.plan
  }

  private init(
    _ settings: Settings, files: [DeliveredFile], absorbed: SuppressionList?, fault: BaseFault?,
    last: LastIndex?, today: CalendarDate, coverage: (String) -> [String]
  ) {
    self.settings = settings
    self.absorbed = absorbed
    self.fault = fault
    self.today = settings.today ?? today
    let zone = settings.zone
    plan = ListPlan(id: settings.id, decision: .unchanged)
    var kept: [DeliveredFile.Identity: DeliveredFile] = [:]
    var present: [DeliveredFile] = []
    for file in files.sorted(by: DeliveredFile.isRead) {
      if let other = kept[file.identity] {
        plan.notes.append(.repeated(file: file.name, of: other.name))
      } else {
        kept[file.identity] = file
        present.append(file)
      }
    }
    former = (absorbed?.sources ?? []).map { source in
      let same = present.indices.filter { index in
        let file = present[index]
        return file.source.role == source.role && file.source.digest == source.digest
          && file.date == source.versionDate
      }
      let known =
        same.first { present[$0].name == source.name } ?? (same.count == 1 ? same[0] : nil)
      if !source.areas.isEmpty {
        // It was read, which tells more than a look at its head.
        if let known {
          present[known].areas = source.areas
          present[known].source.hasAreasOfRows = source.hasAreasOfRows
          present[known].source.moments = source.moments
        }
        return Self.former(DeliveredFile(path: "", source: source, areas: source.areas), zone)
      }
      // What lies there was looked into, which tells more than a name.
      return Self.former(
        known.map { DeliveredFile(path: "", source: source, areas: present[$0].areas) }
          ?? DeliveredFile(path: "", source: source, coverage: coverage(source.name)), zone)
    }
    self.present = present
    let known = Set(former.map(\.identity))
    unread = last.map { last in
      let list = last.lists.first { $0.id == settings.id }
      let files = (list?.sources ?? []).map {
        Self.former(DeliveredFile(path: "", source: $0, areas: $0.areas), zone)
      }
      return (files.filter { !known.contains($0.identity) }, last.message)
    }
  }

  private static func former(_ file: DeliveredFile, _ zone: DayZone) -> DeliveredFile {
    var file = file
    file.zone = zone
    return file
  }

  // MARK: Deciding

  private mutating func decide() {
    for file in present {
      if let date = file.date, date > today {
        find(.future(file: file.name, date, today: today, zone: settings.zone.name))
      }
    }
    let lost = gone(former)
    lookForUnread(beside: lost)
    guard !present.isEmpty else {
      decideWithoutFiles()
      return
    }
    guard let absorbed else {
      read(present)
      return
    }
    let selection = FileSelection(present + lost, combination: settings.combination)
    let selectedIDs = Set(selection.files.map(\.identity))
    let formerIDs = Set(former.map(\.identity))
    let new = selection.files.filter { !formerIDs.contains($0.identity) }
    let missing = lost.filter { selectedIDs.contains($0.identity) }

    let causes = causes(absorbed, new: new, selectedIDs: selectedIDs)
    if causes.isEmpty || !missing.isEmpty && keepsFormer(causes, missing: missing) {
      note(selection, missing: missing)
      extend(by: new, keeping: former)
      return
    }
    for cause in causes where !missing.isEmpty { find(cause, missing: missing.map(\.name)) }
    if fault?.isOfAnotherKey == true, missing.isEmpty, selectedIDs != formerIDs {
      find(.changedUnderAnotherKey(file: new.first?.name ?? former.first?.name ?? ""))
    }
    read(present)
  }

  /// Those files that are not there any more. One that has been written anew in its place is what its new
  /// bytes say.
  private func gone(_ files: [DeliveredFile]) -> [DeliveredFile] {
    let presentIDs = Set(present.map(\.identity))
    let presentNames = Set(present.map(\.name))
    return files.filter { !presentIDs.contains($0.identity) && !presentNames.contains($0.name) }
  }

  /// What only the last index knows must not be forgotten, unless a newer file replaces it.
  private mutating func lookForUnread(beside lost: [DeliveredFile]) {
    guard let unread else { return }
    let missing = gone(unread.files)
    let selection = FileSelection(present + lost + missing, combination: settings.combination)
    let selected = Set(selection.files.map(\.identity))
    let names = missing.filter { selected.contains($0.identity) }.map(\.name)
    if !names.isEmpty { find(.base(unread.message, missing: names)) }
  }

  private mutating func decideWithoutFiles() {
    if settings.isRequired {
      find(.noFile(patterns: settings.patterns, guess: settings.patternGuess))
    }
    if let fault, absorbed != nil {
      find(.fault(fault.message), missing: former.map(\.name))
      plan.decision = .skipped
    } else if let absorbed {
      plan.decision = .carried
      plan.sources = absorbed.sources
      plan.versionDate = absorbed.versionDate
      plan.notes.append(.carried(absorbed.versionDate))
    } else {
      plan.decision = .skipped
      // Of a list that must be there, the gate says it.
      if !settings.isRequired { plan.notes.append(.skipped(guess: settings.patternGuess)) }
    }
  }

  /// Why the numbers in force cannot just be added to.
  private func causes(
    _ absorbed: SuppressionList, new: [DeliveredFile], selectedIDs: Set<DeliveredFile.Identity>
  ) -> [Cause] {
    var causes: [Cause] = []
    if let fault { causes.append(.fault(fault.message)) }
    if absorbed.settingsDigest != settings.digest { causes.append(.settings) }
    if let expiry = absorbed.nextExpiry, expiry <= today { causes.append(.expired(expiry)) }
    for file in new {
      let touched = former.filter { $0.overlaps(file) }
      // A new full file only adds; that it is older than a change matters, for that has the last word.
      let rivals = file.isFull ? touched.filter { !$0.isFull } : touched
      if rivals.contains(where: { !Self.isBefore($0, file) }) {
        causes.append(.late(file.name))
      } else if let first = file.firstMoment, !file.isFull,
        touched.contains(where: {
          $0.source.moments.map { $0.upperBound >= first.seconds } ?? false
        })
      {
        causes.append(.unordered(file.name))
      }
    }
    if let replaced = former.first(where: { !selectedIDs.contains($0.identity) }) {
      let newer = new.first { $0.name == replaced.name } ?? new.first { $0.overlaps(replaced) }
      causes.append(.replaced((newer ?? replaced).name))
    }
    return causes
  }

  private static func isBefore(_ first: DeliveredFile, _ second: DeliveredFile) -> Bool {
    guard let date = first.date, let other = second.date else { return false }
    return date < other
  }

  /// True if the old numbers are kept although they should be read again: where that can only block.
  private mutating func keepsFormer(_ causes: [Cause], missing: [DeliveredFile]) -> Bool {
    let names = missing.map(\.name)
    var notes: [ListPlanNote] = []
    for cause in causes {
      switch cause {
      case .expired(let date): notes.append(.keptExpired(date, missing: names))
      case .unordered(let file): notes.append(.keptUnordered(file: file, missing: names))
      case .replaced(let file) where settings.combination == .all:
        notes.append(.keptReplaced(file: file, missing: names))
      default: return false
      }
    }
    plan.notes += notes
    return true
  }

  private mutating func find(_ cause: Cause, missing: [String]) {
    switch cause {
    case .settings: find(.settings(missing: missing))
    case .fault(let message): find(.base(message, missing: missing))
    case .late(let file): find(.late(file: file, missing: missing))
    case .replaced(let file): find(.gone(file: file, missing: missing))
    // The list is read without the expired rows, and in order, should the others be accepted.
    case .expired, .unordered: break
    }
  }

  // MARK: Carrying out

  private mutating func extend(by new: [DeliveredFile], keeping former: [DeliveredFile]) {
    plan.decision = new.isEmpty ? .unchanged : .extended
    plan.files = new
    plan.former = former
    plan.sources = former.map(\.source) + new.map(\.source)
    finish(former + new, isNew: { new.contains($0) })
  }

  private mutating func read(_ files: [DeliveredFile]) {
    let selection = FileSelection(files, combination: settings.combination)
    note(selection, missing: [])
    plan.decision = .reread
    plan.files = selection.files
    plan.sources = selection.files.map(\.source)
    finish(selection.files, isNew: { _ in true })
  }

  private mutating func note(_ selection: FileSelection, missing: [DeliveredFile]) {
    for (file, newer) in selection.superseded where !file.path.isEmpty {
      plan.notes.append(.superseded(file: file.name, by: newer.name))
    }
    if !missing.isEmpty { plan.notes.append(.kept(files: missing.map(\.name))) }
  }

  /// Fills in the date, and compares it with that in force.
  private mutating func finish(_ files: [DeliveredFile], isNew: (DeliveredFile) -> Bool) {
    plan.versionDate =
      ListFacts(files.map(\.facts), combination: settings.combination).versionDate
    plan.notes += ChangeDates.notes(of: files, isNew: isNew)
    // What was accepted once is not asked again.
    if plan.decision == .reread, settings.combination == .newest, !settings.needsNoFullFile,
      !files.contains(where: \.isFull), let change = files.first
    {
      find(.noFullFile(file: change.name))
    }
    let fulls = files.filter(\.isFull)
    if settings.combination == .newest, fulls.count > 1,
      let undated = fulls.first(where: { $0.date == nil }), fulls.contains(where: isNew)
    {
      plan.notes.append(.undated(file: undated.name))
    }
    guard let absorbed else { return }
    if settings.combination == .newest { findEmptyAndRepeated() }
    if let date = absorbed.versionDate, plan.versionDate.map({ $0 < date }) ?? true {
      find(.older(plan.versionDate, than: date))
    }
  }

  /// Full files that are empty, or have the bytes of older ones in force. Of one area nothing may have
  /// changed: that is no copy if another area of the day has.
  private mutating func findEmptyAndRepeated() {
    var copies: [(file: DeliveredFile, of: DeliveredFile)] = []
    var changedDates: Set<CalendarDate> = []
    for file in plan.files where file.isFull {
      if file.isEmpty { find(.emptyFile(file.name)) }
      let copy = former.first { other in
        other.isFull && other.source.digest == file.source.digest && other.overlaps(file)
          && Self.isBefore(other, file)
      }
      if let copy {
        copies.append((file, copy))
      } else if let date = file.date {
        changedDates.insert(date)
      }
    }
    for (file, copy) in copies where file.date.map({ !changedDates.contains($0) }) ?? true {
      find(.duplicate(file: file.name, of: copy.name))
    }
  }

  private mutating func find(_ reason: GateFinding.Reason) {
    plan.findings.append(GateFinding(reason, list: settings.id))
  }
}
