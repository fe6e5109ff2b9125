import ArgumentParser
import Files
import Keys
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

  @Argument(
    help: ArgumentHelp("The index, or several: all are read, whatever is found.", valueName: "file")
  )
  var indexes: [String]

  @OptionGroup var key: KeyArguments

  func run() throws {
    let keys = try key.ring()
    guard indexes.count > 1 else { return try Self.verify(indexes[0], keys) }
    var damagedCount = 0
    for path in indexes {
      do {
        try Self.verify(path, keys)
      } catch let error as IndexError {
        damagedCount += 1
        Messages.say(error.sentence)
      }
    }
    if damagedCount > 0 {
      throw Failure("\(damagedCount) of \(indexes.count) indexes could not be verified")
    }
  }

  private static func verify(_ path: String, _ keys: KeyRing) throws {
    let index = try SuppressionIndex(path: path, keys: keys)
    try index.verify()
    var output = try StandardOutput()
    try output.print(
      "\(CarriedBytes.shown(index.path)): intact, \(index.numberCount) numbers, \(index.byteCount) bytes"
    )
    try output.flush()
  }
}
