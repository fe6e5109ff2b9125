import ArgumentParser
import ConsentLedger
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

  @OptionGroup var contact: ContactArguments

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
    let callPolicy = try policy.policy()
    let question = try contact.question(sources, callPolicy)
    let indexes = try SuppressionIndexes(paths: sources.paths, keys: sources.keys)
    indexes.prepare(forLookUpCount: numbers.count)
    let given = try Values.region(region)
    let usualRegion = UsualRegion(sources, indexes)
    let region = given ?? usualRegion.region
    let answers = try NumberAnswers(
      indexes: indexes, region: region, policy: callPolicy, question: question, isJSON: json)
    try policy.warn(about: indexes, isOfLedger: question != nil, messages)
    if given == nil { usualRegion.warn(about: indexes, messages) }
    if numbers.contains("-") {
      messages.warn("- is taken for a number; --stdin reads numbers from standard input")
    }
    var areAllClear = true
    var numberCount = numbers.count
    var output = try StandardOutput()
    if !numbers.isEmpty {
      areAllClear = try answers.print(numbers.map { CarriedBytes.bytes(of: $0) }, to: &output)
    }
    if stdin {
      var lines = LineBatches()
      while let batch = try lines.next() {
        if try !answers.print(batch, to: &output) { areAllClear = false }
        try output.flush()
        numberCount += batch.count
      }
    }
    try output.flush()
    guard numberCount > 0 else {
      throw Failure("standard input: holds no number; give one a line")
    }
    if !areAllClear { throw ExitCode(2) }
  }
}
