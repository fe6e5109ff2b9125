import TestSupport
import Testing

/// Regions that are named in a column, and regions that cannot be right.
struct RegionCommandTests {
  // MARK: Numbers without area codes

  private static let apart =
    "Name,Area Code,Phone,Amount\nx,712,7997690,1.50\ny,202,5550101,20.00\nz,202,5550199,3.25\n"
    + "x,712,7997691,5.00\ny,202,5550102,712.00\nz,202,5550198,8.75\n"

  @Test(arguments: ["", "--region US"])
  func anAreaCodeInAnotherColumnIsFound(arguments: String) throws {
    let place = try Workplace()
    try place.folder.write("c.csv", Self.apart)
    let run = try place.run("$nodial scrub -q --index dnc.ndx \(arguments) c.csv")
    #expect(run.status == 1 && run.output == "")
    #expect(
      run.messages
        == "nodial: c.csv: most numbers of phone column Phone lack their area codes, which stand in column "
        + "\"Area Code\"; write area code and number into one column\n")
  }

  @Test func numbersWithoutAreaCodesAreWarnedOf() throws {
    let place = try Workplace()
    try place.folder.write("c.csv", "phone\n7997690\n")
    let run = try place.run("$nodial scrub -q --index dnc.ndx c.csv")
    #expect(run.status == 0)
    #expect(
      run.messages
        == "nodial: warning: c.csv: most numbers of phone column phone lack their area codes, so that only "
        + "lists of such numbers can hold them; write them with area codes\n")
  }

  @Test func theMapOfAListWithAreaCodesApartWorks() throws {
    let place = try Workplace()
    try place.folder.write("l.csv", Self.apart)
    // Its own region does not make the numbers whole.
    for region in ["", "--region own=US"] {
      let run = try place.run("$nodial build -q -o x.ndx --region US \(region) own=l.csv")
      #expect(run.status == 1)
      #expect(
        run.messages.contains(
          "; say --map own=area:2,number:3, or say --ignore-column own=2 if that column holds something else"
        ))
    }
    var run = try place.run(
      "$nodial build -q -o x.ndx --region US --date own=2026-01-01 --ignore-column own=2 "
        + "--region own=US own=l.csv")
    #expect(run.status == 0)
    run = try place.run(
      "$nodial build -q -o x.ndx --region US --date own=2026-01-01 --map own=area:2,number:3 own=l.csv && "
        + "$nodial check -i x.ndx -- 2025550101")
    #expect(run.status == 2)
  }

  @Test func namesCodesAndCallingCodesAreRegions() throws {
    let place = try Workplace()
    let names = [
      "US", "us", "USA", "United States", "united states of america", "Estados Unidos",
      "Vereinigte Staaten",
      "Соединенные Штаты", "アメリカ合衆国", "+1", "1", "001", "United States (US)", " U.S.A. ", "",
    ]
    let rows =
      names.map { "202-555-0101,\"\($0)\"\n" } + [
        "020 7946 0000,UK\n", "020 7946 0000,+44\n", "020 7946 0000,Großbritannien\n",
      ]
    try place.folder.write("c.csv", "phone,country\n" + rows.joined())
    let run = try place.run(
      "$nodial scrub -q -i dnc.ndx c.csv --region-column country --rejected r.csv; cut -d , -f 3- r.csv "
        + "| sort | uniq -c")
    #expect(run.messages == "")
    #expect(run.output.split(separator: "\n").count == 1 + 3 + 2)
    #expect(run.output.contains("15 listed,D,us-ftc@2026-11-20"))
  }

  @Test func unknownRegionsAreCounted() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv",
      "phone,country\n2025550199,Atlantis\n2025550199,XX\n2025550199,Atlantis\n2025550199,US\n")
    let run = try place.run("$nodial scrub -q -i dnc.ndx c.csv --region-column country")
    #expect(run.output == "phone,country\n2025550199,US\n")
    #expect(run.messages.contains("3 rows name 2 regions that are not known"))
    let normalized = try place.run("$nodial normalize -q c.csv --region-column country")
    #expect(normalized.messages.contains("3 rows name 2 regions that are not known"))
    let audited = try place.run("$nodial audit -q c.csv --region-column country")
    #expect(audited.messages.contains("3 rows name 2 regions that are not known"))
  }

  /// Numbers as they are dialled at home, over all the area codes that are given.
  private static func numbers(_ areaCodes: [String], digitCount: Int) -> [String] {
    var random = SeededGenerator(seed: 12)
    return (0..<80).map { _ in
      let code = areaCodes.randomElement(using: &random)!
      let digits = (1..<(digitCount - code.count)).map { _ in Int.random(in: 0...9, using: &random)
      }
      return code + "\(Int.random(in: 2...9, using: &random))" + digits.map(String.init).joined()
    }
  }

  private static let us = numbers(
    ["202", "212", "305", "312", "404", "415", "503", "617", "702", "713", "808", "917"],
    digitCount: 10)
  private static let gb = numbers(
    ["0207", "0208", "0161", "0131", "0141", "07400", "07500", "0121"], digitCount: 11)
  private static let india = numbers(
    ["98", "99", "97", "90", "88", "70", "81", "94"], digitCount: 10)

  @Test(
    arguments: [
      (us, "GB", "US"), (us, "IN", "US"), (us, "SG", "US"), (us, "FR", "US"),
      (us, "AU", "US"), (us, "ES", "US"), (us, "BR", "US"), (gb, "US", "GB"), (gb, "FR", "GB"),
      (india, "US", "IN"), (india, "GB", "IN"), (india, "SG", "IN"),
    ])
  func aListOfAnotherRegionIsRefused(numbers: [String], wrong: String, right: String) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.txt", numbers.joined(separator: "\n") + "\n")
    let build = "$nodial build -q -o dnc.ndx --region \(wrong) own=own.txt"
    let run = try place.run(build)
    #expect(run.status == 1)
    #expect(run.messages.contains("in \(right)") && run.messages.contains("--region own=\(right)"))
    #expect(try place.run("\(build) --region own=\(right)").messages == "")
    // The other remedy: who says it of this very list is believed, and warned.
    let insisted = try place.run("\(build) --region own=\(wrong) --tolerance 100")
    #expect(insisted.status == 0 && insisted.messages.contains("warning: own.txt: "))
    // A campaign with the region of the index.
    try place.folder.write("one.txt", right == "GB" ? "2025550101\n" : "+442079460000\n")
    try place.folder.write("c.csv", "phone\n" + numbers.joined(separator: "\n") + "\n")
    let scrub =
      "$nodial build -q -o i.ndx --region \(wrong) one=one.txt; $nodial scrub -q -i i.ndx c.csv"
    let refused = try place.run(scrub)
    #expect(refused.status == 1 && refused.output == "")
    #expect(refused.messages.contains("say --region \(right), or --region \(wrong)"))
    #expect(try place.run("\(scrub) --region \(right)").messages == "")
    #expect(try place.run("\(scrub) --region \(wrong)").status == 0)
  }

  /// Lists that are right though most of their numbers are not in the plan, or of all the world, or few.
  @Test(
    arguments: [
      (0..<40).map { "+4420794600\($0 + 10)" }, ["2025550101"], ["5550101", "5550102"],
      (0..<40).map { "202-555-01\($0 + 10)" }, us.map { $0 + "\n+442079460000" },
      (0..<40).map { "555-555-01\($0 + 10)" }, (0..<40).map { "99955501\($0 + 10)" },
    ])
  func listsThatAreRightPass(numbers: [String]) throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("own.txt", numbers.joined(separator: "\n") + "\n")
    let run = try place.run("$nodial build -q -o dnc.ndx --region US own=own.txt")
    #expect(run.status == 0 && run.messages == "")
  }
}
