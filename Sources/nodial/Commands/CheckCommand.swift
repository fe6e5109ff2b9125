import ArgumentParser
import Files
import PhoneNumbers
import Pipelines
import SuppressionLists
import Verdicts

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell whether numbers may be called.",
    discussion: """
      EXAMPLES
        nodial check --index dnc.ndx -- +12025550123 && echo "may be called"
        nodial check --index dnc.ndx --region US -- '(202) 555-0123'
        nodial check --index registers.ndx --index own.ndx -- +12025550123
        nodial check --index dnc.ndx --channel sms --purpose sales -- +12025550123
        printf '%s\\n' "$number" | nodial check --index dnc.ndx --stdin

      Prints a line a number: the number as given, outcome, code and lists, separated by tabs. \
      Whatever stands after -- is a number, also if it begins with -. With --stdin numbers do not \
      stand in the process table.

      EXIT STATUS
        0   all numbers are clear
        2   at least one must not be called
        1   failed: nothing is known
        64  the command line was wrong
      """)

  @OptionGroup var index: IndexArguments

  @Option(
    help: ArgumentHelp(
      "The default region of national numbers. (default: that of the index)", valueName: "code"))
  var region: String?

  @OptionGroup var policy: PolicyArguments

  @Flag(help: "Read numbers from standard input, one a line.")
  var stdin = false

  @Flag(help: "Print an object in JSON a line.")
  var json = false

  @Argument(help: ArgumentHelp("The numbers."))
  var numbers: [String] = []

  func validate() throws {
    _ = try Values.region(region)
    guard stdin || !numbers.isEmpty else {
      throw ValidationError("name at least one number, or say --stdin")
    }
  }

  func run() throws {
    let messages = Messages(isQuiet: false)
    let sources = try index.sources(Messages(isQuiet: true))
    let indexes = try SuppressionIndexes(paths: sources.paths, keys: sources.keys)
    indexes.prepare(forLookUpCount: numbers.count)
    let given = try Values.region(region)
    let region = given ?? Region(indexes.region)
    let checker = NumberCheck(indexes: indexes, region: region, policy: try policy.policy())
    let normalizer = Normalizer(region: region)
    try policy.warn(about: indexes, messages)
    if given == nil { messages.warn(aboutRegionsOf: indexes) }
    if numbers.contains("-") {
      messages.warn("- is taken for a number; --stdin reads numbers from standard input")
    }
    var areAllClear = true
    var numberCount = 0
    var output = try StandardOutput()
    func check(_ text: [UInt8], _ output: inout StandardOutput) throws {
      var verdict = try checker.verdict(for: text)
      // A scrub may know the encoding of its file; here nothing tells what such bytes mean.
      if verdict.outcome != .listed && String(validating: text, as: UTF8.self) == nil {
        verdict = VerdictTable.invalid
      }
      numberCount += 1
      if verdict.outcome != .clear { areAllClear = false }
      if json {
        let answer = CheckAnswer(text, verdict, lists: indexes.lists, normalizer: normalizer)
        return try output.print(JSONText.line(answer))
      }
      // The number stands as it was given, but may not break the line.
      let number = String(
        String(decoding: text, as: UTF8.self).map { $0.isNewline || $0 == "\t" ? " " : $0 })
      let code = String(UnicodeScalar(verdict.code))
      try output.print(number, verdict.outcome.name, code, verdict.listsText)
    }
    for text in numbers { try check(CarriedBytes.bytes(of: text), &output) }
    if stdin {
      var lines = try StandardInputLines()
      while let line = try lines.next() { try check(line, &output) }
    }
    try output.flush()
    guard numberCount > 0 else {
      throw Failure("standard input: holds no number; give one a line")
    }
    if !areAllClear { throw ExitCode(2) }
  }
}
