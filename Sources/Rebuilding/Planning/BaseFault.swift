/// Why nothing can be taken over from an index in force.
public struct BaseFault: Hashable, Sendable {
  /// One sentence that names the file.
  public var message: String
  /// True if its lists are known all the same.
  public var isCatalogueKnown: Bool
  /// True if it is whole, and the next index has another key: then nobody can tell which numbers are gone.
  public var isOfAnotherKey = false

  public init(message: String, isCatalogueKnown: Bool, isOfAnotherKey: Bool = false) {
    self.message = message
    self.isOfAnotherKey = isOfAnotherKey
    self.isCatalogueKnown = isCatalogueKnown
  }
}
