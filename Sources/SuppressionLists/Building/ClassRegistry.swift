import Synchronization

/// The sets of lists that occur together, numbered as they are found.
///
/// Class 0 is the empty set and class *i* + 1 the set of list *i* alone, so that only numbers on
/// several lists need the registry. The numbers depend on the order of discovery: the builder gives
/// them new ones at the end.
///
/// Of the numbers that are read, a set may also hold that a number was taken from list *i*: it holds
/// *i* + ``EntryStore/deletionFlag`` then, and not *i*. That a number is said to have gone from list
/// *i* is *i* + ``EntryStore/excuseFlag``, whatever else is said.
final class ClassRegistry: Sendable {
  private struct State {
    var lists: [[Int]]
    var numbers: [[Int]: Int] = [:]
  }

  private let state: Mutex<State>
  private let path: String

  init(listCount: Int, path: String) {
    self.path = path
    let lists = [[]] + (0..<listCount).map { [$0] }
    var state = State(lists: lists)
    for (number, set) in lists.enumerated() { state.numbers[set] = number }
    self.state = Mutex(state)
  }

  /// The lists of every class found so far.
  var lists: [[Int]] { state.withLock { $0.lists } }

  /// The lists of one class.
  func lists(of classNumber: Int) -> [Int] { state.withLock { $0.lists[classNumber] } }

  /// The class of the lists of `classNumber` and `list` together, where taking a number from a list
  /// outweighs that it was on it.
  func union(_ classNumber: Int, list: Int) throws(IndexError) -> Int {
    var set = lists(of: classNumber)
    let isDeletion = list & EntryStore.deletionFlag != 0
    if set.contains(list) || !isDeletion && set.contains(list | EntryStore.deletionFlag) {
      return classNumber
    }
    if isDeletion { set.removeAll { $0 | EntryStore.deletionFlag == list } }
    set.append(list)
    return try number(of: set.sorted())
  }

  /// The class of a set.
  ///
  /// - Parameter set: Ascending.
  func number(of set: [Int]) throws(IndexError) -> Int {
    let number = state.withLock { state in
      if let number = state.numbers[set] { return number }
      state.lists.append(set)
      state.numbers[set] = state.lists.count - 1
      return state.lists.count - 1
    }
    guard number < SuppressionIndex.classCountMax - 1 else {
      let max = SuppressionIndex.classCountMax
      throw IndexError(.limit(of: "different sets of lists on one number", max: max), path: path)
    }
    return number
  }
}

/// A thread's memory of the registry's answers.
struct ClassCache {
  private let registry: ClassRegistry
  private var unions: [UInt32: Int] = [:]

  init(registry: ClassRegistry) { self.registry = registry }

  mutating func union(_ classNumber: Int, list: Int) throws(IndexError) -> Int {
    if classNumber == list + 1 && list < EntryStore.deletionFlag { return classNumber }
    let pair = UInt32(classNumber) << 16 | UInt32(list)
    if let number = unions[pair] { return number }
    let number = try registry.union(classNumber, list: list)
    unions[pair] = number
    return number
  }
}
