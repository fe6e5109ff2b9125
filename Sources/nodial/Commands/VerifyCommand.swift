import ArgumentParser
import Files
import SuppressionLists

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of an index.",
    discussion: """
      EXAMPLES
        nodial verify dnc.ndx && echo intact

      Compares all parts and blocks of the file with the digests (XXH3) that were made when it was \
      built, and names the blocks that are damaged. They find damage, not forgery: keep the index where only its owner can write.
      """)

  @Argument(help: ArgumentHelp("The index.", valueName: "file"))
  var index: String

  func run() throws {
    let index = try SuppressionIndex(path: index)
    try index.verify()
    var output = try StandardOutput()
    try output.print(
      "\(CarriedBytes.shown(index.path)): intact, \(index.numberCount) numbers, \(index.byteCount) bytes"
    )
    try output.flush()
  }
}
