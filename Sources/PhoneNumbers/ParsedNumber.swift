internal import CKernels

/// What the digits of a cell stand for: the second half of the core.
///
/// The rules and their order are those of libphonenumber's `parse`; each step names the function it
/// stands for. Its first half, from text to digits, is `DigitScan` and `CellText`.
struct ParsedNumber {
  /// The main region of the calling code, as an index into the plan.
  var mainRegion: UInt8
  /// The national digits.
  var national: PackedDigits
  var rejection: Rejection
  /// Whether it took the general rules, as a number does that starts with a calling code and has no
  /// plus.
  private(set) var isGeneral = false
  /// Whether the number has been found valid on the way.
  private var isKnownValid = false

  @inline(always)
  init(mainRegion: UInt8, national: PackedDigits, isKnownValid: Bool = false) {
    self.mainRegion = mainRegion
    self.national = national
    self.isKnownValid = isKnownValid
    rejection = .none
  }

  @inline(always)
  init(rejection: Rejection) {
    mainRegion = NumberingPlan.noRegion
    national = PackedDigits()
    self.rejection = rejection
  }

  /// Parses digits.
  ///
  /// Most numbers need no rule but the calling code: a first digit that begins no international or
  /// national prefix tells. They are answered here, inline, and the others by the general rules.
  ///
  /// - Parameters:
  ///   - digits: All digits of the cell.
  ///   - isInternational: Whether there was a plus before them.
  ///   - region: The default region.
  @inline(always)
  init(digits: PackedDigits, isInternational: Bool, region: UInt8) {
    if isInternational {
      let main = nodial_region_of_digits(digits.firstThree)
      if main != NumberingPlan.noRegion, digits.count <= PackedDigits.wordDigitCount {
        let plan = nodial_region_at(main)
        let national = digits.dropping(Int(plan.calling_count))
        if national.count >= NumberingPlan.nationalDigitCountMin,
          plan.prefix_first &>> UInt16(national[0]) & 1 == 0
        {
          self.init(mainRegion: main, national: national)
          return
        }
      }
    } else if region != NumberingPlan.noRegion {
      let plan = nodial_region_at(region)
      if (plan.prefix_first | plan.idd_first) &>> UInt16(digits[0]) & 1 == 0,
        !digits.starts(with: plan.calling_digits, count: Int(plan.calling_count)),
        (NumberingPlan.nationalDigitCountMin...PackedDigits.wordDigitCount).contains(digits.count)
      {
        self.init(mainRegion: plan.main_index, national: digits)
        return
      }
      if digits.head &>> 56 &- 1 < 9, plan.traits & RegionTraits.plainTrunk.rawValue != 0 {
        let national = digits.dropping(1)
        if NumberingPlan.accepts(national, from: plan.valid) {
          self.init(mainRegion: plan.main_index, national: national, isKnownValid: true)
          return
        }
      }
    }
    self = ParsedNumber.general(digits, isInternational: isInternational, region: region)
    isGeneral = true
  }

  /// The general rules, for every number.
  @inline(never)
  static func general(
    _ digits: PackedDigits, isInternational: Bool, region: UInt8
  ) -> ParsedNumber {
    guard isInternational else {
      if region == NumberingPlan.noRegion { return ParsedNumber(rejection: .invalidCountryCode) }
      return ParsedNumber(nationalDigits: digits, region: region, isRetry: false)
    }
    // `_maybe_extract_country_code`; after a failure `parse` tries once more without the plus.
    if digits.count <= NumberingPlan.nationalDigitCountMin {
      return ParsedNumber(rejection: .tooShortAfterIDD)
    }
    let main = nodial_region_of_digits(digits.firstThree)
    if main == NumberingPlan.noRegion, region != NumberingPlan.noRegion {
      return ParsedNumber(nationalDigits: digits, region: region, isRetry: true)
    }
    return ParsedNumber(afterPrefix: digits, mainRegion: main)
  }

  /// Digits after a plus or an international prefix, with the main region of their calling code.
  private init(afterPrefix digits: PackedDigits, mainRegion: UInt8) {
    if mainRegion == NumberingPlan.noRegion {
      self.init(rejection: .invalidCountryCode)
      return
    }
    let main = nodial_region_at(mainRegion)
    self.init(
      national: digits.dropping(Int(main.calling_count)), plan: main, mainRegion: mainRegion)
  }

  /// Digits without a plus: an international prefix, the region's own calling code, or neither.
  private init(nationalDigits digits: PackedDigits, region: UInt8, isRetry: Bool) {
    let plan = nodial_region_at(region)
    // `_parse_prefix_as_idd`: cut unless a 0 follows, since no calling code starts with it.
    if plan.idd_first &>> UInt16(digits[0]) & 1 != 0 {
      let end = NumberingPlan.match(digits, from: plan.idd, rewritesWhole: false).cut
      if end > 0, end == digits.count || digits[end] != 0 {
        let rest = digits.dropping(end)
        if rest.count <= NumberingPlan.nationalDigitCountMin {
          self.init(rejection: .tooShortAfterIDD)
        } else {
          self.init(
            afterPrefix: rest, mainRegion: nodial_region_of_digits(rest.firstThree))
        }
        return
      }
    }
    // The region's own calling code without a plus, if the number makes more sense without it.
    let callingCount = Int(plan.calling_count)
    if digits.starts(with: plan.calling_digits, count: callingCount) {
      let rest = plan.strippingPrefix(from: digits.dropping(callingCount))
      let fits = NumberingPlan.accepts(digits, from: plan.general)
      if !fits && NumberingPlan.accepts(rest, from: plan.general)
        || plan.fit(count: digits.count) == .tooLong
      {
        let main = plan.main_index
        self.init(national: rest, plan: nodial_region_at(main), mainRegion: main)
        return
      }
    }
    if isRetry {
      self.init(rejection: .invalidCountryCode)
    } else {
      self.init(national: digits, plan: plan, mainRegion: plan.main_index)
    }
  }

  /// The end of `parse`: the national prefix goes, if what is left may be a number.
  private init(national: PackedDigits, plan: nodial_region, mainRegion: UInt8) {
    if national.count < NumberingPlan.nationalDigitCountMin {
      self.init(rejection: .tooShortNSN)
      return
    }
    var kept = national
    if plan.prefix_first &>> UInt16(national[0]) & 1 != 0 {
      let stripped = plan.strippingPrefix(from: national)
      switch plan.fit(count: stripped.count) {
      case .possible, .tooLong: kept = stripped
      case .local, .short: break
      }
    }
    if kept.count < NumberingPlan.nationalDigitCountMin {
      self.init(rejection: .tooShortNSN)
    } else if kept.count > NumberingPlan.nationalDigitCountMax {
      self.init(rejection: .tooLong)
    } else {
      self.init(mainRegion: mainRegion, national: kept)
    }
  }

  /// `is_valid_number`, then `is_possible_number`.
  @inline(always)
  var grade: Grade {
    if isKnownValid { return .valid }
    if rejection != .none { return .refused }
    let plan = nodial_region_at(mainRegion)
    let length: UInt32 = 1 &<< UInt32(truncatingIfNeeded: national.count)
    // The generator checks that valid numbers are possible ones.
    if (plan.possible | plan.local) & length == 0 { return .doubtful }
    if NumberingPlan.accepts(national, from: plan.valid) { return .valid }
    return plan.local & length != 0 ? .local : .possible
  }

  /// The digits of the E.164 form; none if refused.
  @inline(always)
  var international: PackedDigits {
    if rejection != .none { return PackedDigits() }
    let plan = nodial_region_at(mainRegion)
    return national.prepending(plan.calling_digits, count: Int(plan.calling_count))
  }

  /// The E.164 digits as an integer; 0 if refused or if there are 20 of them.
  @inline(always)
  var key: UInt64 {
    let plan = nodial_region_at(mainRegion)
    let count = national.count &+ Int(plan.calling_count)
    if rejection == .none, count <= PackedDigits.wordDigitCount {
      let shift = UInt64(4 &* plan.calling_count)
      let head = UInt64(plan.calling_digits) &<< 48 | national.head &>> shift
      return PackedDigits(head: head, count: count).wordValue
    }
    return longKey
  }

  @inline(never)
  private var longKey: UInt64 {
    rejection == .none ? UInt64(exactly: international.value) ?? 0 : 0
  }
}
