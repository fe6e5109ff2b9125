import Benchmark
import Foundation

/// One suite a stage of the pipeline and one end to end, each beside a naive alternative that does
/// the same work on the same input in the same run.
///
/// An iteration is the whole input, and a row is one phone number; so the rates of the stages can be
/// set against each other and against the budget of a row.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .instructions, .peakMemoryResident, .rowsPerSecond],
    warmupIterations: 1,
    maxDuration: .seconds(5),
    maxIterations: 10)

  registerDelimitedText()
  registerPhoneNumbers()
  registerLookUp()
  registerBuild()
  registerEndToEnd()
}

extension BenchmarkMetric {
  static let rowsPerSecond = BenchmarkMetric.custom("Rows a second", polarity: .prefersLarger)
}

extension Benchmark {
  /// Runs `work` on `rowCount` rows, measures it and nothing around it, and reports the rate.
  func measureRows(_ rowCount: Int, _ work: () throws -> Void) rethrows {
    startMeasurement()
    let duration = try ContinuousClock().measure(work)
    stopMeasurement()
    measurement(.rowsPerSecond, Int(Double(rowCount) / (duration / .seconds(1))))
  }
}
