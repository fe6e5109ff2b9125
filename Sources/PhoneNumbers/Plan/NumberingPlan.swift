internal import CKernels

/// The world's numbering plans, as libphonenumber knows them.
///
/// The tables are constant data of the C target, written by `Scripts/generate-numbering-plan`.
public enum NumberingPlan {
  /// The version of the metadata. A new version can change keys, so an index names the one it was
  /// built with.
  public static let version = NODIAL_NUMBERING_PLAN_VERSION

  /// Stands for no region where an index of one is wanted.
  static let noRegion: UInt8 = 255

  /// Digits of the shortest number behind an international prefix: one of that, and those of `+98 9601`.
  static let prefixedDigitCountMin = 7

  /// Whether `digits` are in the language of the automaton that starts in `start`.
  ///
  /// - Complexity: One table access a digit until the rest depends on its length alone; that is
  ///   after four digits for +1, and never later than the sixteenth.
  @inline(always)
  static func accepts(_ digits: PackedDigits, from start: UInt16) -> Bool {
    guard digits.count <= nationalDigitCountMax else { return false }
    var state = start
    var word = digits.head
    var remaining = UInt32(truncatingIfNeeded: digits.count)
    while state < UInt16(NODIAL_TAIL_BASE) {
      if remaining == 0 { return nodial_label(state) != 0 }
      state = nodial_next(state, UInt8(truncatingIfNeeded: word &>> 60))
      word &<<= 4
      remaining &-= 1
    }
    return nodial_mask(state) &>> remaining & 1 != 0
  }

  /// Where the matches of a prefix automaton end: the longest to cut and the longest to rewrite.
  struct PrefixMatch {
    var cut = 0
    var rewrite = 0
  }

  /// Runs a prefix automaton.
  ///
  /// - Parameter rewritesWhole: A match to rewrite counts only if it is all of the digits.
  @inline(always)
  static func match(
    _ digits: PackedDigits, from start: UInt16, rewritesWhole: Bool
  ) -> PrefixMatch {
    var match = PrefixMatch()
    var state = start
    var word = digits.head
    var position = 0
    while position < digits.count, position < PackedDigits.wordDigitCount {
      state = nodial_next(state, UInt8(truncatingIfNeeded: word &>> 60))
      if state == 0 { break }
      word &<<= 4
      position &+= 1
      let label = nodial_label(state)
      if label & 1 != 0 { match.cut = position }
      if label & 2 != 0, !rewritesWhole || position == digits.count { match.rewrite = position }
    }
    return match
  }

  /// Digits of the longest national number (ITU-T E.164 has 15 with the calling code; some national
  /// plans, and libphonenumber, have more).
  static let nationalDigitCountMax = 17

  /// Digits of the shortest national number that libphonenumber takes.
  static let nationalDigitCountMin = 2
}
