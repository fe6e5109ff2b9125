/// Why nothing can be taken over from an index in force.
public struct BaseFault: Hashable, Sendable {
  /// One sentence that names the file.
  public var message: String
  /// True if its lists are known all the same.
  public var isCatalogueKnown: Bool

  public init(message: String, isCatalogueKnown: Bool) {
    self.message = message
    self.isCatalogueKnown = isCatalogueKnown
  }
}
