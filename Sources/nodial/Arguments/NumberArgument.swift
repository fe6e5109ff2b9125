import Files

/// One number of the command line, or of standard input, where neither the process table nor the shell's history has
/// it.
enum NumberArgument {
  static func cell(_ text: String) throws -> [UInt8] {
    guard text == "-" else { return CarriedBytes.bytes(of: text) }
    var lines = try StandardInputLines()
    guard let line = try lines.next() else {
      throw Failure("standard input: holds no number; give one")
    }
    return line
  }
}
