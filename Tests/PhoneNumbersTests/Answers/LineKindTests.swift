import Testing

@testable import PhoneNumbers

/// What kind of line a number is, against the answers of the package `phonenumbers`.
struct LineKindTests {
  @Test func answersAreThoseOfThePackage() throws {
    let lines = String(decoding: try Fixture.decompressed("line-kinds.txt.xz"), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count > 5000)
    for line in lines {
      let fields = line.split(separator: " ")
      let facts = LineFacts(key: try #require(UInt64(fields[0] + fields[1])))
      let kind = String(fields[2]).replacing("_", with: "-")
      let names = [
        "fixed-line": "fixed", "fixed-line-or-mobile": "fixed-or-mobile",
        "personal-number": "personal",
      ]
      #expect(facts.kind.name == names[kind, default: kind], "\(line)")
      if facts.kind != .unknown {
        #expect(facts.region?.code ?? "-" == String(fields[3]), "\(line)")
      }
      let short = facts.kind == .unknown ? String(fields[4]) : "-"
      let shortNames: [ShortNumberKind: String] = [
        .none: "-", .emergency: "emergency", .premiumRate: "premium_rate", .other: "short_code",
      ]
      #expect(shortNames[facts.short] == short, "\(line)")
    }
  }

  @Test func numbersOfNoKindAreUnknown() {
    for key in [0, 1, 99, 999, 1_000, 9_999_999_999_999_999_999, UInt64.max] as [UInt64] {
      #expect(LineFacts(key: key).kind == .unknown)
    }
    #expect(LineFacts(key: 800_1234_5678).region == nil)
    #expect(LineFacts(key: 1911).short == .emergency)
    #expect(LineFacts(key: 44999).short == .emergency)
  }
}
