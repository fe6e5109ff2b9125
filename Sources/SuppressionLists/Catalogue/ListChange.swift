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
