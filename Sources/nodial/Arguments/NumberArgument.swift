import Files

/// One number of the command line, or of standard input, where neither the process table nor the shell's history has
/// it.
enum NumberArgument {
  /// What a message is about that is about the number.
  static func place(_ text: String) -> String { text == "-" ? "standard input" : "the number" }

  static func cell(_ text: String) throws -> [UInt8] {
    guard text == "-" else { return CarriedBytes.bytes(of: text) }
    var lines = try StandardInputLines()
    while let line = try lines.next() {
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return line }
    }
    throw Failure("standard input: holds no number; give one")
  }
}
