import TestSupport
import Testing

/// Runs the built `sample-data` and checks its files against what it says of them.
struct SampleDataTests {
  private let sampleData = BuiltExecutable("sample-data")

  // MARK: Lists

  @Test func listFirstNumbersNeverChange() throws {
    // Whoever wrote down a seed must get the same list back from a later version.
    let run = try sampleData.run("list", "--count", "3", "--seed", "1")
    #expect(run.output == "+14795704955\n+13135415089\n+19496318214\n")
    #expect(run.messages == "")
    #expect(run.status == 0)
  }

  @Test(arguments: ["US", "CA"], ["1", "18446744073709551615"])
  func listNumbersAreDistinctAndWellFormed(region: String, seed: String) throws {
    let count = 100_000
    let run = try sampleData.run(
      "list", "--count", "\(count)", "--region", region, "--seed", seed, "--format", "national")
    let numbers = run.output.split(separator: "\n")
    #expect(numbers.count == count)
    #expect(Set(numbers).count == count)
    #expect(numbers.allSatisfy(isNationalNumber))
  }

  @Test func listFormatsWriteTheSameNumbers() throws {
    func lines(_ format: String) throws -> [Substring] {
      try sampleData.run("list", "--count", "1000", "--format", format).output
        .split(separator: "\n")
    }
    let national = try lines("national")
    #expect(try lines("plain") == national.map { "+1" + $0 })
    #expect(try lines("ftc") == national.map { "\($0.prefix(3)),\($0.dropFirst(3))" })
    let csv = try lines("csv")
    #expect(csv.first == "phone,reason,added_on")
    #expect(csv.dropFirst().map { $0.prefix { $0 != "," } } == national.map { "+1" + $0 })
  }

  @Test func longerListBeginsWithTheShorterOne() throws {
    let short = try sampleData.run("list", "--count", "100", "--seed", "7").output
    let long = try sampleData.run("list", "--count", "101", "--seed", "7").output
    #expect(long.hasPrefix(short))
    let other = try sampleData.run("list", "--count", "100", "--seed", "8").output
    #expect(Set(short.split(separator: "\n")).isDisjoint(with: other.split(separator: "\n")))
  }

  @Test func listCannotHaveMoreNumbersThanThereAre() throws {
    // 56 area codes, 792 exchanges, 10,000 lines.
    let run = try sampleData.run("list", "--region", "CA", "--count", "443520001")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.messages.contains("give 0 to 443520000"))
  }

  // MARK: Campaigns

  @Test(
    arguments: ["clean", "messy", "uniform"],
    [(listCount: 1, hits: "10"), (1000, "0"), (1000, "12.5"), (5000, "100")])
  func campaignAgreesWithItsList(style: String, list: (listCount: Int, hits: String)) throws {
    let folder = TemporaryFolder()
    let seed = "42"
    let run = try sampleData.run(
      "campaign", "--rows", "20000", "--list-count", "\(list.listCount)", "--hits", list.hits,
      "--seed", seed, "--style", style, "--output", folder.path("campaign.csv"),
      "--expected", folder.path("expected.csv"))
    #expect(run.status == 0)
    #expect(run.output == "")

    let listRun = try sampleData.run(
      "list", "--count", "\(list.listCount)", "--seed", seed, "--format", "national")
    let listed = Set(listRun.output.split(separator: "\n").map(String.init))
    let rows = naiveRows(try folder.text("campaign.csv"))
    #expect(rows.first == header)
    let answers = rows.dropFirst().map { row in
      let number = nationalDigits(row[3])
      return number.map { listed.contains($0) ? "listed" : "clear" } ?? "invalid"
    }
    #expect(answers.count == 20000)
    let lines = zip(rows.dropFirst(), answers).map { row, answer in "\(row[0]),\(answer)\n" }
    #expect(try folder.text("expected.csv") == lines.joined())

    let counts = Dictionary(grouping: answers) { $0 }.mapValues(\.count)
    let listedCount = Int(20000 * Double(list.hits)! / 100)
    #expect(counts["listed", default: 0] == listedCount)
    let invalidCount = style == "messy" ? min(200, 20000 - listedCount) : 0
    #expect(counts["invalid", default: 0] == invalidCount)
    #expect(
      run.messages.hasPrefix(
        "rows 20000, listed \(listedCount), clear \(20000 - listedCount - invalidCount), "
          + "invalid \(invalidCount), "))
  }

  @Test(arguments: ["clean", "messy", "uniform"])
  func campaignCountsWhatItQuoted(style: String) throws {
    let run = try sampleData.run(
      "campaign", "--rows", "10000", "--list-count", "100", "--style", style)
    let rows = naiveRows(run.output).dropFirst()
    #expect(rows.allSatisfy { $0.count == header.count })
    #expect(rows.map { $0[0] } == (1...10000).map(String.init))
    let quotedNames = run.output.matches(of: /(?m)^\d+,"/).count
    let lineBreaks = rows.count { $0[6].contains { $0.isNewline } }
    #expect(quotedNames == (style == "messy" ? 1000 : 200))
    #expect(lineBreaks == (style == "messy" ? 500 : 0))
    #expect(run.messages.contains("quoted names \(quotedNames), "))
    #expect(run.messages.hasSuffix("line breaks \(lineBreaks)\n"))
    // The promise of the help screen.
    #expect((80...120).contains(run.output.utf8.count / rows.count))
  }

  @Test func uniformCampaignHasAllAreaCodes() throws {
    let run = try sampleData.run(
      "campaign", "--rows", "20000", "--list-count", "100", "--hits", "0", "--style", "uniform")
    let areaCodes = naiveRows(run.output).dropFirst().map { Int(String($0[3].prefix(3)))! }
    #expect(areaCodes.allSatisfy { (200...999).contains($0) })
    #expect(Set(areaCodes).count == 800)
    #expect((4800...5200).contains(areaCodes.count { $0 < 400 }))
  }

  @Test func campaignIsTheSameOnEveryRun() throws {
    func campaign(_ seed: String) throws -> String {
      try sampleData.run(
        "campaign", "--rows", "1000", "--list-count", "50", "--style", "messy", "--seed", seed
      ).output
    }
    #expect(try campaign("3") == campaign("3"))
    #expect(try campaign("3") != campaign("4"))
  }

  // MARK: Failures

  @Test(
    arguments: [
      (["--rows", "-1", "--list-count", "1"], "--rows"),
      (["--rows=-1", "--list-count", "1"], "give 0 or more"),
      (["--rows", "9", "--list-count", "1", "--hits", "101"], "percentage"),
      (["--rows", "9", "--list-count", "0", "--hits", "50"], "nothing to hit"),
      (["--rows", "9", "--list-count", "9", "--expected", "-"], "both be stdout"),
    ])
  func campaignRefusesWhatItCannotMake(arguments: [String], message: String) throws {
    let command = ([sampleData.path, "campaign"] + arguments).map { "'\($0)'" }
    let run = try BuiltExecutable.runShell(command.joined(separator: " "))
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.messages.contains(message))
  }

  @Test func fullDiskIsSaid() throws {
    let run = try sampleData.run("list", "--count", "10", "--output", "/dev/full")
    #expect(run.status == 1)
    #expect(run.messages.contains("/dev/full"))
    #expect(run.messages.lowercased().contains("no space left"))
  }

  @Test(arguments: ["", "trap '' PIPE; "])
  func closedPipeEndsQuietly(prologue: String) throws {
    // Once killed by the signal, once with the signal ignored, as under systemd.
    let run = try BuiltExecutable.runShell(
      "\(prologue)'\(sampleData.path)' list --count 1000000 | head -c 1; echo \" ${PIPESTATUS[0]}\""
    )
    #expect(run.messages == "")
    #expect(run.output == (prologue.isEmpty ? "+ 141\n" : "+ 1\n"))
  }
}

private let header = ["id", "first_name", "last_name", "phone", "email", "city", "notes"]

/// `[2-9]XX [2-9]XX XXXX`, where the middle is no service code `N11`.
private func isNationalNumber(_ text: Substring) -> Bool {
  let digits = text.utf8.map { Int($0) - 48 }
  guard digits.count == 10, digits.allSatisfy((0...9).contains) else { return false }
  return digits[0] >= 2 && digits[3] >= 2 && !(digits[4] == 1 && digits[5] == 1)
}

/// The ten digits of a phone cell, by rules that fit what the generator writes and nothing else.
private func nationalDigits(_ cell: String) -> String? {
  let number = cell.prefix { $0 != "x" && $0 != "e" }
  let digits = String(number.filter(\.isNumber))
  switch digits.count {
  case 10: return digits
  case 11 where digits.hasPrefix("1"): return String(digits.dropFirst())
  default: return nil
  }
}

/// The rows of a campaign file, by the naive twin of the product's own reader.
private func naiveRows(_ text: String) -> [[String]] {
  CSVReaderTwin.rows(of: Array(text.utf8), delimiter: UInt8(ascii: ",")).map { row in
    row.fields.map { String(decoding: $0.content, as: UTF8.self) }
  }
}
