/// A number to be added to a list or taken from it, at a moment.
///
/// Of several changes of one number, the latest counts; at the same moment, adding does.
public struct ListChange: Hashable, Sendable {
  public var key: UInt64
  /// The place in time: any measure by which the changes of one list can be compared.
  public var order: UInt64
  public var isAddition: Bool

  public init(key: UInt64, order: UInt64, isAddition: Bool) {
    self.key = key
    self.order = order
    self.isAddition = isAddition
  }
}

/// Numbers that are added to a list at a moment, all from the lowest to the highest.
public struct RangeAddition: Hashable, Sendable {
  public var range: KeyRange
  /// The place in time, as ``ListChange`` has it.
  public var order: UInt64

  public init(_ range: KeyRange, order: UInt64) {
    self.range = range
    self.order = order
  }
}
