import SuppressionLists

/// A file of a list: one that lies there, or one that the index in force was made of.
public struct DeliveredFile: Hashable, Sendable {
  /// Where it lies; empty if only the index in force knows of it.
  public var path: String
  public var source: ListSource
  /// What it speaks for: as was found when it was read, or else by its name.
  public var areas: [ListArea]
  /// The first moment among the first rows of its changes, if they tell any.
  public var firstMoment: Timestamp?
  /// True if there is nothing in it.
  public var isEmpty = false
  /// The list's, by whose clock the days of its rows are.
  package var zone = DayZone.utc

  public init(path: String, source: ListSource, areas: [ListArea]) {
    self.path = path
    self.source = source
    self.areas = areas
  }

  /// A file whose name tells the prefixes; empty for all of the list.
  public init(path: String, source: ListSource, coverage: [String] = []) {
    let areas = (coverage.isEmpty ? [""] : coverage).map {
      ListArea(prefix: $0, versionDate: source.versionDate)
    }
    self.init(path: path, source: source, areas: areas)
  }

  /// The prefixes of the numbers that it may concern; empty for all of the list.
  public var coverage: [String] {
    if source.hasAreasOfRows || areas.contains(where: { $0.prefix.isEmpty }) { return [] }
    return Set(areas.map(\.prefix)).sorted()
  }

  /// The same for the day of the list.
  package var facts: ListFacts.File {
    var facts = ListFacts.File(source, zone: zone)
    facts.areas = areas
    return facts
  }

  public var name: String { source.name }
  public var date: CalendarDate? { source.versionDate }
  public var isFull: Bool { source.role == .full }

  /// What makes two files the same delivery. Day and area code belong to it: the change files of
  /// quiet days have the same bytes, none, and yet each says something.
  package struct Identity: Hashable {
    var role: ListSource.Role
    var digest: ContentDigest
    var versionDate: CalendarDate?
    var coverage: [String]
  }

  package var identity: Identity {
    Identity(
      role: source.role, digest: source.digest, versionDate: source.versionDate,
      coverage: coverage)
  }

  /// True if some number may concern both.
  package func overlaps(_ other: DeliveredFile) -> Bool {
    coverage.isEmpty || other.coverage.isEmpty
      || coverage.contains { prefix in
        other.coverage.contains { $0.hasPrefix(prefix) || prefix.hasPrefix($0) }
      }
  }

  /// True if every number of the list that `prefix` begins is this file's concern.
  package func covers(_ prefix: String) -> Bool {
    coverage.isEmpty || coverage.contains { prefix.hasPrefix($0) }
  }

  /// Full files before changes, then by day, those without one first, then by name.
  package static func isRead(_ first: DeliveredFile, before second: DeliveredFile) -> Bool {
    if first.isFull != second.isFull { return first.isFull }
    let days = (first.date?.day ?? .min, second.date?.day ?? .min)
    if days.0 != days.1 { return days.0 < days.1 }
    return first.name < second.name
  }
}
