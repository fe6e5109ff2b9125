import Dispatch
import Synchronization
import Testing

@testable import Pipelines

struct TurnstileTests {
  /// Workers come in any order and pass in the order of their numbers, one at a time.
  @Test(arguments: [1, 2, 3, 8])
  func numbersPassInOrder(workerCount: Int) {
    let turnstile = Turnstile(workerCount: workerCount)
    let next = Atomic<Int>(0)
    let passed = Mutex<[Int]>([])
    let insideCount = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < 500 else { return }
        turnstile.wait(for: number)
        #expect(insideCount.wrappingAdd(1, ordering: .relaxed).newValue == 1)
        passed.withLock { $0.append(number) }
        _ = insideCount.wrappingSubtract(1, ordering: .relaxed)
        turnstile.leave(number)
      }
    }
    #expect(passed.withLock { $0 } == Array(0..<500))
  }

  /// Wherever the turn stands when nobody needs it any more.
  @Test(arguments: 0...4)
  func mayBeLeftAtAnyTurn(count: Int) {
    let turnstile = Turnstile(workerCount: 3)
    for number in 0..<count {
      turnstile.wait(for: number)
      turnstile.leave(number)
    }
  }
}
