internal import CKernels

/// What else the digits of a cell may stand for, where the core has found no valid number in them.
///
/// Each is a reading that a person would try; all that give a number which can be dialled are
/// further keys, since none of them is certain.
extension CellReading {
  /// Adds all readings of the digits to `extras`.
  func appendReadings(region: UInt8, to extras: inout ExtraKeys) {
    appendReadings(region: region, mended: rescued(region: region), to: &extras)
  }

  /// The same where it is known what `rescued` gives.
  func appendReadings(region: UInt8, mended: ParsedNumber?, to extras: inout ExtraKeys) {
    if let mended { take(mended, .mended, into: &extras) }
    // A number of the right length is doubted only where it cannot be one.
    let isLikely = number.grade >= .local
    if !isInternational {
      appendInternational(region: region, to: &extras)
    } else if number.rejection != .none, region != NumberingPlan.noRegion {
      // `+0407 123 456` in Australia, `+8 913 …` in Russia: the plus is a mistake.
      // `+00 1 …`: the prefix is there twice.
      let count = internationalPrefixCount
      let meant =
        count > 0
        ? international(dropping: count)
        : ParsedNumber(digits: digits, isInternational: false, region: region)
      if meant.grade >= .possible { take(meant, .mended, into: &extras) }
    } else if number.grade < .valid, region != NumberingPlan.noRegion {
      // `+202 234 1000`: the plus stands for the calling code.
      let meant = ParsedNumber(digits: digits, isInternational: false, region: region)
      if meant.grade == .valid { take(meant, .mended, into: &extras) }
    }
    if number.rejection == .none, !isLikely {
      appendWithoutDialled(to: &extras)
    }
    number.appendPlanReadings(to: &extras)
  }

  /// The digits as an international number: behind `00` or `011`, or without their plus.
  private func appendInternational(region: UInt8, to extras: inout ExtraKeys) {
    let prefixCount = internationalPrefixCount
    if prefixCount > 0 {
      let other = international(dropping: prefixCount)
      if other.grade >= .possible { take(other, .internationalPrefix, into: &extras) }
      other.appendPlanReadings(to: &extras)
      // `001 62 …` in Indonesia: a carrier's prefix.
      let third = international(dropping: 3)
      if prefixCount == 2, third.grade == .valid, region != NumberingPlan.noRegion,
        third.mainRegion == nodial_region_at(region).main_index
      {
        take(third, .internationalPrefix, into: &extras)
      }
    }
    if digits[0] == 0 {
      appendBehindZero(region: region, to: &extras)
      return
    }
    guard
      number.grade < .local || hasCodeApart(region: region) || mayLackPlus(region: region)
    else { return }
    let other = international(dropping: 0)
    // `15512345678` in Mexico is a mobile number before 2019.
    if number.rescuedByPlan != nil { return }
    if other.grade == .valid || (other.grade == .possible && number.grade < .local) {
      take(other, .missingPlus, into: &extras)
    }
    if number.grade < .local { other.appendPlanReadings(to: &extras) }
    // Russia's trunk prefix in a list of another country.
    if digits.count == 11, digits[0] == 8, number.grade < .local {
      let russian = ParsedNumber(
        digits: digits.dropping(1).prepending(0x7000, count: 1), isInternational: true,
        region: NumberingPlan.noRegion)
      if russian.grade == .valid { take(russian, .dialled, into: &extras) }
    }
  }

  /// The number with the region's own calling code behind a 0: `091 98765 43210` in India.
  private func appendBehindZero(region: UInt8, to extras: inout ExtraKeys) {
    guard number.grade < .valid, region != NumberingPlan.noRegion else { return }
    let other = international(dropping: 1)
    if other.grade == .valid, other.mainRegion == nodial_region_at(region).main_index {
      take(other, .dialled, into: &extras)
    }
  }

  /// Whether the calling code that the digits begin with stands apart, although no plus is there.
  private func hasCodeApart(region: UInt8) -> Bool {
    guard digitCountApart > 0, !isInternational else { return false }
    // Three digits apart are an area code of North America.
    if digitCountApart == 3, nodial_region_at(region).calling_digits == 0x1000 { return false }
    let main = nodial_region_of_digits(digits.firstThree)
    return main != NumberingPlan.noRegion
      && Int(nodial_region_at(main).calling_count) == digitCountApart
  }

  /// Adds the international number that a valid national one is as well, since its calling code
  /// stands apart and the 0 is not there that the plan writes in front.
  func appendCodeApart(region: UInt8, to extras: inout ExtraKeys) {
    guard mayHaveCodeApart(region: region), hasCodeApart(region: region) else { return }
    let other = international(dropping: 0)
    if other.grade == .valid { take(other, .missingPlus, into: &extras) }
  }

  /// Whether `appendCodeApart` may add something.
  @inline(always)
  func mayHaveCodeApart(region: UInt8) -> Bool {
    !isInternational && digitCountApart > 0 && digits[0] != 0 && region != NumberingPlan.noRegion
      && number.national.count == digits.count && nodial_region_at(region).prefix_first & 1 != 0
  }

  /// The valid number behind `00` or `011`.
  var behindForeignPrefix: ParsedNumber? {
    let count = isInternational ? 0 : internationalPrefixCount
    return count > 0 ? international(dropping: count).ifValid : nil
  }

  /// The digits of `00` or `011` in front; 0 if there is neither.
  private var internationalPrefixCount: Int {
    if digits.starts(with: 0x0000, count: 2) { return 2 }
    return digits.starts(with: 0x0110, count: 3) ? 3 : 0
  }

  private func international(dropping count: Int) -> ParsedNumber {
    ParsedNumber(
      digits: digits.dropping(count), isInternational: true, region: NumberingPlan.noRegion)
  }

  /// Whether a number of possible length is as good a one with its calling code and no plus: since
  /// its plan writes national numbers with a 0 in front, or has none of this form (in North America
  /// neither area codes nor exchanges begin with 0 or 1).
  func mayLackPlus(region: UInt8) -> Bool {
    guard number.grade == .possible, region != NumberingPlan.noRegion,
      number.national.count == digits.count
    else { return false }
    let plan = nodial_region_at(region)
    if plan.calling_digits == 0x1000 { return digits[0] < 2 || digits[3] < 2 }
    return plan.prefix_first & 1 != 0
  }

  /// Without what was dialled before the number: the 9 of an outside line, an old trunk prefix.
  private func appendWithoutDialled(to extras: inout ExtraKeys) {
    let national = number.national
    let isTrunk = national[0] <= 1 || national[0] == 8
    if isTrunk || national[0] == 9 {
      let rest = number.with(national: national.dropping(1))
      if rest.grade == .valid || (national[0] <= 1 && rest.grade == .possible) {
        take(rest, .dialled, into: &extras)
      }
    }
    // `9 1 415 …`, `9 011 …`, and `*67 …`: what is left is a cell of its own.
    if !isInternational, digits[0] == 9 {
      let rest = ParsedNumber(
        digits: digits.dropping(1), isInternational: false, region: number.mainRegion)
      if rest.grade == .valid { take(rest, .dialled, into: &extras) }
    }
  }

  private func take(_ found: ParsedNumber, _ reason: AliasReason, into extras: inout ExtraKeys) {
    extras.insert(found.key, reason)
    found.appendPlanAliases(to: &extras)
  }
}

extension ParsedNumber {
  /// Adds the numbers of possible length that the rules of the plan make of this one, for numbers
  /// that are not valid.
  func appendPlanReadings(to extras: inout ExtraKeys) {
    guard rejection == .none, grade < .valid else { return }
    appendPlanAliases(to: &extras)
    if let other = rescuedByPlan ?? overseas {
      extras.insert(other.key, .mended)
    }
    if let whole = withLostZero {
      extras.insert(whole.key, .lostZero)
    } else if traits.contains(.ivoryCoast), national.count == 7 {
      // Eight digits before 2021, the first a 0 that was lost.
      with(national: national.prepending(0, count: 1)).appendPlanAliases(to: &extras)
    }
    if traits.contains(.argentina), let mobile = withoutArgentine15 {
      extras.insert(mobile.key, .mended)
      mobile.appendPlanAliases(to: &extras)
    }
  }

  /// Argentina's 15 for mobiles, beside the 9 that stands for it abroad, or without an area code:
  /// eight digits behind it are a number of Buenos Aires.
  private var withoutArgentine15: ParsedNumber? {
    if national.count == 10, national.starts(with: 0x1500, count: 2) {
      return with(national: national.dropping(2).prepending(0x9110, count: 3)).ifValid
    }
    // Perhaps 9, perhaps 0, the area code, 15, the number: ten digits without 9, 0 and 15.
    let areaStart = national.count - 12
    guard
      areaStart == 0 || (areaStart == 1 && national[0] == 9)
        || (areaStart == 2 && national[0] == 9 && national[1] == 0)
    else { return nil }
    for areaCount in 2...4 {
      let end = areaStart + areaCount
      guard national[end] == 1, national[end + 1] == 5 else { continue }
      let digits = national.removing(end..<end + 2).dropping(areaStart).prepending(0x9000, count: 1)
      let number = with(national: digits)
      if number.grade == .valid || (areaStart == 0 && number.grade == .possible) { return number }
    }
    return nil
  }
}
