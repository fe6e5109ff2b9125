import ArgumentParser
import SuppressionLists

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what an index holds.",
    discussion: """
      EXAMPLES
        nodial inspect dnc.ndx

      Reads the header and the catalogue only; `nodial verify` reads everything.
      """)

  @Argument(help: ArgumentHelp("The index.", valueName: "file"))
  var index: String

  func run() throws {
    let index = try SuppressionIndex(path: index)
    var output = try StandardOutput()
    let bytesANumber = Double(index.byteCount) / Double(max(1, index.numberCount))
    try output.print("index\t\(index.path)")
    try output.print("numbers\t\(index.numberCount)")
    try output.print("bytes\t\(index.byteCount) (\(Text.decimal(bytesANumber)) a number)")
    try output.print("region\t\(index.region.isEmpty ? "none" : index.region)")
    try output.print("numbering plan\t\(index.metadataVersion)")
    try output.print(
      "layout\t\(index.lineCount) lines of \(index.layout.slotCount) slots, "
        + "\(index.sideEntryCount) in the side table, \(index.classes.count - 1) sets of lists")
    try output.print("digest\t\(index.digest)")
    try output.print("\nlist\tkind\tversion\tnumbers\trows\tunreadable\tsource bytes\tsource xxh3")
    for list in index.lists {
      try output.print(
        list.id, list.kind.name, list.versionDate?.description ?? "undated", list.numberCount,
        list.rowCount, list.unreadableRowCount, list.sourceByteCount, list.sourceDigest)
    }
    try output.flush()
  }
}
