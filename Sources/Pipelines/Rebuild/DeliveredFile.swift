import SuppressionLists

/// A file of a list: one that lies there, or one that the index in force was made of.
public struct DeliveredFile: Hashable, Sendable {
  /// Where it lies; empty if only the index in force knows of it.
  public var path: String
  public var source: ListSource
  /// The prefixes of international numbers it speaks for; empty for all of the list.
  public var coverage: [String]
  /// True if there is nothing in it.
  public var isEmpty = false

  public init(path: String, source: ListSource, coverage: [String] = []) {
    self.path = path
    self.source = source
    self.coverage = coverage
  }

  public var name: String { source.name }
  public var date: CalendarDate? { source.versionDate }
  public var isFull: Bool { source.role == .full }

  /// What makes two files the same delivery. Day and area code belong to it: the change files of
  /// quiet days have the same bytes, none, and yet each says something.
  struct Identity: Hashable {
    var role: ListSource.Role
    var digest: ContentDigest
    var versionDate: CalendarDate?
    var coverage: [String]
  }

  var identity: Identity {
    Identity(
      role: source.role, digest: source.digest, versionDate: source.versionDate,
      coverage: coverage)
  }

  /// True if some number may concern both.
  func overlaps(_ other: DeliveredFile) -> Bool {
    coverage.isEmpty || other.coverage.isEmpty
      || coverage.contains { prefix in
        other.coverage.contains { $0.hasPrefix(prefix) || prefix.hasPrefix($0) }
      }
  }

  /// True if every number of the list that `prefix` begins is this file's concern.
  func covers(_ prefix: String) -> Bool {
    coverage.isEmpty || coverage.contains { prefix.hasPrefix($0) }
  }

  /// Full files before changes, then by day, those without one first, then by name.
  static func isRead(_ first: DeliveredFile, before second: DeliveredFile) -> Bool {
    if first.isFull != second.isFull { return first.isFull }
    let days = (first.date?.day ?? .min, second.date?.day ?? .min)
    if days.0 != days.1 { return days.0 < days.1 }
    return first.name < second.name
  }
}
