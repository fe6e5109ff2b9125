import ArgumentParser
import Files
import SystemPackage

/// `sample-data campaign`: a CSV file of people to call, with a known number of listed rows.
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Writes a campaign CSV of which a known number of rows is on the list.",
    discussion: """
      EXAMPLES
        sample-data campaign --rows 1000000 --list-count 1000000 \\
          --output campaign.csv
        sample-data campaign --rows 1000 --list-count 50000 --hits 25 \\
          --style messy --output campaign.csv --expected expected.csv

      The columns are id,first_name,last_name,phone,email,city,notes; a row has
      about 100 bytes. The counts on stderr are exact.

      clean: phones as 10 digits or E.164, a few quoted fields. messy: phones as
      people type them, with extensions and spaces, 1 % of the rows without a
      number, many quoted fields, some with line breaks inside. uniform: as clean,
      but 10 digits, and the numbers that are not listed are of any area code from
      200 to 999, so that 43 in 100 are of none that is in use.
      """
  )

  @Option(help: "How many rows to write, not counting the header.")
  var rows: Int

  @Option(help: "The --count of the list that the campaign is to be scrubbed against.")
  var listCount: Int

  @OptionGroup var numbers: NumberOptions

  @Option(help: ArgumentHelp("Percentage of the rows that is listed.", valueName: "percent"))
  var hits: Double = 10

  @Option(help: "How damaged the file is: clean, messy or uniform.")
  var style: CampaignStyle = .clean

  @Option(help: ArgumentHelp("Where to write; - is stdout.", valueName: "file"))
  var output: String = "-"

  @Option(
    help: ArgumentHelp(
      "Where to write the right answer to each row: id,listed or id,clear or id,invalid.",
      valueName: "file"))
  var expected: String?

  func validate() throws {
    try numbers.validate(listCount: listCount, option: "--list-count")
    guard rows >= 0 else { throw ValidationError("--rows \(rows): give 0 or more.") }
    guard (0...100).contains(hits) else {
      throw ValidationError("--hits \(hits): give a percentage from 0 to 100.")
    }
    guard listCount > 0 || makePlan().listedCount == 0 else {
      throw ValidationError("--list-count 0 leaves nothing to hit; give --hits 0 as well.")
    }
    guard listCount < numbers.region.numberCount || makePlan().clearCount == 0 else {
      throw ValidationError("--list-count \(listCount) leaves no number that is not listed.")
    }
    guard output != "-" || expected != "-" else {
      throw ValidationError("--output and --expected cannot both be stdout.")
    }
  }

  func run() throws {
    let plan = makePlan()
    do {
      try write(plan)
    } catch {
      try error.exit()
    }
    // Without a reader for its messages a program still did what it was asked to.
    _ = try? FileDescriptor.standardError.writeAll("\(plan)\n".utf8)
  }

  private func makePlan() -> CampaignPlan {
    CampaignPlan(rowCount: rows, hitPercentage: hits, style: style)
  }

  private func write(_ plan: CampaignPlan) throws(FileError) {
    var rows = CampaignRows(
      plan: plan, region: numbers.region, listCount: UInt64(listCount), seed: numbers.seed)
    var campaign = try BlockWriter(path: output)
    var answers = try BlockWriter(path: expected ?? "/dev/null")
    campaign.block.append(contentsOf: CampaignRows.header)
    while let outcome = rows.appendRow(to: &campaign.block) {
      answers.block.appendDecimal(rows.rowCount)
      answers.block.append(contentsOf: outcome.line)
      try campaign.writeIfFull()
      try answers.writeIfFull()
    }
    try answers.finish()
    try campaign.finish()
  }
}
