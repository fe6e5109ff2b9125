import SuppressionLists

/// What a list speaks for and of which day, by what its files spoke for when they were read: the one
/// place that decides.
///
/// ```
///   full files    1202@11-01   1212@11-01            what the list speaks for
///   changes       1202@11-02   1202@11-03            make younger what they are of, and no more
///   the list      1202@11-03   1212@11-01            as old as its oldest area: 11-01
/// ```
package struct ListFacts {
  /// A file of the list.
  package struct File {
    var isFull: Bool
    /// What it spoke for; a prefix that is empty stands for all numbers of the list.
    var areas: [ListArea]
    /// True if its rows alone told what it spoke for.
    var hasAreasOfRows = false
    /// The first and the last day that its rows tell of, if they tell moments.
    package var rowDays: ClosedRange<CalendarDate>?
  }

  let files: [File]
  let combination: ListCombination
  /// The prefixes that the user declared; empty if the files tell them.
  let declared: [String]

  package init(_ files: [File], combination: ListCombination = .newest, declared: [String] = []) {
    self.files = files
    self.combination = combination
    self.declared = declared
  }

  /// Puts coverage and day into `list`.
  ///
  /// - Parameter versionDate: The day that the user said, which is then that of all areas.
  package func describe(_ list: inout SuppressionList, versionDate: CalendarDate? = nil) {
    let areas = areas
    if areas.isEmpty {
      list.coverage = []
      list.datedAreas = []
      list.versionDate = versionDate ?? self.versionDate
    } else {
      list.setAreas(
        areas.map { ListArea(prefix: $0.prefix, versionDate: versionDate ?? $0.versionDate) })
    }
  }

  /// The day of the list: that of its oldest area; nil if that of any is not known.
  package var versionDate: CalendarDate? {
    let areas = areas
    return areas.isEmpty ? date(of: "") : Self.oldest(areas)
  }

  /// The areas of the list, by prefix; empty if neither the user nor a file names any.
  ///
  /// A full file that names none speaks for no area beside others that do: that it holds few numbers
  /// of an area does not say that it was read for all of it.
  var areas: [ListArea] {
    var prefixes = Set(declared)
    let named = Set(base.flatMap(\.areas).map(\.prefix)).subtracting([""])
    if declared.isEmpty { prefixes = named }
    // What is of another day than the prefix around it.
    let finer = named.union(changes.flatMap(\.areas).map(\.prefix)).filter { name in
      prefixes.contains { name.hasPrefix($0) }
    }
    var areas: [ListArea] = []
    // In the order of the digits, so that a prefix comes behind those around it.
    for prefix in prefixes.union(finer).sorted() {
      let area = ListArea(prefix: prefix, versionDate: date(of: prefix))
      let around = areas.last { $0.holds(area) }
      if around == nil || around?.versionDate != area.versionDate { areas.append(area) }
    }
    return areas
  }

  /// The areas, or one for all numbers of the list with its day.
  fileprivate var areasOrAll: [ListArea] {
    let areas = areas
    return areas.isEmpty ? [ListArea(prefix: "", versionDate: date(of: ""))] : areas
  }

  /// The files that say what the list is about: the full ones, or changes of a list that comes in no
  /// other form.
  private var base: [File] {
    let fulls = files.filter(\.isFull)
    return fulls.isEmpty ? files : fulls
  }

  private var changes: [File] { base.first?.isFull == true ? files.filter { !$0.isFull } : [] }

  // MARK: Days

  /// The day of the numbers that begin with `prefix`; nil if it is not known.
  private func date(of prefix: String) -> CalendarDate? {
    if combination == .all { return files.flatMap(\.areas).compactMap(\.versionDate).max() }
    let area = ListArea(prefix: prefix, versionDate: nil)
    let all = base.flatMap(\.areas)
    let around = all.filter { $0.holds(area) }
    // What no file names is as old as the oldest of them.
    let start = around.isEmpty ? Self.oldest(all) : Self.newest(around)
    guard let start, base.first?.isFull == true else { return start }
    return ChangeRhythm(spans(of: area)).lastDay(after: start)
  }

  /// The days that the changes of an area tell of.
  private func spans(of area: ListArea) -> [ChangeRhythm.Span] {
    changes.flatMap { file in
      file.areas.filter { $0.holds(area) }.compactMap { area in
        area.versionDate.map { ChangeRhythm.Span(fileDay: $0, rowDays: file.rowDays) }
      }
    }
  }

  /// Nil if the day of any is not known.
  private static func newest(_ areas: [ListArea]) -> CalendarDate? {
    let dates = areas.compactMap(\.versionDate)
    return dates.count == areas.count ? dates.max() : nil
  }

  private static func oldest(_ areas: [ListArea]) -> CalendarDate? {
    let dates = areas.compactMap(\.versionDate)
    return dates.count == areas.count ? dates.min() : nil
  }
}

extension ListFacts.File {
  /// - Parameter prefixes: Empty for all numbers of the list.
  init(
    _ role: ListSource.Role, prefixes: [String], versionDate: CalendarDate?,
    rowDays: ClosedRange<CalendarDate>? = nil
  ) {
    let areas = (prefixes.isEmpty ? [""] : prefixes).map {
      ListArea(prefix: $0, versionDate: versionDate)
    }
    self.init(isFull: role == .full, areas: areas, rowDays: role == .full ? nil : rowDays)
  }

  /// What a file with several parts speaks for.
  static func areas(ofParts parts: [ListFacts.File]) -> [ListArea] {
    // Changes beside full files in one archive change these.
    let areas =
      parts.contains(where: \.isFull)
      ? ListFacts(parts).areasOrAll : parts.flatMap(\.areas)
    return Set(areas).sorted {
      ($0.prefix, $0.versionDate?.day ?? .min) < ($1.prefix, $1.versionDate?.day ?? .min)
    }
  }

  /// A file as the catalogue remembers it.
  ///
  /// - Parameter zone: The list's, by whose clock the days of its rows are.
  package init(_ source: ListSource, zone: DayZone) {
    let days = source.moments.map { moments in
      zone.day(of: moments.lowerBound)...zone.day(of: moments.upperBound)
    }
    self.init(
      isFull: source.role == .full, areas: source.knownAreas,
      hasAreasOfRows: source.hasAreasOfRows, rowDays: days)
  }
}

extension ListSource {
  /// What the file spoke for: as recorded, or as its name says if that was not recorded yet.
  var knownAreas: [ListArea] {
    if !areas.isEmpty { return areas }
    let prefixes = ListFileName(name).coverage
    return (prefixes.isEmpty ? [""] : prefixes).map {
      ListArea(prefix: $0, versionDate: versionDate)
    }
  }
}
