import Synchronization

/// Objects that one thread uses at a time, and that are kept for the next.
///
/// Nobody waits. A thread that finds the store in use makes an object of its own. So does a child of a fork whose parent had another
/// thread in the store at that moment: a lock would then be held for ever.
// SAFETY: of `@unchecked`: only the thread that has set `isInUse` touches the objects.
final class SpareObjects<Object>: @unchecked Sendable {
  private let isInUse = Atomic(false)
  private var objects: [Object] = []

  /// One that nobody uses; nil if there is none at hand.
  func take() -> Object? {
    guard enter() else { return nil }
    defer { leave() }
    return objects.popLast()
  }

  /// Keeps one, if the store is free.
  func give(_ object: Object) {
    guard enter() else { return }
    defer { leave() }
    objects.append(object)
  }

  private func enter() -> Bool {
    isInUse.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  private func leave() { isInUse.store(false, ordering: .releasing) }
}
