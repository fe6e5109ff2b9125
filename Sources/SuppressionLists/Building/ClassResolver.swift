/// Works out the final class of a number from the sets that say something of it: the lists taken over
/// from a base, what was read, and the ranges it lies in. One a thread.
struct ClassResolver {
  /// What all threads share, worked out once.
  struct Sets: Sendable {
    /// The sets found by reading, with marks for numbers that were taken from a list.
    let read: ClassRegistry
    /// The sets of the new index.
    let final: ClassRegistry
    let base: IndexBase?
    /// For every class of the base its class in `final`; 0 for one that loses all its lists.
    let baseClasses: [Int]
    let segments: [RangeTable.Segment]
    /// The class in `final` of every segment.
    let segmentClasses: [Int]

    init(
      read: ClassRegistry, final: ClassRegistry, base: IndexBase?, segments: [RangeTable.Segment]
    ) throws(IndexError) {
      self.read = read
      self.final = final
      self.base = base
      self.segments = segments
      var baseClasses: [Int] = []
      for lists in base?.index.classes ?? [] {
        baseClasses.append(try final.number(of: base!.taken(lists)))
      }
      self.baseClasses = baseClasses
      var segmentClasses: [Int] = []
      for segment in segments { segmentClasses.append(try final.number(of: segment.lists)) }
      self.segmentClasses = segmentClasses
    }

    /// The class in `final` of the ranges that `key` lies in.
    func rangeClass(of key: UInt64) -> Int {
      var lower = 0
      var upper = segments.count
      while lower < upper {
        let middle = (lower + upper) / 2
        if segments[middle].high < key { lower = middle + 1 } else { upper = middle }
      }
      return lower < segments.count && segments[lower].low <= key ? segmentClasses[lower] : 0
    }
  }

  let sets: Sets
  private var answers: [UInt64: Int] = [:]
  /// The answers for numbers that nothing but reading speaks of; −1 where not known.
  private var plainAnswers: [Int] = []

  init(_ sets: Sets) { self.sets = sets }

  /// True if nothing but reading speaks of any number.
  var isPlain: Bool { sets.base == nil && sets.segments.isEmpty }

  /// The final class of a number that nothing but reading speaks of.
  mutating func resolve(read: Int) throws(IndexError) -> Int {
    if read < plainAnswers.count && plainAnswers[read] >= 0 { return plainAnswers[read] }
    while plainAnswers.count <= read { plainAnswers.append(-1) }
    plainAnswers[read] = try resolve(base: 0, read: read, range: 0)
    return plainAnswers[read]
  }

  /// The final class of a number.
  ///
  /// - Parameters:
  ///   - base: Its class in `sets.final` by what is taken over from the base.
  ///   - read: Its class in `sets.read`.
  ///   - range: Its class in `sets.final` by the ranges it lies in.
  /// - Returns: 0 if it is on no list, and also if its ranges say all there is to say.
  mutating func resolve(base: Int, read: Int, range: Int) throws(IndexError) -> Int {
    let question = UInt64(base) << 32 | UInt64(read) << 16 | UInt64(range)
    if let answer = answers[question] { return answer }
    var lists = Set(sets.final.lists(of: base))
    for list in sets.read.lists(of: read) where list & EntryStore.excuseFlag == 0 {
      if list & EntryStore.deletionFlag == 0 {
        lists.insert(list)
      } else {
        lists.remove(list & ~EntryStore.deletionFlag)
      }
    }
    lists.formUnion(sets.final.lists(of: range))
    let answer = try sets.final.number(of: lists.sorted())
    answers[question] = answer == range ? 0 : answer
    return answers[question]!
  }
}
