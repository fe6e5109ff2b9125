import Benchmark
import Foundation

/// The whole program on whole files, against the kernel's own copy of the same file.
func registerEndToEnd() {
  var configuration = Benchmark.defaultConfiguration
  // The work is done by another process, whose CPU time and memory the library does not see.
  configuration.metrics = [.wallClock, .rowsPerSecond]

  Benchmark(
    "scrub",
    configuration: configuration,
    closure: { (benchmark, state: (index: String, rowCount: Int)) in
      try benchmark.measureRows(state.rowCount) {
        try run(
          nodial, "scrub", "--quiet", "--index", state.index, SampleFiles.campaignPath,
          "--output", SampleFiles.scratchPath("kept.csv"),
          "--rejected", SampleFiles.scratchPath("rejected.csv"))
      }
    },
    setup: {
      let index = SampleFiles.scratchPath("scrub.ndx")
      try run(nodial, "build", "--quiet", "--output", index, "us-ftc=\(SampleFiles.listPath)")
      return (index: index, rowCount: try campaignRowCount())
    })

  Benchmark(
    "scrub: alternative, cat",
    configuration: configuration,
    closure: { benchmark, rowCount in
      try benchmark.measureRows(rowCount) {
        let copy = SampleFiles.scratchPath("copy.csv")
        try run("/bin/sh", "-c", "cat '\(SampleFiles.campaignPath)' > '\(copy)'")
      }
    },
    setup: { try campaignRowCount() })
}

/// What `Scripts/build` built.
private let nodial = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent(".build/release/nodial").path

/// Exact for campaigns without line breaks in fields, which is what the benchmark makes.
private func campaignRowCount() throws -> Int {
  try SampleFiles.campaign().count { $0 == UInt8(ascii: "\n") } - 1
}

/// Runs a program and expects it to succeed.
private func run(_ path: String, _ arguments: String...) throws {
  let process = try Process.run(URL(fileURLWithPath: path), arguments: arguments)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    fatalError("\(path) ended with \(process.terminationStatus)")
  }
}
