/// Spreads an exact number of marks at random over a known number of draws.
///
/// Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): each draw is
/// marked with the probability marks left / draws left, which ends with exactly none left.
struct ExactShare {
  private var remainingMarks: Int
  private var remainingDraws: Int

  /// - Precondition: `marks <= draws`.
  init(marks: Int, draws: Int) {
    precondition(0 <= marks && marks <= draws)
    remainingMarks = marks
    remainingDraws = draws
  }

  /// Whether this draw is marked.
  ///
  /// - Precondition: called at most `draws` times.
  mutating func next(_ random: inout SplitMix64) -> Bool {
    let isMarked = random.next(below: UInt64(remainingDraws)) < UInt64(remainingMarks)
    remainingDraws -= 1
    if isMarked { remainingMarks -= 1 }
    return isMarked
  }
}
