import Dispatch
import Files
import Glibc

/// What happens when the user or the system ends the program.
///
/// Outputs are files without names, which vanish with the process; only where the file system knows
/// none are there temporary names to remove.
enum Signals {
  private static let ending = [SIGINT, SIGTERM, SIGHUP]
  // SAFETY: touched only by what `TemporaryNames` runs on its first use, once and on one thread.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// To be called once, before anything else runs.
  static func prepare() {
    // A closed pipe and a limit on the size of files are errors of the write, which leave nothing
    // behind, rather than the end of the program.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    removeTemporaryFilesOnEnd()
  }

  private static func removeTemporaryFilesOnEnd() {
    TemporaryNames.onFirstUse {
      for number in ending {
        // A signal that was ignored from the start (nohup) stays ignored.
        let former = signal(number, SIG_IGN)
        // SAFETY: a handler is a pointer to a function or one of the small numbers that stand for none.
        if unsafe unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
          continue
        }
        let queue = DispatchQueue(label: "nodial.signals")
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
          TemporaryNames.removeAll()
          signal(number, SIG_DFL)
          // Dispatch blocks it in all its threads, and whoever started us perhaps in the others.
          // SAFETY: the set is made here and only read by the last of the calls.
          var set = sigset_t()
          unsafe sigemptyset(&set)
          unsafe sigaddset(&set, number)
          unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
          raise(number)
        }
        source.resume()
        unsafe sources.append(source)
      }
    }
  }
}
