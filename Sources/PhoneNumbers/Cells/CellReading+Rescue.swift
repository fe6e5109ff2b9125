internal import CKernels

/// Mending numbers by their digits alone.
extension CellReading {
  /// A valid number that these digits probably stand for, if the core found none in them.
  ///
  /// The rules, in order: a national number that begins as an international or a national prefix
  /// does; an international prefix of another country; what the plan has dropped
  /// (Mexico, overseas France, Benin); a leading zero that a spreadsheet has dropped; a trunk
  /// prefix that the plan no longer has; a missing plus.
  func rescued(region: UInt8) -> ParsedNumber? {
    if let number = asNational(of: region) { return number }
    if let number = uncut(for: region) { return number }
    if let number = withoutForeignPrefix { return number }
    if number.rejection == .none {
      if let number = number.rescuedByPlan { return number }
      if let number = number.withLostZero { return number }
      if let number = number.withoutTrunkPrefix { return number }
    }
    // A possible number lacks no plus: it is as long as it should be.
    if !isInternational, number.grade < .local {
      return ParsedNumber(digits: digits, isInternational: true, region: NumberingPlan.noRegion)
        .ifValid
    }
    return nil
  }

  /// `0018007150236`, a number of Thailand, or `015112340000`, one of Israel with its trunk prefix.
  private func asNational(of region: UInt8) -> ParsedNumber? {
    if isInternational || region == NumberingPlan.noRegion { return nil }
    return ParsedNumber(national: digits, region: region).ifValid
  }

  /// `+375 8106973629`, a number of Belarus whose 8 the core takes for the trunk prefix of another
  /// one. Behind a calling code there should be none; elsewhere a possible number is left alone.
  private func uncut(for region: UInt8) -> ParsedNumber? {
    if isInternational {
      let main = nodial_region_of_digits(digits.firstThree)
      if main == NumberingPlan.noRegion { return nil }
      let callingCount = Int(nodial_region_at(main).calling_count)
      if digits.count <= callingCount { return nil }
      return ParsedNumber(mainRegion: main, national: digits.dropping(callingCount)).ifValid
    }
    if region == NumberingPlan.noRegion || number.grade >= .local { return nil }
    return ParsedNumber(mainRegion: nodial_region_at(region).main_index, national: digits).ifValid
  }

  /// `00` or `011`, dialled from most of the world and from North America, where it is not the
  /// prefix of the region.
  private var withoutForeignPrefix: ParsedNumber? {
    let count = digits.starts(with: 0x0110, count: 3) ? 3 : 2
    guard count == 3 || digits.starts(with: 0x0000, count: 2) else { return nil }
    return ParsedNumber(
      digits: digits.dropping(count), isInternational: true, region: NumberingPlan.noRegion
    ).ifValid
  }
}

extension ParsedNumber {
  /// This number if it is valid.
  var ifValid: ParsedNumber? { grade == .valid ? self : nil }

  /// The number with other national digits.
  func with(national: PackedDigits) -> ParsedNumber {
    ParsedNumber(mainRegion: mainRegion, national: national)
  }

  /// A leading zero put back, for the plans that have numbers with one.
  var withLostZero: ParsedNumber? {
    guard traits.contains(.leadingZero) else { return nil }
    return with(national: national.prepending(0, count: 1)).ifValid
  }

  /// Without a leading 0, 1 or 8: what trunk prefixes were before plans gave them up.
  var withoutTrunkPrefix: ParsedNumber? {
    // A possible number has had no 1 or 8 put before it.
    guard national[0] == 0 || (grade < .local && (national[0] == 1 || national[0] == 8)) else {
      return nil
    }
    return with(national: national.dropping(1)).ifValid
  }

  /// What a plan has changed in a way that can be undone.
  var rescuedByPlan: ParsedNumber? {
    if rejection != .none { return nil }
    if traits.contains(.mexico) { return withoutMexicanPrefix }
    if traits.contains(.france) { return overseas?.ifValid }
    if traits.contains(.benin), national.count == 8 {
      return with(national: national.prepending(0x0100, count: 2)).ifValid
    }
    return nil
  }

  /// Mexico before 2019: 1 after the calling code; 01, 044 and 045 at home.
  private var withoutMexicanPrefix: ParsedNumber? {
    let count = national.count - 10
    guard count > 0, count <= 4 else { return nil }
    let isOld =
      switch count {
      case 1: national[0] == 1
      case 2: national.starts(with: 0x0100, count: 2)
      case 3: national.starts(with: 0x0440, count: 3) || national.starts(with: 0x0450, count: 3)
      default: false
      }
    return isOld ? with(national: national.dropping(count)).ifValid : nil
  }

  /// Overseas France, dialled at home as if it were a part of +33; of possible length.
  var overseas: ParsedNumber? {
    let callingCode: UInt16? =
      switch national.firstThree {
      case 262, 263, 639, 692, 693: 0x2620
      case 590, 690, 691: 0x5900
      case 594, 694: 0x5940
      case 596, 696, 697: 0x5960
      default: nil
      }
    guard traits.contains(.france), let callingCode, national.count == 9 else { return nil }
    let number = ParsedNumber(
      digits: national.prepending(callingCode, count: 3), isInternational: true,
      region: NumberingPlan.noRegion)
    return number.grade >= .possible ? number : nil
  }
}
