import Dispatch
import Glibc
import Synchronization

/// Work that several threads share.
///
/// Each worker has a serial queue, and so a thread, of its own. `DispatchQueue.concurrentPerform`
/// uses the shared queues, whose threads Dispatch counts under `/proc/self/task` when work waits for
/// a second: where `/proc` is not mounted it ends the process with an illegal instruction.
public enum Workers {
  /// The processors that are there.
  public static var processorCount: Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }

  /// Runs `work` once for each worker, the first on this thread, and returns when all are done.
  ///
  /// - Parameters:
  ///   - count: How many workers there are; at least one works.
  ///   - work: Is given the number of the worker, from 0.
  public static func run(_ count: Int, _ work: @Sendable (_ worker: Int) -> Void) {
    // Without a word to Dispatch, which no child of a fork may use.
    if count <= 1 { return work(0) }
    let group = DispatchGroup()
    withoutActuallyEscaping(work) { work in
      for worker in 1..<count {
        DispatchQueue(label: "nodial.worker").async(group: group) { work(worker) }
      }
      work(0)
      group.wait()
    }
  }

  /// Has workers share numbered parts of work, each of which one of them takes.
  ///
  /// - Parameters:
  ///   - partCount: How many parts there are.
  ///   - workerCount: How many workers there are; at least one works.
  ///   - work: Runs once for each worker; it is given a way to the next part, nil when all are taken.
  public static func share(
    _ partCount: Int, among workerCount: Int, _ work: @Sendable (_ next: () -> Int?) -> Void
  ) {
    let taken = Atomic<Int>(0)
    run(workerCount) { _ in
      work {
        let part = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return part < partCount ? part : nil
      }
    }
  }
}
