import Synchronization

/// The classes of several parts as those of one index.
///
/// ```
///   0 │ 1 …        │ …             │ …   │ …
///   ∅ │ of part 0  │ of part 1     │ …   │ of numbers in several parts, as they are found
/// ```
///
/// Class *c* > 0 of part *i* is class *c* + ``shifts``\[*i*\] here, so that only a number in several parts
/// needs the registry. Which sets these are on is not known before one is found: all pairs of classes
/// may be millions, of which few occur. So the classes grow while numbers are looked up, and nobody may
/// keep verdicts for them without asking ``classCount`` after each look-up.
final class ClassUnion: Sendable {
  /// A class that no part has, or for which there is no number left: not among ``classes``.
  static let unknownClass = UInt16.max - 1
  /// The most classes there may be, class 0 included.
  static let classCountMax = Int(unknownClass)

  private struct State {
    var classes: [[Int]]
    var numbers: [[Int]: UInt16] = [:]
    /// By both classes.
    var unions: [UInt32: UInt16] = [:]
    var isFull = false
    var damagedPart: Int?
  }

  /// What is added to the class of a number in each part.
  let shifts: [Int]
  /// The classes of each part, class 0 included.
  let partClassCounts: [Int]
  private let state: Mutex<State>
  private let count: Atomic<Int>

  /// - Parameter parts: The lists of the classes of each part, ascending, as lists of all parts.
  /// - Returns: Nil if there are too many.
  init?(parts: [[[Int]]]) {
    var state = State(classes: [[]])
    var shifts: [Int] = []
    for classes in parts {
      shifts.append(state.classes.count - 1)
      state.classes += classes.dropFirst()
    }
    guard state.classes.count <= Self.classCountMax else { return nil }
    for (number, lists) in state.classes.enumerated() where state.numbers[lists] == nil {
      state.numbers[lists] = UInt16(number)
    }
    self.shifts = shifts
    partClassCounts = parts.map(\.count)
    count = Atomic(state.classes.count)
    self.state = Mutex(state)
  }

  /// The lists of every class found so far, ascending; class 0 is on none.
  var classes: [[Int]] { state.withLock { $0.classes } }
  /// The classes found so far.
  ///
  /// A class that a thread has found is counted when it asks.
  var classCount: Int { count.load(ordering: .acquiring) }
  /// True if there was no number left for a class.
  var isFull: Bool { state.withLock { $0.isFull } }
  /// A part in which a class was found that it does not have.
  var damagedPart: Int? { state.withLock { $0.damagedPart } }

  /// The class of the lists of two classes together.
  func union(_ first: UInt16, _ second: UInt16) -> UInt16 {
    let pair = UInt32(first) << 16 | UInt32(second)
    return state.withLock { state in
      if let known = state.unions[pair] { return known }
      let lists = Set(state.classes[Int(first)]).union(state.classes[Int(second)]).sorted()
      let number = number(of: lists, &state)
      state.unions[pair] = number
      return number
    }
  }

  private func number(of lists: [Int], _ state: inout State) -> UInt16 {
    if let known = state.numbers[lists] { return known }
    guard state.classes.count < Self.classCountMax else {
      state.isFull = true
      return Self.unknownClass
    }
    let number = UInt16(state.classes.count)
    state.classes.append(lists)
    state.numbers[lists] = number
    count.store(state.classes.count, ordering: .releasing)
    return number
  }

  /// Notes that a part has told a class that it does not have.
  func noteDamage(ofPart part: Int) {
    state.withLock { $0.damagedPart = $0.damagedPart ?? part }
  }
}
