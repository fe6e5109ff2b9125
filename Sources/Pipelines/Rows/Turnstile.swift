import Dispatch

/// Lets workers through one at a time, in the order of their numbers.
///
/// At most `workerCount` numbers are under way, so number *n* waits at the semaphore *n* mod
/// `workerCount` and nobody else does. Nothing is locked while a worker has its turn.
final class Turnstile: Sendable {
  private let semaphores: [DispatchSemaphore]

  init(workerCount: Int) {
    semaphores = (0..<workerCount).map { DispatchSemaphore(value: $0 == 0 ? 1 : 0) }
  }

  /// Waits until all smaller numbers have left.
  func wait(for number: Int) { semaphores[number % semaphores.count].wait() }

  /// Ends the turn of `number`.
  func leave(_ number: Int) { semaphores[(number + 1) % semaphores.count].signal() }

  deinit {
    // Dispatch insists that a semaphore goes with the value it came with.
    for (index, semaphore) in semaphores.enumerated() where index == 0 { semaphore.signal() }
  }
}
