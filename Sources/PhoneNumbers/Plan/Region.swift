internal import CKernels

/// A region known to the numbering plan ("US"), resolved once a file.
public struct Region: Hashable, Sendable {
  /// Position in the plan.
  let index: UInt8

  /// The region with this code: two upper-case letters; nil if the plan does not know it.
  ///
  /// - Complexity: O(*n*) in the number of regions.
  public init?(_ code: String) {
    let letters = Array(code.utf8)
    guard letters.count == 2, letters.allSatisfy({ (65...90).contains($0) }) else { return nil }
    for index in 0..<NumberingPlan.noRegion {
      let candidate = nodial_region_at(index).code
      if UInt8(bitPattern: candidate.0) == letters[0], UInt8(bitPattern: candidate.1) == letters[1]
      {
        self.index = index
        return
      }
    }
    return nil
  }

  /// The two letters.
  public var code: String {
    let letters = nodial_region_at(index).code
    return String(
      decoding: [UInt8(bitPattern: letters.0), UInt8(bitPattern: letters.1)], as: UTF8.self)
  }

  /// The code that was probably meant by a text that is none, for usage errors: "uk" is "GB",
  /// "us" is "US", "Germany" is "DE".
  ///
  /// - Complexity: O(*n*) in the list of names, about 4 kB.
  public static func suggestion(for text: String) -> String? {
    let wanted = text.lowercased()
    if let region = Region(text.uppercased()) { return region.code }
    var offset: UInt32 = 0
    while nodial_region_name_byte(offset) != 0 {
      var line: [UInt8] = []
      while nodial_region_name_byte(offset) != 10 {
        line.append(nodial_region_name_byte(offset))
        offset += 1
      }
      offset += 1
      let name = String(decoding: line[2...], as: UTF8.self)
      if !name.isEmpty, name.lowercased() == wanted {
        return String(decoding: line[..<2], as: UTF8.self)
      }
    }
    return nil
  }
}
