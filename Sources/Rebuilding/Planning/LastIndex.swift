import SuppressionLists

/// The last index that rebuilds put into force, where another one is in its place now: an older one, or one
/// that something else made.
///
/// What change files told the last index, the other one does not know if it has not read them too.
public struct LastIndex: Hashable, Sendable {
  /// What is in its place, in one clause that names the file.
  public var message: String
  public var lists: [SuppressionList]

  public init(message: String, lists: [SuppressionList]) {
    self.message = message
    self.lists = lists
  }

  /// - Parameters:
  ///   - record: What is remembered of the last index.
  ///   - index: The one in force.
  /// - Returns: nil if the one in force is the last one, or came after it.
  init?(_ record: IndexRecord, besides index: SuppressionIndex) {
    let (generation, last) = (index.lineage.generation, record.lineage.generation)
    guard index.digest != record.digest, generation <= last else { return nil }
    let kind = generation == 0 ? "was made by no rebuild" : "is of generation \(generation)"
    self.init(
      message: "\(index.path) \(kind), and one of generation \(last) was in force",
      lists: record.lists)
  }
}
