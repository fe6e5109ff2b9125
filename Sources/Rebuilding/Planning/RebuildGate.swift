/// A check between what a night brought and the index in force: one that fails keeps the old index.
public enum RebuildGate: String, Hashable, Sendable, CaseIterable {
  /// A list has clearly fewer numbers than the one in force.
  case shrank
  /// A list has no numbers at all, or a full file nothing in it.
  case empty
  /// Too many rows of a file hold no readable number.
  case badRows = "bad-rows"
  /// A list is of an earlier day than the one in force.
  case older
  /// A newer full file has the very bytes of the one in force: somebody delivered the old one again.
  case duplicate
  /// A file is of a day that has not come yet.
  case future
  /// There is no file of a list that must have one.
  case missing
  /// A list of the index in force is not declared any more.
  case removed
  /// A change file came so late that all must be read again, and not all is there any more.
  case late
  /// The settings of a list have changed, and not all of its files are there to be read by them.
  case settings
  /// A newer file replaces a part of a list, and the files of the other parts are not there any more.
  case gone
  /// The index in force cannot be read, so there is nothing to compare with.
  case base
  /// The index in force has a key, and the next one would have none.
  case unkeyed

  public var name: String { rawValue }
}
