internal import CKernels

/// What kind of line a number is, where the numbering plan tells: libphonenumber's types.
public enum LineKind: UInt8, Sendable, CaseIterable {
  /// The plan has no such number.
  case unknown = 0
  case premiumRate
  case tollFree
  case sharedCost
  case voip
  case personalNumber
  case pager
  /// A company's number for all its places (universal access number).
  case uan
  case voicemail
  /// The plan does not tell one from the other, as in +1.
  case fixedOrMobile
  case fixed
  case mobile

  /// The name in reports.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .premiumRate: "premium-rate"
    case .tollFree: "toll-free"
    case .sharedCost: "shared-cost"
    case .voip: "voip"
    case .personalNumber: "personal"
    case .pager: "pager"
    case .uan: "uan"
    case .voicemail: "voicemail"
    case .fixedOrMobile: "fixed-or-mobile"
    case .fixed: "fixed"
    case .mobile: "mobile"
    }
  }
}

/// A number that only the networks of a country know, and that is dialled without an area code.
public enum ShortNumberKind: UInt8, Sendable, CaseIterable {
  case none = 0
  case emergency
  case premiumRate
  case other

  /// The name in reports.
  public var name: String {
    switch self {
    case .none: ""
    case .emergency: "emergency"
    case .premiumRate: "premium-rate-short-code"
    case .other: "short-code"
    }
  }
}

/// What the plan tells of a number besides whether it fits.
///
/// The tables are written by `Scripts/generate-line-kinds`, and apart from those that a scrub reads.
public struct LineFacts: Equatable, Sendable {
  public var kind: LineKind
  /// That of the number; of one that the plan does not have, the main one of its calling code; nil if
  /// the calling code belongs to no region.
  public var region: Region?
  /// Only a number that is no full one can be a short one.
  public var short: ShortNumberKind

  /// - Parameter key: The E.164 digits.
  /// - Complexity: A table access a digit, at most.
  public init(key: UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: UInt32 = 0
    var firstThree: UInt32 = 0
    var rest = key
    while rest > 0 {
      if rest < 1000 && rest >= 100 { firstThree = UInt32(rest) }
      let digit = rest % 10
      if count < 16 {
        low |= digit << UInt64(4 * count)
      } else {
        high |= digit << UInt64(4 * (count - 16))
      }
      count += 1
      rest /= 10
    }
    let mainIndex = nodial_region_of_digits(firstThree)
    guard firstThree > 0, mainIndex != NumberingPlan.noRegion else {
      (kind, region, short) = (.unknown, nil, .none)
      return
    }
    let code = nodial_kind_code_at(mainIndex)
    // The digits of the calling code are the highest; the count says where the others begin.
    let nationalCount = count - UInt32(nodial_region_at(mainIndex).calling_count)
    let label = nodial_kind_label(code.kinds, low, high, nationalCount)
    kind = LineKind(rawValue: UInt8(label & 15)) ?? .unknown
    let index = label == 0 ? mainIndex : nodial_kind_region(code, label)
    region = Region(geographicIndex: index)
    let shortLabel = label == 0 ? nodial_kind_label(code.shorts, low, high, nationalCount) : 0
    short = ShortNumberKind(rawValue: UInt8(truncatingIfNeeded: shortLabel)) ?? .none
  }
}

extension Region {
  /// The region at a place of the plan, unless that is a calling code of no region.
  fileprivate init?(geographicIndex index: UInt8) {
    let code = nodial_region_at(index).code
    guard index != NumberingPlan.noRegion, code.0 >= 65 else { return nil }
    self.index = index
  }
}
