import PhoneNumbers
import Testing

struct RegionTests {
  @Test(arguments: ["US", "GB", "DE", "XK", "AC", "ZW", "TA"])
  func knownCodesResolve(code: String) { #expect(Region(code)?.code == code) }

  @Test(arguments: ["us", "UK", "ZZ", "", "U", "USA", "00", "001", "ÜS"])
  func othersDoNot(code: String) { #expect(Region(code) == nil) }

  @Test func codesAreToldApart() {
    let letters = (65...90).map { UInt8($0) }
    var regions: Set<Region> = []
    for first in letters {
      for second in letters {
        let code = String(decoding: [first, second], as: UTF8.self)
        guard let region = Region(code) else { continue }
        #expect(region.code == code)
        regions.insert(region)
      }
    }
    #expect(regions.count == 245)
  }

  @Test(arguments: [
    ("uk", "GB"), ("us", "US"), ("Germany", "DE"), ("germany", "DE"), ("USA", "US"),
    ("Deutschland", "DE"), ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("south korea", "KR"),
    ("fr", "FR"),
    ("Österreich", "AT"),
  ])
  func suggestsWhatWasMeant(text: String, code: String) {
    #expect(Region.suggestion(for: text) == code)
  }

  @Test(arguments: ["", "xx", "Atlantis", "de-DE"])
  func suggestsNothingElse(text: String) { #expect(Region.suggestion(for: text) == nil) }
}
