import PhoneNumbers
import Texts

/// Finds the region that a cell names: `US`, `USA`, `United States`, `Vereinigte Staaten`, `+1`, `001`.
///
/// Complexity: a dictionary of some 8,000 names, made when the first is looked up; to be asked once a
/// distinct text, not once a row.
package enum RegionNames {
  /// The region, or nil if the text names none that is known.
  static func region(_ cell: [UInt8]) -> Region? {
    if let text = String(validating: cell, as: UTF8.self) { return region(text) }
    for encoding in HeaderEncoding.allCases where encoding != .utf8 {
      if let region = region(encoding.text(cell)) { return region }
    }
    return nil
  }

  private static func region(_ text: String) -> Region? {
    if let region = whole(text) { return region }
    // `United States (US)`, `Korea (Republic of)`, `US - United States`.
    let parts = text.split { "()[],;-–/".contains($0) }
    guard parts.count > 1 else { return nil }
    let found = Set(parts.compactMap { whole(String($0)) })
    return found.count == 1 ? found.first : nil
  }

  private static func whole(_ text: String) -> Region? {
    let folded = HeaderText.folded(text)
    guard !folded.isEmpty else { return nil }
    if folded.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      let digits = folded.hasPrefix("00") ? String(folded.dropFirst(2)) : folded
      return digits.hasPrefix("0") ? nil : Region(callingCode: digits)
    }
    if folded.utf8.count == 2, let region = Region(folded.uppercased()) { return region }
    return byName[folded]
  }

  private static let byName: [String: Region] = {
    var regions: [String: Region] = [:]
    for (code, names) in table {
      guard let region = Region(code) else { continue }
      for name in names.split(separator: "|") { regions[HeaderText.folded(String(name))] = region }
    }
    return regions
  }()
}
