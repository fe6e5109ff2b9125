import ArgumentParser
import Files

/// `sample-data list`: distinct numbers, one a line.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Writes a list of distinct phone numbers, one a line.",
    discussion: """
      EXAMPLES
        sample-data list --count 250000000 --output list.txt
        sample-data list --count 1000 --region CA --format csv

      A longer list with the same seed begins with the shorter one.
      """
  )

  @Option(help: "How many numbers to write.")
  var count: Int

  @OptionGroup var numbers: NumberOptions

  @Option(
    help: """
      How to write a number: plain +12025550123, national 2025550123, ftc 202,5550123, \
      csv with a header and more columns.
      """)
  var format: ListFormat = .plain

  @Option(help: ArgumentHelp("Where to write; - is stdout.", valueName: "file"))
  var output: String = "-"

  func validate() throws {
    try numbers.validate(listCount: count, option: "--count")
  }

  func run() throws {
    do {
      try write()
    } catch {
      try error.exit()
    }
  }

  private func write() throws(FileError) {
    // Read once: behind the property wrapper, an option costs as much as a number.
    let format = format
    let permutation = NumberPermutation(region: numbers.region, seed: numbers.seed)
    var list = try BlockWriter(path: output)
    list.block.append(contentsOf: format.header)
    for index in 0..<UInt64(count) {
      format.append(permutation.number(at: index), at: index, to: &list.block)
      try list.writeIfFull()
    }
    try list.finish()
  }
}
