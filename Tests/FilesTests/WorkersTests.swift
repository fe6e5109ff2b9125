import Files
import Synchronization
import Testing

struct WorkersTests {
  @Test(arguments: [(-1, 1), (0, 1), (1, 1), (2, 2), (40, 40)])
  func eachWorkerWorksOnce(count: Int, expected: Int) {
    let workers = Mutex<[Int]>([])
    Workers.run(count) { worker in workers.withLock { $0.append(worker) } }
    #expect(workers.withLock { $0.sorted() } == Array(0..<expected))
  }

  @Test(arguments: [(0, 3), (1, 3), (2, 1), (1000, 4), (5, 0)])
  func eachPartIsTakenOnce(partCount: Int, workerCount: Int) {
    let parts = Mutex<[Int]>([])
    Workers.share(partCount, among: workerCount) { next in
      while let part = next() { parts.withLock { $0.append(part) } }
    }
    #expect(parts.withLock { $0.sorted() } == Array(0..<partCount))
  }

  /// All run at once: each waits until the last has come.
  @Test func workersRunAtOnce() {
    let arrived = Atomic<Int>(0)
    Workers.run(8) { _ in
      arrived.wrappingAdd(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 8 {}
    }
    #expect(arrived.load(ordering: .relaxed) == 8)
  }
}
