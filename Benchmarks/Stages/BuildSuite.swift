import Benchmark

/// From the keys of a list to something that can be asked.
func registerBuild() {
  Benchmark(
    "IndexBuilder: build",
    closure: { benchmark, keys in
      try benchmark.measureRows(keys.count) {
        try buildIndex(of: keys, at: SampleFiles.scratchPath("build.ndx"))
      }
    },
    setup: { try SampleFiles.listKeys() })

  Benchmark(
    "IndexBuilder: naive, Set.insert",
    closure: { benchmark, keys in
      var set: Set<UInt64> = []
      benchmark.measureRows(keys.count) {
        for key in keys { set.insert(key) }
      }
      blackHole(set.count)
    },
    setup: { try SampleFiles.listKeys() })
}
