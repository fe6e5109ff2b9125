import Benchmark
import Foundation
import SuppressionLists

/// Asking for the campaign's numbers, on one core.
func registerLookUp() {
  Benchmark(
    "SuppressionLists: find",
    closure: { (benchmark, state: (index: SuppressionIndex, keys: [UInt64])) in
      var hitCount = 0
      benchmark.measureRows(state.keys.count) {
        var found: [UInt16] = []
        found.reserveCapacity(batchRowCount)
        var start = 0
        while start < state.keys.count {
          let end = min(start + batchRowCount, state.keys.count)
          found.removeAll(keepingCapacity: true)
          found.append(addingCapacity: end - start) { output in
            state.index.find(state.keys.span.extracting(start..<end), into: &output)
          }
          for value in found where value != 0 { hitCount += 1 }
          start = end
        }
      }
      blackHole(hitCount)
    },
    setup: {
      let path = SampleFiles.scratchPath("look-up.ndx")
      try buildIndex(of: SampleFiles.listKeys(), at: path)
      let index = try SuppressionIndex(path: path)
      let keys = try SampleFiles.campaignKeys()
      index.prepare(forLookUpCount: keys.count)
      return (index: index, keys: keys)
    })

  Benchmark(
    "SuppressionLists: naive, Set.contains",
    closure: { (benchmark, state: (set: Set<UInt64>, keys: [UInt64])) in
      var hitCount = 0
      benchmark.measureRows(state.keys.count) {
        for key in state.keys where state.set.contains(key) { hitCount += 1 }
      }
      blackHole(hitCount)
    },
    setup: {
      (set: Set(try SampleFiles.listKeys()), keys: try SampleFiles.campaignKeys())
    })
}

/// The rows that are looked up together; a scan's worth.
private let batchRowCount = 4096

/// Builds an index of one list with all cores.
func buildIndex(of keys: [UInt64], at path: String) throws {
  var options = IndexBuilder.Options()
  options.threadCount = ProcessInfo.processInfo.activeProcessorCount
  let builder = try IndexBuilder(path: path, listCount: 1, options: options)
  var collector = builder.makeCollector()
  try collector.add(keys.span, list: 0)
  try collector.flush()
  _ = try builder.finish(lists: [SuppressionList(id: "us-ftc", kind: .registry)])
}
