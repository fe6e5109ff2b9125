/// A file that a list was read from: the evidence of what is in the index.
public struct ListSource: Hashable, Sendable {
  /// What a file is to its list.
  public enum Role: UInt8, Sendable, CaseIterable {
    /// It holds the list, or a part of it.
    case full = 0
    /// It holds numbers to add to the list and to take from it.
    case change = 1
  }

  /// The file's name, without its folder.
  public var name: String
  public var role: Role
  /// The day the file speaks for, or nil if nobody said.
  public var versionDate: CalendarDate?
  /// The bytes of the file as it lies, compressed or not.
  public var byteCount = 0
  public var digest = ContentDigest(high: 0, low: 0)
  public var rowCount = 0
  public var unreadableRowCount = 0
  /// What the file spoke for when it was read: by its name, its tags or its rows. Empty if that was
  /// not recorded, as in indexes made before 0.4.0.
  public var areas: [ListArea] = []
  /// True if ``areas`` are those of its rows, since nobody said for which areas it speaks: it may
  /// concern any number of the list.
  public var hasAreasOfRows = false
  /// The first and the last moment among its changes, in seconds since 1970; nil if they tell none.
  public var moments: ClosedRange<Int64>?

  public init(name: String, role: Role = .full, versionDate: CalendarDate? = nil) {
    self.name = name
    self.role = role
    self.versionDate = versionDate
  }
}
