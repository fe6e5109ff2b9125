import Dispatch
import Files
import Pipelines

/// Shows on a terminal how far a run has come: share, rate and time left. Silent in a pipe.
final class ProgressMeter: Sendable {
  let progress = Progress()
  // SAFETY: Dispatch sources may be used from any thread; the type does not say so.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer
  private let isShown: Bool

  /// - Parameters:
  ///   - byteCount: The bytes to do, or nil if unknown.
  ///   - isQuiet: True if nothing shall be shown.
  init(byteCount: Int?, isQuiet: Bool) {
    isShown = !isQuiet && Messages.isTerminal
    unsafe timer = DispatchSource.makeTimerSource(queue: .global())
    let start = ContinuousClock.now
    unsafe timer.setEventHandler { [progress] in
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      Messages.write("\r\u{1B}[K" + Self.line(progress, byteCount: byteCount, seconds: seconds))
    }
    if isShown { unsafe timer.schedule(deadline: .now() + 0.5, repeating: 0.25) }
    unsafe timer.resume()
  }

  /// Removes the line.
  func end() {
    unsafe timer.cancel()
    if isShown { Messages.write("\r\u{1B}[K") }
  }

  private static func line(_ progress: Progress, byteCount: Int?, seconds: Double) -> String {
    let rate = Double(progress.byteCount) / max(seconds, 0.001)
    let rows = "\(progress.rowCount) rows, \(Int(rate / 1e6)) MB/s"
    guard let byteCount, byteCount > 0, rate > 0 else { return rows }
    let percent = min(100, progress.byteCount * 100 / byteCount)
    let secondsLeft = Int(Double(max(0, byteCount - progress.byteCount)) / rate) + 1
    return "\(percent) %, \(rows), \(secondsLeft) s left"
  }
}
