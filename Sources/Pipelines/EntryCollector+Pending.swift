import SuppressionLists

extension EntryCollector {
  mutating func change(_ changes: Span<ListChange>, list: Int) throws(IndexError) {
    if changes.count > 0 { fatalError("waits for index format 2") }
  }
  mutating func add(_ ranges: Span<KeyRange>, list: Int) throws(IndexError) {
    if ranges.count > 0 { fatalError("waits for index format 2") }
  }
}
