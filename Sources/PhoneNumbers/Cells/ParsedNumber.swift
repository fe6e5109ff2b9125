internal import CKernels

/// What the digits of a cell stand for: the second half of the core.
///
/// The rules and their order are those of libphonenumber's `parse`; each step names the function it
/// stands for. Its first half, from text to digits, is `DigitScan` and `CellText`.
struct ParsedNumber {
  /// The main region of the calling code, as an index into the plan.
  let mainRegion: UInt8
  /// The national digits.
  let national: PackedDigits
  let rejection: Rejection
  /// Worked out once, since nearly every rule asks for it.
  let grade: Grade

  @inline(always)
  init(mainRegion: UInt8, national: PackedDigits) {
    self.mainRegion = mainRegion
    self.national = national
    rejection = .none
    grade = ParsedNumber.grade(of: national, mainRegion: mainRegion)
  }

  init(rejection: Rejection) {
    mainRegion = NumberingPlan.noRegion
    national = PackedDigits()
    self.rejection = rejection
    grade = .refused
  }

  /// Parses digits.
  ///
  /// - Parameters:
  ///   - digits: All digits of the cell.
  ///   - isInternational: Whether there was a plus before them.
  ///   - region: The default region.
  init(digits: PackedDigits, isInternational: Bool, region: UInt8) {
    guard isInternational else {
      if region == NumberingPlan.noRegion {
        self.init(rejection: .invalidCountryCode)
      } else {
        self.init(nationalDigits: digits, region: region, isRetry: false)
      }
      return
    }
    // `_maybe_extract_country_code`; after a failure `parse` tries once more without the plus.
    if digits.count <= NumberingPlan.nationalDigitCountMin {
      self.init(rejection: .tooShortAfterIDD)
      return
    }
    let main = nodial_region_of_digits(digits.firstThree)
    if main == NumberingPlan.noRegion, region != NumberingPlan.noRegion {
      self.init(nationalDigits: digits, region: region, isRetry: true)
    } else {
      self.init(afterPrefix: digits, mainRegion: main)
    }
  }

  /// The digits as a national number of a region, whatever prefix they begin with.
  init(national digits: PackedDigits, region: UInt8) {
    let plan = nodial_region_at(region)
    self.init(national: digits, plan: plan, mainRegion: plan.main_index)
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
  private static func grade(of national: PackedDigits, mainRegion: UInt8) -> Grade {
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
