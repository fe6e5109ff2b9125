internal import CKernels

/// How many digits a number of a region has, next to how many it may have (`_test_number_length`).
enum LengthFit {
  case possible
  /// Dialled without the area code.
  case local
  /// Too short, or between two possible lengths.
  case short
  case tooLong
}

extension nodial_region {
  /// How a number of so many digits fits the region.
  @inline(always)
  func fit(count: Int) -> LengthFit {
    if count > NumberingPlan.nationalDigitCountMax { return .tooLong }
    let length: UInt32 = 1 &<< UInt32(truncatingIfNeeded: count)
    if local & length != 0 { return .local }
    if possible & length != 0 { return .possible }
    return length > possible ? .tooLong : .short
  }

  /// The lengths of the numbers of the calling code, as bits.
  @inline(always)
  private var lengths: UInt32 {
    let main = nodial_region_at(main_index)
    return main.possible | main.local
  }

  /// So many digits at least has a number that is dialled in the region.
  @inline(always)
  var dialledCountMin: Int {
    let shortest = lengths.trailingZeroBitCount
    let national = rewrite_kind == RewriteKind.area ? shortest - Int(rewrite_count) : shortest
    return min(national, NumberingPlan.prefixedDigitCountMin)
  }

  /// Whether so many digits without a plus may be valid, or a number of possible length, by their first one:
  /// no for most that are not. A prefix or the region's own calling code may be among them.
  @inline(always)
  func mayBeDialled(count: Int, first: UInt8) -> Bool {
    let digit = UInt16(first & 15)
    if (idd_first | prefix_first) &>> digit & 1 != 0 || calling_digits &>> 12 == digit {
      return count >= dialledCountMin
    }
    return count < UInt32.bitWidth && lengths &>> UInt32(truncatingIfNeeded: count) & 1 != 0
  }

  /// `_maybe_strip_national_prefix_carrier_code`: the digits without the region's national prefix,
  /// or with its area code put in, unless that spoils what looked like a number.
  ///
  /// - Complexity: At most three runs of an automaton.
  func strippingPrefix(from digits: PackedDigits) -> PackedDigits {
    if digits.count == 0 || prefix_first &>> UInt16(digits[0]) & 1 == 0 { return digits }
    let stripped = applyingPrefixRule(to: digits)
    if NumberingPlan.accepts(stripped, from: general) { return stripped }
    return NumberingPlan.accepts(digits, from: general) ? digits : stripped
  }

  @inline(always)
  private func applyingPrefixRule(to digits: PackedDigits) -> PackedDigits {
    let match = NumberingPlan.match(
      digits, from: prefix, rewritesWhole: rewrite_kind == RewriteKind.area)
    if match.rewrite == 0 || match.rewrite < match.cut { return digits.dropping(match.cut) }
    switch rewrite_kind {
    case RewriteKind.area:
      return digits.prepending(rewrite_digits, count: Int(rewrite_count))
    case RewriteKind.keep:
      return digits.dropping(match.rewrite &- Int(rewrite_count))
    default:
      // Argentina: 0 11 15 becomes 9 11.
      let area = digits.removing(match.rewrite - 2..<match.rewrite)
      return area.dropping(digits[0] == 0 ? 1 : 0)
        .prepending(rewrite_digits, count: Int(rewrite_count))
    }
  }
}

/// The kinds of national prefix rules that do more than cut, as the generator numbers them.
enum RewriteKind {
  /// A local number, as a whole, gets its area code.
  static let area: UInt8 = 1
  /// What precedes the last digits of the match goes.
  static let keep: UInt8 = 2
}
