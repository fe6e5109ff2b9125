import ArgumentParser
import Files
import Pipelines

/// How a file that is packed is unpacked: shared by the commands that read campaigns.
struct UnpackingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most that a compressed file may unpack to. (default: 64G, and 1000 times its own size)",
      valueName: "size"))
  var expandMax: String?

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook: its name or its number from 1. (default: the first that is shown)",
      valueName: "name|n"))
  var sheet: String?

  func validate() throws {
    _ = try expandMax.map(Values.byteCount)
  }

  /// Opens the file at `path`, unpacked, and says so on standard error.
  func open(_ path: String, messages: Messages) throws -> RowFile {
    var options = RowFile.UnpackOptions()
    options.expandedByteCountMax = try expandMax.map(Values.byteCount)
    options.sheet = sheet
    let file = try RowFile.unpacked(path: path, options: options)
    guard let origin = file.origin else { return file }
    let name = path == "-" ? "standard input" : path
    switch origin.packing {
    case .compressed(let format):
      messages.note("\(name): is compressed (\(format.rawValue)); what comes out is not")
    case .workbook(let sheet, let unread):
      messages.tell(sheet: sheet, unread: unread, of: name, remedy: "--sheet NAME")
      messages.note("\(name): what comes out is csv, in UTF-8, with commas")
    case .member(let member, let format):
      messages.note(
        "\(name): is an archive (\(format.rawValue)); what comes out is \(member), unpacked")
    }
    for member in origin.passedOver {
      messages.warn("\(name): \(member) in it is passed over, by its name")
    }
    return file
  }
}
