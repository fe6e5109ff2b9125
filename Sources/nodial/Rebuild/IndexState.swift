import Files
import Keys
import SuppressionLists

/// What the index in force is, after a rebuild or in spite of it.
struct IndexState {
  var path: String
  var lists: [SuppressionList]
  var numberCount: Int?
  var byteCount: Int?
  var digest: ContentDigest?
  var lineage = IndexLineage()

  /// Nil if there is none, or none that can be read.
  ///
  /// - Parameter keys: Where its key is looked for, if it has one.
  init?(path: String, keys: KeyRing = .empty) {
    self.path = path
    if let index = try? SuppressionIndex(path: path, keys: keys) {
      lists = index.lists
      numberCount = index.numberCount
      byteCount = index.byteCount
      digest = index.digest
      lineage = index.lineage
    } else if let known = try? SuppressionIndex.lists(path: path, keys: keys) {
      lists = known
    } else {
      return nil
    }
  }
}
