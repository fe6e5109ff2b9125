internal import CKernels

/// What old and damaged writings a calling code is known for; the values are the generator's.
struct RegionTraits: OptionSet {
  let rawValue: UInt16

  /// Valid numbers may start with 0, which spreadsheets drop.
  static let leadingZero = RegionTraits(rawValue: 1)
  static let mexico = RegionTraits(rawValue: 2)
  static let argentina = RegionTraits(rawValue: 4)
  static let brazil = RegionTraits(rawValue: 8)
  static let italy = RegionTraits(rawValue: 16)
  static let france = RegionTraits(rawValue: 32)
  static let benin = RegionTraits(rawValue: 64)
  static let ivoryCoast = RegionTraits(rawValue: 128)
  static let gabon = RegionTraits(rawValue: 256)
  /// Valid numbers of today may be old ones too (`Renumbering`).
  static let renumbered = RegionTraits(rawValue: 512)

  /// A line may be listed under another number.
  static let withAliases: RegionTraits = [
    .leadingZero, .argentina, .brazil, .benin, .ivoryCoast, .gabon, .renumbered,
  ]
}

extension ParsedNumber {
  /// The traits of the number's calling code; none if the cell was refused.
  @inline(always)
  var traits: RegionTraits {
    rejection == .none ? RegionTraits(rawValue: nodial_region_at(mainRegion).traits) : []
  }
}
