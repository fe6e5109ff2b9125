import Files
import Keys
import SuppressionLists

/// The index that is in force when a rebuild begins, as far as it can be read.
struct IndexInForce: Sendable {
  let path: String
  /// Nil if there is none, or none that numbers can be taken from.
  private(set) var index: SuppressionIndex?
  /// Its lists; empty if there is none or they cannot be read.
  private(set) var lists: [SuppressionList] = []
  /// Why its numbers cannot be taken over, though there is one.
  private(set) var fault: BaseFault?
  /// The index that should be there, if this is another one.
  private(set) var last: LastIndex?
  /// What the next index says of its place after this one.
  private(set) var nextLineage: IndexLineage

  /// Reads all of it.
  ///
  /// - Parameters:
  ///   - record: What is remembered of the last index that was put there.
  ///   - lastFault: Why nothing is remembered of it though something should be: one clause that names the file.
  ///   - key: That by which the next index is written.
  ///   - keys: Those by which this one may be read.
  init(
    path: String, record: IndexRecord?, lastFault: String? = nil, key: IndexKey? = nil,
    keys: KeyRing = .empty
  ) throws(FileError) {
    self.path = path
    nextLineage = IndexLineage(generation: 1 + (record?.lineage.generation ?? 0))
    guard FileIdentity(path: path) != nil else {
      if let record {
        lists = record.lists
        fault = BaseFault(message: "\(path) is not there any more", isCatalogueKnown: true)
      } else if let lastFault {
        fault = BaseFault(message: lastFault, isCatalogueKnown: false)
      }
      return
    }
    do throws(IndexError) {
      let index = try SuppressionIndex(path: path, keys: keys)
      // What is taken over must be what was built, and what stays in force as well.
      try index.verifyBlocks()
      lists = index.lists
      if index.keyID == key?.id {
        self.index = index
      } else {
        // What stands in it for numbers means nothing under another key.
        fault = BaseFault(
          message: "\(path) has \(index.keyID.map { "the key \($0)" } ?? "no key"), the next one "
            + "\(key.map { "the key \($0.id)" } ?? "none"), so all lists must be read anew",
          isCatalogueKnown: true, isOfAnotherKey: true)
      }
      if let lastFault, fault == nil {
        self.index = nil
        fault = BaseFault(message: lastFault, isCatalogueKnown: true)
      }
      last = record.flatMap { LastIndex($0, besides: index) }
      nextLineage.generation = max(nextLineage.generation, 1 + index.lineage.generation)
      nextLineage.parent = index.digest
    } catch {
      if case .file(let error) = error.kind { throw error }
      let known = Self.catalogue(path: path, keys: keys) ?? record?.lists
      lists = known ?? []
      fault = BaseFault(message: error.description, isCatalogueKnown: known != nil)
    }
  }

  /// The lists of an index whose numbers are of no use, if they can be read.
  private static func catalogue(path: String, keys: KeyRing) -> [SuppressionList]? {
    do throws(IndexError) {
      return try SuppressionIndex.lists(path: path, keys: keys)
    } catch {
      return nil
    }
  }
}
