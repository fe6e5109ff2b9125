internal import CKernels

/// A block of numbers that has moved: what its old numbers begin with, and what they begin with now.
///
/// The rules go from the old number to the new one. That is enough in both directions, since lists
/// and campaigns pass here alike: whichever side has the old number has the new one too.
struct Renumbering {
  /// Calling codes and prefixes are nibbles from the top of 16 bits.
  var callingCode: UInt16
  var prefix: UInt16
  var prefixCount: UInt8
  /// Digits of the old national numbers: bit n for n.
  var counts: UInt16
  var newCallingCode: UInt16
  var newPrefix: UInt16
  var newPrefixCount: UInt8

  private init(
    _ callingCode: UInt16, _ prefix: UInt16, _ prefixCount: UInt8, counts: ClosedRange<UInt16>,
    to newCallingCode: UInt16? = nil, _ newPrefix: UInt16, _ newPrefixCount: UInt8
  ) {
    self.callingCode = callingCode
    self.prefix = prefix
    self.prefixCount = prefixCount
    self.counts = (2 &<< counts.upperBound) &- (1 &<< counts.lowerBound)
    self.newCallingCode = newCallingCode ?? callingCode
    self.newPrefix = newPrefix
    self.newPrefixCount = newPrefixCount
  }

  /// All rules. Where one goes to a calling code of its own, the prefix stays as it is.
  static let all: [40 of Renumbering] = [
    // Vietnam, 15 September to 17 November 2018 (Ministry of Information and Communications,
    // plan 798): mobile numbers of eleven digits, with the 0, got ten.
    .init(0x8400, 0x1200, 3, counts: 10...10, 0x7000, 2),
    .init(0x8400, 0x1210, 3, counts: 10...10, 0x7900, 2),
    .init(0x8400, 0x1220, 3, counts: 10...10, 0x7700, 2),
    .init(0x8400, 0x1230, 3, counts: 10...10, 0x8300, 2),
    .init(0x8400, 0x1240, 3, counts: 10...10, 0x8400, 2),
    .init(0x8400, 0x1250, 3, counts: 10...10, 0x8500, 2),
    .init(0x8400, 0x1260, 3, counts: 10...10, 0x7600, 2),
    .init(0x8400, 0x1270, 3, counts: 10...10, 0x8100, 2),
    .init(0x8400, 0x1280, 3, counts: 10...10, 0x7800, 2),
    .init(0x8400, 0x1290, 3, counts: 10...10, 0x8200, 2),
    .init(0x8400, 0x1620, 3, counts: 10...10, 0x3200, 2),
    .init(0x8400, 0x1630, 3, counts: 10...10, 0x3300, 2),
    .init(0x8400, 0x1640, 3, counts: 10...10, 0x3400, 2),
    .init(0x8400, 0x1650, 3, counts: 10...10, 0x3500, 2),
    .init(0x8400, 0x1660, 3, counts: 10...10, 0x3600, 2),
    .init(0x8400, 0x1670, 3, counts: 10...10, 0x3700, 2),
    .init(0x8400, 0x1680, 3, counts: 10...10, 0x3800, 2),
    .init(0x8400, 0x1690, 3, counts: 10...10, 0x3900, 2),
    .init(0x8400, 0x1860, 3, counts: 10...10, 0x5600, 2),
    .init(0x8400, 0x1880, 3, counts: 10...10, 0x5800, 2),
    .init(0x8400, 0x1990, 3, counts: 10...10, 0x5900, 2),
    // Colombia, 1 September 2021 (CRC, resolution 5826 of 2019): 60 before the area code; Bogotá,
    // whose numbers of seven digits were dialled without one, has 1.
    .init(0x5700, 0x1000, 1, counts: 8...8, 0x6010, 3),
    .init(0x5700, 0x2000, 1, counts: 8...8, 0x6020, 3),
    .init(0x5700, 0x4000, 1, counts: 8...8, 0x6040, 3),
    .init(0x5700, 0x5000, 1, counts: 8...8, 0x6050, 3),
    .init(0x5700, 0x6000, 1, counts: 8...8, 0x6060, 3),
    .init(0x5700, 0x7000, 1, counts: 8...8, 0x6070, 3),
    .init(0x5700, 0x8000, 1, counts: 8...8, 0x6080, 3),
    .init(0x5700, 0x0000, 0, counts: 7...7, 0x6010, 3),
    // Cuba, 24 June 2023 (ETECSA): Artemisa left 47 and 48 for 49.
    .init(0x5300, 0x4700, 2, counts: 8...8, 0x4900, 2),
    .init(0x5300, 0x4800, 2, counts: 8...8, 0x4900, 2),
    // Kosovo before +383 (ITU, Operational Bulletin 1114, 2016): fixed lines under Serbia's code,
    // mobile ones under Monaco's and Slovenia's.
    .init(0x3810, 0x2800, 2, counts: 7...9, to: 0x3830, 0x2800, 2),
    .init(0x3810, 0x2900, 2, counts: 7...9, to: 0x3830, 0x2900, 2),
    .init(0x3810, 0x3800, 2, counts: 7...9, to: 0x3830, 0x3800, 2),
    .init(0x3810, 0x3900, 2, counts: 7...9, to: 0x3830, 0x3900, 2),
    .init(0x3770, 0x4400, 2, counts: 8...8, to: 0x3830, 0x4400, 2),
    .init(0x3770, 0x4500, 2, counts: 8...8, to: 0x3830, 0x4500, 2),
    .init(0x3860, 0x4300, 2, counts: 8...8, to: 0x3830, 0x4300, 2),
    .init(0x3860, 0x4900, 2, counts: 8...8, to: 0x3830, 0x4900, 2),
    // Palestine's lines are reached under Israel's code as well as under their own (ITU-T E.164
    // supplement, note to +970).
    .init(0x9700, 0x0000, 0, counts: 8...9, to: 0x9720, 0x0000, 0),
  ]
}

extension ParsedNumber {
  /// Adds the numbers that this one has become, to `extras`.
  func appendRenumbered(to extras: inout ExtraKeys) {
    guard rejection == .none, national.count < 16 else { return }
    let callingCode = nodial_region_at(mainRegion).calling_digits
    guard ParsedNumber.renumberedCodes(contain: callingCode) else { return }
    for index in Renumbering.all.indices {
      let rule = Renumbering.all[index]
      let prefixCount = Int(rule.prefixCount)
      guard rule.callingCode == callingCode, rule.counts &>> UInt16(national.count) & 1 != 0,
        prefixCount == 0 || national.starts(with: rule.prefix, count: prefixCount)
      else { continue }
      var rest = national.dropping(prefixCount)
      if rule.newPrefixCount > 0 {
        rest = rest.prepending(rule.newPrefix, count: Int(rule.newPrefixCount))
      }
      let moved = ParsedNumber(
        digits: rest.prepending(
          rule.newCallingCode, count: rule.newCallingCode & 0xF0 == 0 ? 2 : 3),
        isInternational: true, region: NumberingPlan.noRegion)
      // The new number must be one of today's plan, except where two codes share their lines.
      if moved.grade >= .possible || rule.prefixCount == 0 {
        extras.insert(moved.key, .renumbered)
      }
    }
  }

  /// Whether this number, although valid, may be one before a change; quick, for the plans with the
  /// trait `renumbered`.
  @inline(always)
  var mayBeRenumbered: Bool {
    let callingCode = nodial_region_at(mainRegion).calling_digits
    if callingCode == 0x5700 { return national.count == 8 }
    switch national[0] << 4 | national[1] {
    case 0x28, 0x29, 0x38, 0x39, 0x43, 0x44, 0x45, 0x47, 0x48, 0x49: return true
    default: return callingCode == 0x9700
    }
  }

  private static func renumberedCodes(contain code: UInt16) -> Bool {
    switch code {
    case 0x8400, 0x5700, 0x5300, 0x3810, 0x3770, 0x3860, 0x9700: true
    default: false
    }
  }
}
