import ConsentLedger
import Files
import Keys
import Pipelines

/// Records what a scrub did: in the ledger that it asked, and as a certificate.
struct ScrubRecorder {
  /// The ledger and its key; nil if none was asked.
  let ledger: (path: String, key: LedgerKey)?
  let signingKey: SigningKey?
  let messages: Messages

  /// Records a scrub before its outputs appear. Without a certificate, a ledger that cannot be written to is no reason to
  /// scrub nothing.
  ///
  /// - Returns: The event; nil if there is none.
  func record(
    _ report: ScrubReport, certificate: OutputFile?, isSynced: Bool
  ) throws(PipelineError) -> Int64? {
    let line = JSONText.line(report)
    var event: Int64?
    if let ledger {
      do throws(LedgerError) {
        let writer = try LedgerWriter(
          path: ledger.path, key: ledger.key, signingKey: signingKey)
        event = try writer.recordOperation(.scrub, [("report", line)], now: Clock.now.moment)
      } catch {
        guard certificate == nil else {
          throw PipelineError(
            .unrecorded("\(error.sentence); so there can be no certificate, and no output"),
            path: ledger.path)
        }
        messages.warn("\(error.sentence); the scrub is done, and not recorded there")
      }
    }
    guard let certificate, let signingKey else { return event }
    do {
      let text = try Certificate.text(line, event: event, signedBy: signingKey)
      try certificate.write(Array(text.utf8).span)
      try certificate.publish(isSynced: isSynced)
    } catch let error as FileError {
      throw PipelineError(.file(error), path: certificate.path)
    } catch {
      throw PipelineError(.unrecorded("\(error)"), path: certificate.path)
    }
    return event
  }
}
