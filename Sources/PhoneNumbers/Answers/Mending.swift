/// What was done to a cell before it became a number.
public struct Mending: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The marks of a spreadsheet or a word processor were undone.
  public static let cleaned = Mending(rawValue: 1)
  /// The core found no valid number, a rescue did.
  public static let rescued = Mending(rawValue: 2)

  /// The short names in reports.
  public var names: [String] {
    (contains(.cleaned) ? ["cleaned"] : []) + (contains(.rescued) ? ["rescued"] : [])
  }
}
