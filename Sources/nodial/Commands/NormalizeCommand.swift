import ArgumentParser
import Files
import PhoneNumbers
import Pipelines

struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Write a file again with its numbers in E.164.",
    discussion: """
      EXAMPLES
        nodial normalize --region US leads.csv > normalized.csv
        nodial normalize --region-column country leads.csv --output normalized.csv

      Every row stays as it came, with nodial_number (E.164), nodial_grade (valid, possible, local, \
      doubtful, refused), nodial_rejection (the reason, if there is no number) and nodial_note (the \
      reason; cleaned, rescued; under what else the number is looked up; old-kosovo-code for \
      +381 38 and the like, which are +383 now) after its fields. Of several phone columns or \
      numbers in a cell, the values are joined by |.
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where it goes; - is standard output.", valueName: "file"))
  var output: String = "-"

  @OptionGroup var file: FileArguments

  @OptionGroup var unpacking: UnpackingArguments

  @Flag(help: "Answer exactly as libphonenumber does: no cleaning, no rescue, no aliases.")
  var coreOnly = false

  @Flag(help: "Make the output survive a power failure before it appears (fsync).")
  var sync = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
  var quiet = false

  @Argument(help: ArgumentHelp("The file, delimited text; - is standard input.", valueName: "file"))
  var input: String

  func run() throws {
    let messages = Messages(isQuiet: quiet)
    let rows = try unpacking.open(input, messages: messages)
    var names = OutputNames()
    names.read(input, identity: rows.identity, role: "the file to read")
    try names.write(output)
    let layout = try file.layout(of: rows, usualRegion: UsualRegion(nil, nil))
    var columns = try file.columns(
      of: rows, layout: layout, usualRegion: UsualRegion(nil, nil), messages: messages)
    if coreOnly { columns.options = .coreOnly }
    var options = Normalize.Options()
    options.threadCount = try Values.threadCount(file.threads)
    options.hasHeader = !file.noHeader
    options.isSynced = sync
    let meter = ProgressMeter(byteCount: rows.byteCount, isQuiet: quiet)
    let normalize = Normalize(input: rows, layout: layout, columns: columns, options: options)
    let result = Result { () throws(PipelineError) in
      try normalize.run(outputPath: output, progress: meter.progress)
    }
    meter.end()
    let (rowCount, counts) = try result.get()
    file.warn(aboutRegionsOf: columns, file: input, messages)
    let grades = Grade.allCases.reversed().map { "\(counts.count($0)) \($0.name)" }
    messages.note(
      "\(rowCount) rows; numbers: \(grades.joined(separator: ", ")); "
        + "\(counts.cleaned) cleaned, \(counts.rescued) rescued")
    let total = Grade.allCases.reduce(0) { $0 + counts.count($1) }
    if (counts.count(.refused) + counts.count(.doubtful)) * 2 > total {
      messages.warn("most cells hold no number that can be dialled; check --column and --region")
    }
  }
}
