/// How the files of a list make the list.
public enum ListCombination: String, Hashable, Sendable, CaseIterable {
  /// The newest full file replaces older ones of the same area codes, and the changes before it.
  case newest
  /// Every file counts, however old: what was once on the list stays on it.
  case all
}
