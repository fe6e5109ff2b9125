import ArgumentParser
import Files
import SuppressionLists

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what an index holds.",
    discussion: """
      EXAMPLES
        nodial inspect dnc.ndx
        nodial inspect --json dnc.ndx | jq '.lists[] | select(.isStale).id'
        nodial inspect --check dnc.ndx || mail -s 'stale lists' ops@example.com
        nodial inspect registers.ndx own.ndx

      Reads the header and the catalogue only; `nodial verify` reads everything. Of each list it \
      says how old it is and for how many days more it may be called on, negative if it is stale; \
      for which prefixes it speaks, and for which channels and purposes.

      EXIT STATUS
        0   done; with --check: no list is stale or empty
        1   failed; with --check: at least one is
        64  the command line was wrong
      """)

  @Option(
    help: ArgumentHelp(
      "The day by which ages are reckoned, YYYY-MM-DD. (default: today, in UTC)",
      valueName: "date"))
  var callDate: String?

  @Flag(
    help: "For monitoring: name the lists that are stale or empty, a line each, and nothing else.")
  var check = false

  @Flag(help: "Print all that is known, in JSON; with --check the exit status is that of --check.")
  var json = false

  @Argument(help: ArgumentHelp("The index, or several.", valueName: "file"))
  var indexes: [String]

  @OptionGroup var key: KeyArguments

  func validate() throws {
    _ = try Values.date(callDate)
  }

  func run() throws {
    let keys = try key.ring()
    let indexes = try indexes.map { try SuppressionIndex(path: $0, keys: keys) }
    let callDate = try Values.date(callDate) ?? Clock.now.day
    if json { return try printJSON(indexes, callDate) }
    if check { return try check(indexes.flatMap(\.lists), callDate) }
    var output = try StandardOutput()
    for (place, index) in indexes.enumerated() {
      if place > 0 { try output.print("") }
      try Self.print(index, callDate, to: &output)
    }
    try output.flush()
  }

  private static func print(
    _ index: SuppressionIndex, _ callDate: CalendarDate, to output: inout StandardOutput
  ) throws {
    let bytesANumber = Double(index.byteCount) / Double(max(1, index.numberCount))
    try output.print("index\t\(CarriedBytes.shown(index.path))")
    try output.print("numbers\t\(index.numberCount)")
    try output.print("bytes\t\(index.byteCount) (\(Text.decimal(bytesANumber)) a number)")
    try output.print("region\t\(index.region.isEmpty ? "none" : index.region)")
    try output.print("numbering plan\t\(index.metadataVersion)")
    for table in index.tables {
      try output.print(
        "layout\t\(table.domain.name): \(table.numberCount) numbers, "
          + "\(table.lineCount) lines of \(table.layout.slotCount) slots, "
          + "\(table.sideEntryCount) in the side table")
    }
    try output.print("sets of lists\t\(index.classes.count - 1)")
    try output.print("digest\t\(index.digest)")
    if let key = index.keyID { try output.print("key\t\(key)") }
    if let generation = index.lineage.knownGeneration {
      try output.print("generation\t\(generation)")
    }
    try output.print(
      "\nlist\tkind\tversion\tage\tdays left\tnumbers\tcoverage\tchannels\tpurposes\trows\tunreadable"
        + "\tsource bytes\tsource xxh3")
    for list in index.lists {
      try output.print(
        list.id, list.kind.name, list.versionDate?.description ?? "undated",
        list.age(on: callDate).map(String.init) ?? "-", daysLeft(list, callDate),
        numbers(list), coverage(list), names(list.channels.names),
        names(list.purposes), list.rowCount, list.unreadableRowCount, list.sourceByteCount,
        list.sourceDigest)
    }
  }

  private func printJSON(_ indexes: [SuppressionIndex], _ callDate: CalendarDate) throws {
    var output = try StandardOutput()
    let reports = indexes.map { InspectReport($0, callDate: callDate) }
    try output.print(
      reports.count == 1 ? JSONText.indented(reports[0]) : JSONText.indented(["indexes": reports]))
    try output.flush()
    let isWrong = indexes.flatMap(\.lists).contains { $0.isStale(on: callDate) || $0.isEmpty }
    if check && isWrong { throw ExitCode(1) }
  }

  /// Names what is wrong with the lists; status 1 if anything is.
  private func check(_ lists: [SuppressionList], _ callDate: CalendarDate) throws {
    var output = try StandardOutput()
    var isWrong = false
    for list in lists {
      if list.isStale(on: callDate) {
        isWrong = true
        try output.print("\(list.stalenessText(on: callDate)); \(list.stalenessRemedy)")
      }
      if list.isEmpty {
        isWrong = true
        try output.print(
          "list \(list.versionedID) is empty; check its source and rebuild the index")
      }
    }
    try output.flush()
    if isWrong { throw ExitCode(1) }
  }

  private static func daysLeft(_ list: SuppressionList, _ callDate: CalendarDate) -> String {
    list.daysLeft(on: callDate).map(String.init) ?? (list.isStale(on: callDate) ? "stale" : "-")
  }

  private static func numbers(_ list: SuppressionList) -> String {
    "\(list.numberCount)" + (list.rangeCount == 0 ? "" : " and \(list.rangeCount) ranges")
  }

  /// The prefixes if they are few, else how many they are.
  private static func coverage(_ list: SuppressionList) -> String {
    switch list.coverage.count {
    case 0: "-"
    case 1...5: list.coverage.joined(separator: ",")
    default: "\(list.coverage.count) prefixes"
    }
  }

  private static func names(_ names: [String]) -> String {
    names.isEmpty ? "all" : names.joined(separator: ",")
  }
}
