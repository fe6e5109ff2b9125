import Files
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
  init?(path: String) {
    self.path = path
    if let index = try? SuppressionIndex(path: path) {
      lists = index.lists
      numberCount = index.numberCount
      byteCount = index.byteCount
      digest = index.digest
      lineage = index.lineage
    } else if let known = try? SuppressionIndex.lists(path: path) {
      lists = known
    } else {
      return nil
    }
  }
}
