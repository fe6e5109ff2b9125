/// The rows of a campaign file, one after the other.
///
///     id,first_name,last_name,phone,email,city,notes
///
/// Ids count from 1. Draws are made from one generator in a fixed order, so a row depends on the
/// arguments and on nothing else.
struct CampaignRows {
  static let header = Array("id,first_name,last_name,phone,email,city,notes\n".utf8)

  /// How many rows were appended; also the id of the last one.
  private(set) var rowCount = 0

  private let plan: CampaignPlan
  private let permutation: NumberPermutation
  private let prefixes: NumberingPrefixes
  private let listCount: UInt64
  private let unlistedCount: UInt64
  private let writings: [PhoneWriting]

  private var random: SplitMix64
  private var listed: ExactShare
  /// Drawn for the rows that are not listed.
  private var invalid: ExactShare
  private var quotedNames: ExactShare
  private var quotedNotes: ExactShare
  /// Drawn for the rows with quoted notes.
  private var lineBreaks: ExactShare

  /// - Precondition: the list and its complement have numbers for the rows that `plan` wants.
  init(
    plan: CampaignPlan, region: NumberingRegion, listCount: UInt64, seed: UInt64
  ) {
    self.plan = plan
    self.listCount = listCount
    permutation = NumberPermutation(region: region, seed: seed)
    prefixes = NumberingPrefixes(region: region)
    unlistedCount = UInt64(region.numberCount) - listCount
    writings = PhoneWriting.all(of: plan.style)
    // Another stream than the one the permutation's keys come from.
    random = SplitMix64(seed: ~seed)
    listed = ExactShare(marks: plan.listedCount, draws: plan.rowCount)
    invalid = ExactShare(marks: plan.invalidCount, draws: plan.rowCount - plan.listedCount)
    quotedNames = ExactShare(marks: plan.quotedNameCount, draws: plan.rowCount)
    quotedNotes = ExactShare(marks: plan.quotedNotesCount, draws: plan.rowCount)
    lineBreaks = ExactShare(marks: plan.lineBreakCount, draws: plan.quotedNotesCount)
  }

  /// Appends the next row.
  ///
  /// - Returns: What a scrub must say of it; nil, and nothing appended, after the last row.
  mutating func appendRow(to bytes: inout [UInt8]) -> CampaignOutcome? {
    guard rowCount < plan.rowCount else { return nil }
    rowCount += 1
    bytes.appendDecimal(rowCount)
    bytes.append(UInt8(ascii: ","))
    let firstName = random.pick(CampaignText.firstNames)
    let lastName = random.pick(CampaignText.lastNames)
    appendNames(firstName, lastName, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    let outcome = appendPhone(to: &bytes)
    bytes.append(UInt8(ascii: ","))
    bytes.append(contentsOf: firstName.address)
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: lastName.address)
    bytes.append(UInt8(ascii: "@"))
    bytes.append(contentsOf: random.pick(CampaignText.domains))
    bytes.append(UInt8(ascii: ","))
    bytes.append(contentsOf: random.pick(CampaignText.cities))
    bytes.append(UInt8(ascii: ","))
    appendNotes(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return outcome
  }

  private mutating func appendNames(
    _ firstName: CampaignText.Name, _ lastName: CampaignText.Name, to bytes: inout [UInt8]
  ) {
    guard quotedNames.next(&random) else {
      bytes.append(contentsOf: firstName.shown)
      bytes.append(UInt8(ascii: ","))
      bytes.append(contentsOf: lastName.shown)
      return
    }
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    bytes.append(contentsOf: firstName.shown)
    bytes.append(contentsOf: random.pick(CampaignText.quotedFirstNameEndings))
    bytes.append(quote)
    bytes.append(UInt8(ascii: ","))
    bytes.append(quote)
    bytes.append(contentsOf: lastName.shown)
    bytes.append(contentsOf: random.pick(CampaignText.quotedLastNameEndings))
    bytes.append(quote)
  }

  private mutating func appendPhone(to bytes: inout [UInt8]) -> CampaignOutcome {
    let isListed = listed.next(&random)
    if !isListed, invalid.next(&random) {
      bytes.append(contentsOf: random.pick(PhoneWriting.invalid))
      return .invalid
    }
    let number =
      isListed
      ? permutation.number(at: random.next(below: listCount)) : unlistedNumber()
    random.pick(writings).append(number, to: &bytes)
    return isListed ? .listed : .clear
  }

  /// A number that is not on the list: one of the region, or of any area code.
  private mutating func unlistedNumber() -> NationalNumber {
    if plan.style == .uniform {
      let number = NationalNumber(
        areaCode: 200 + Int(random.next(below: 800)), exchange: 200 + Int(random.next(below: 800)),
        line: Int(random.next(below: UInt64(NationalNumber.lineCount))))
      // One of the region's numbers may be listed; another of them takes its place.
      if !prefixes.contains(number) { return number }
    }
    return permutation.number(at: listCount + random.next(below: unlistedCount))
  }

  private mutating func appendNotes(to bytes: inout [UInt8]) {
    if !quotedNotes.next(&random) {
      bytes.append(contentsOf: random.pick(CampaignText.notes))
    } else if lineBreaks.next(&random) {
      bytes.append(contentsOf: random.pick(CampaignText.lineBreakNotes))
    } else {
      bytes.append(contentsOf: random.pick(CampaignText.quotedNotes))
    }
  }
}
