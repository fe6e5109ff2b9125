import Files

/// One number of the command line, or of standard input, where neither the process table nor the shell's history has
/// it.
enum NumberArgument {
  /// What a message is about that is about the number.
  static func place(_ text: String) -> String { text == "-" ? "standard input" : "the number" }

  static func cell(_ text: String) throws -> [UInt8] {
    guard text == "-" else { return CarriedBytes.bytes(of: text) }
    return try cells(count: 1, "give one")[0]
  }

  /// The lines of standard input that are not blank: as many as are wanted, and nothing that would be passed over.
  ///
  /// - Parameter remedy: What to give.
  static func cells(count: Int, _ remedy: String) throws -> [[UInt8]] {
    var lines = try StandardInputLines()
    var cells: [[UInt8]] = []
    while let line = try lines.next() {
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { cells.append(line) }
      if cells.count > count { break }
    }
    guard cells.count == count else {
      let found =
        cells.isEmpty ? "no number" : cells.count > count ? "too many numbers" : "too few numbers"
      throw Failure("standard input: holds \(found); \(remedy)")
    }
    return cells
  }
}
