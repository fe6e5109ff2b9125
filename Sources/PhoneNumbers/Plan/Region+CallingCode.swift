internal import CKernels

extension Region {
  /// The main region of the calling code that these digits are: "44" is "GB", "1" is "US".
  ///
  /// - Complexity: O(*n*) in the number of regions.
  public init?(callingCode digits: String) {
    guard let code = UInt32(digits), (1...999).contains(code) else { return nil }
    for index in 0..<NumberingPlan.noRegion {
      let region = nodial_region_at(index)
      guard region.main_index == index, region.code.0 != 0x30 else { continue }
      var own: UInt32 = 0
      for place in 0..<UInt32(region.calling_count) {
        own = own * 10 + UInt32(region.calling_digits) >> (12 - 4 * place) & 15
      }
      if own == code, let found = Region(at: index) {
        self = found
        return
      }
    }
    return nil
  }

  /// The digits of its calling code: "44" of GB and of the islands; nil of what has none.
  public var callingCode: String? {
    let region = nodial_region_at(index)
    guard region.calling_count > 0, region.code.0 != 0x30 else { return nil }
    var digits = ""
    for place in 0..<UInt32(region.calling_count) {
      digits += String(UInt32(region.calling_digits) >> (12 - 4 * place) & 15)
    }
    return digits
  }

  /// True unless another region has the same calling code and comes first: the islands of GB, Canada.
  public var isMain: Bool { nodial_region_at(index).main_index == index }

  private init?(at index: UInt8) {
    let letters = nodial_region_at(index).code
    self.init(
      String(decoding: [UInt8(bitPattern: letters.0), UInt8(bitPattern: letters.1)], as: UTF8.self))
  }
}
