import Dispatch
import Files
import Pipelines

/// Shows on a terminal how far a run has come: share, rate and time left. Silent in a pipe.
final class ProgressMeter: Sendable {
  let progress = Progress()
  // SAFETY: Dispatch sources may be used from any thread; the type does not say so.
  /// Nil if nothing is shown: a timer takes descriptors, of which there may be few.
  nonisolated(unsafe) private let timer: (any DispatchSourceTimer)?

  /// - Parameters:
  ///   - byteCount: The bytes to do, or nil if unknown.
  ///   - isQuiet: True if nothing shall be shown.
  init(byteCount: Int?, isQuiet: Bool) {
    guard !isQuiet && Messages.isTerminal else {
      unsafe timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "nodial.progress"))
    unsafe self.timer = timer
    let start = ContinuousClock.now
    timer.setEventHandler { [progress] in
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      Messages.write("\r\u{1B}[K" + Self.line(progress, byteCount: byteCount, seconds: seconds))
    }
    timer.schedule(deadline: .now() + 0.5, repeating: 0.25)
    timer.resume()
  }

  /// Removes the line.
  func end() {
    guard let timer = unsafe timer else { return }
    timer.cancel()
    Messages.write("\r\u{1B}[K")
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
