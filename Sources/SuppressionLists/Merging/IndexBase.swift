/// The index that another one is built on: what it takes over, and from which list to which.
public struct IndexBase: Sendable {
  public let index: SuppressionIndex
  /// For every list of the new index the list of the old one whose numbers it takes over, or nil.
  public let lists: [Int?]
  /// For every list of the new index the list of the old one that its losses are counted against, or
  /// nil. One that is taken over loses nothing.
  public let compared: [Int?]
  /// True if every byte of the old index has been checked.
  let isVerified: Bool

  /// - Parameters:
  ///   - lists: No list of the old index may be taken over twice.
  ///   - compared: For every list that is read anew, which one of the old index it was; empty if no
  ///     losses are counted.
  ///   - isVerified: True if `SuppressionIndex.verifyBlocks()` has just found the index intact; otherwise the
  ///     builder asks it.
  public init(
    index: SuppressionIndex, lists: [Int?], compared: [Int?] = [], isVerified: Bool = false
  ) {
    let taken = lists.compactMap { $0 }
    precondition(
      Set(taken).count == taken.count && taken.allSatisfy(index.lists.indices.contains),
      "a list of the base is taken over once, and is in the base")
    self.index = index
    self.lists = lists
    self.compared = compared.isEmpty ? lists.map { _ in nil } : compared
    self.isVerified = isVerified
  }

  /// The lists of the new index that take over some of `baseLists`, ascending.
  func taken(_ baseLists: [Int]) -> [Int] {
    lists.indices.filter { list in lists[list].map(baseLists.contains) ?? false }
  }

  /// True if a list of the old index is not taken over.
  var losesLists: Bool { lists.count(where: { $0 != nil }) < index.lists.count }
}
