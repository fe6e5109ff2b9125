import ArgumentParser
import Pipelines

/// What quotes and first lines mean in a delimited file: shared by `scrub`, `normalize` and `build`.
struct RowArguments: ParsableArguments {
  /// What quotes mean.
  enum Quotes: String, ExpressibleByArgument, CaseIterable {
    case csv, none
  }

  @Option(
    help: ArgumentHelp(
      "What quotes mean: csv, they enclose a field; none, they are ordinary characters, such as "
        + "inches.",
      valueName: "csv|none"))
  var quotes = Quotes.csv

  @Flag(
    help: ArgumentHelp(
      "Quotes are right wherever they are closed: take fields that hold what reads as rows of the "
        + "file. (default: refused)"))
  var multilineFields = false

  @Option(
    help: ArgumentHelp(
      "The lines above the header, such as titles; a line sep=; is known. (default: found if one row "
        + "alone can be the header)",
      valueName: "count"))
  var skipRows: Int?

  func validate() throws {
    if let skipRows, !(0...Self.skippedLineCountMax).contains(skipRows) {
      throw ValidationError("--skip-rows must be 0 to \(Self.skippedLineCountMax)")
    }
  }

  /// More than any preamble has.
  static let skippedLineCountMax = 10_000

  func form(delimiter: String?) throws -> RowForm {
    var form = RowForm(delimiter: try Values.delimiter(delimiter))
    form.hasQuotes = quotes == .csv
    form.trustsQuotes = multilineFields
    form.skippedLineCount = skipRows
    return form
  }
}
