internal import CKernels

/// Other numbers under which the same line may be listed.
///
/// Every rule goes one way, from one writing to the other. That is enough where lists and campaigns
/// both pass here: whichever side has the first writing has the second one too.
extension CellReading {
  /// Whether there may be an alias; quick, and no for nearly every number.
  @inline(always)
  func mayHaveAliases(region: UInt8) -> Bool {
    if !number.traits.isDisjoint(with: .withAliases), mayHavePlanAliases { return true }
    if digits.starts(with: 0x0000, count: 2) { return true }
    if isInternational { return false }
    if number.national.count == digits.count { return startsWithOwnCode(of: region) }
    return isLongBehindZero && startsWithOwnCode(of: region, from: 1)
  }

  /// Whether a zero was cut off before so many digits that they are rather a calling code and a number.
  @inline(always)
  private var isLongBehindZero: Bool {
    digits[0] == 0 && number.national.count >= CellReading.longDigitCount
      && number.national.count == digits.count - 1
  }

  /// National numbers with a zero in front have fewer digits: eleven of Germany's mobiles and two of its
  /// calling code are as many.
  private static let longDigitCount = 13

  @inline(always)
  private func startsWithOwnCode(of region: UInt8, from place: Int = 0) -> Bool {
    if region == NumberingPlan.noRegion { return false }
    let plan = nodial_region_at(region)
    let digits = place == 0 ? digits : digits.dropping(place)
    return digits.starts(with: plan.calling_digits, count: Int(plan.calling_count))
  }

  /// The other valid number that the digits are if they begin with the region's own calling code:
  /// `4917622205117` in Germany is a number of 13 digits, or +49 and eleven digits.
  func withOwnCode(of region: UInt8) -> ParsedNumber? { readWithOwnCode(of: region)?.ifValid }

  /// The same, valid or not.
  private func readWithOwnCode(of region: UInt8) -> ParsedNumber? {
    if isInternational { return nil }
    if isLongBehindZero, startsWithOwnCode(of: region, from: 1) {
      return ParsedNumber(
        digits: digits.dropping(1), isInternational: true, region: NumberingPlan.noRegion)
    }
    guard number.national.count == digits.count, startsWithOwnCode(of: region) else { return nil }
    return ParsedNumber(digits: digits, isInternational: true, region: NumberingPlan.noRegion)
  }

  /// Adds the aliases of the number to `extras`.
  func appendAliases(region: UInt8, to extras: inout ExtraKeys) {
    guard number.rejection == .none else { return }
    if let other = readWithOwnCode(of: region) {
      if other.grade >= .possible {
        extras.insert(other.key, .ownCallingCode)
        other.appendPlanAliases(to: &extras)
      }
      if let whole = other.withLostZero { extras.insert(whole.key, .ownCallingCode) }
    }
    if let other = withForeignPrefix(in: region) { extras.insert(other.key, .internationalPrefix) }
    if let whole = number.withLikelyLostZero {
      extras.insert(whole.key, .lostZero)
    }
    number.appendPlanAliases(to: &extras)
  }

  /// `0057 301 …` in Colombia, where the core takes 005 for the prefix, but who writes it means 00.
  private func withForeignPrefix(in region: UInt8) -> ParsedNumber? {
    guard number.grade == .valid, digits.starts(with: 0x0000, count: 2) else { return nil }
    let rest = CellReading(
      digits: digits.dropping(2), isInternational: true, region: NumberingPlan.noRegion)
    let isLikely =
      rest.number.grade == .valid
      || (rest.number.grade == .possible && rest.startsWithOwnCode(of: region))
    return isLikely ? rest.number : nil
  }
}

extension ParsedNumber {
  /// A number of Italy with a zero that it may have lost: mobile numbers have ten digits, nearly
  /// all of them, so fewer are as likely a fixed line's without its zero.
  fileprivate var withLikelyLostZero: ParsedNumber? {
    guard traits.contains(.italy), national.count <= 9, national[0] != 0 else { return nil }
    return withLostZero
  }

  /// Adds what else the line of this number is listed under in its plan.
  func appendPlanAliases(to extras: inout ExtraKeys) {
    guard rejection == .none else { return }
    appendRenumbered(to: &extras)
    if traits.contains(.argentina), national.count == 11, national[0] == 9 {
      extras.insert(with(national: national.dropping(1)).key, .argentinaMobileNine)
    }
    if traits.contains(.brazil), national.count == 10, !(2...5).contains(national[2]) {
      let area = UInt16(national[0]) << 12 | UInt16(national[1]) << 8 | 0x90
      let mobile = national.dropping(2).prepending(area, count: 3)
      extras.insert(with(national: mobile).key, .brazilNinthDigit)
    }
    if traits.contains(.italy), national.starts(with: 0x0549, count: 4) {
      let own = ParsedNumber(
        digits: national.prepending(0x3780, count: 3), isInternational: true,
        region: NumberingPlan.noRegion)
      extras.insert(own.key, .sanMarino)
    }
    if national.count == 8 {
      if traits.contains(.benin) {
        let current = with(national: national.prepending(0x0100, count: 2))
        extras.insert(current.key, .beninOldLength)
      }
      if traits.contains(.ivoryCoast) { appendIvoryCoast(to: &extras) }
      // The 0 before seven digits was the trunk prefix, and some blocks of eight begin with it now.
      if traits.contains(.gabon), national[0] == 0 {
        let old = with(national: national.dropping(1))
        if let old = old.ifValid { extras.insert(old.key, .gabonOldLength) }
      }
    }
  }

  /// Côte d'Ivoire before 2021: the operator, which the second digit of a mobile number told, has a
  /// prefix of its own now. Fixed lines (2 and 3) get all three, since it takes a longer list to
  /// tell their operators.
  private func appendIvoryCoast(to extras: inout ExtraKeys) {
    let prefixes: [3 of UInt16] =
      switch (national[0], national[1]) {
      case (2...3, _): [0x2100, 0x2500, 0x2700]
      case (_, 0...3): [0x0100, 0x0100, 0x0100]
      case (_, 4...6): [0x0500, 0x0500, 0x0500]
      default: [0x0700, 0x0700, 0x0700]
      }
    for index in prefixes.indices {
      let current = with(national: national.prepending(prefixes[index], count: 2))
      extras.insert(current.key, .ivoryCoastOldLength)
    }
  }
}

extension CellReading {
  /// Whether the plan of the number has aliases for numbers of this shape.
  fileprivate var mayHavePlanAliases: Bool {
    let traits = number.traits
    let national = number.national
    let first = national[0]
    return (traits.contains(.leadingZero) && first == 0 && hasBracket)
      || (traits.contains(.italy) && national.count <= 9 && first != 0)
      || (traits.contains(.renumbered) && number.mayBeRenumbered)
      || (traits.contains(.italy) && national.starts(with: 0x0549, count: 4))
      || (traits.contains(.argentina) && first == 9)
      || (traits.contains(.brazil) && national.count == 10)
      || (national.count == 8 && !traits.isDisjoint(with: [.benin, .ivoryCoast]))
      || (traits.contains(.gabon) && national.count == 8 && first == 0)
  }
}
