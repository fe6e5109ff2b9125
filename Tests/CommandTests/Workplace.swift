import Foundation
import TestSupport

/// A folder in which the built `nodial` is run, with an index of four numbers in it.
///
///     register.txt    +12025550101 … 103, national and international    ─► us-ftc
///     optouts.csv     a phone column with +12025550103 and 104           ─► withdrawn
final class Workplace: Sendable {
  let folder = TemporaryFolder()

  init(withIndex: Bool = true) throws {
    guard withIndex else { return }
    try folder.write("register.txt", "+12025550101\n(202) 555-0102\n202-555-0103\n")
    try folder.write("optouts.csv", "name,phone\nAnn,+12025550104\n\"Bob, Jr.\",+12025550103\n")
    let run = try run(
      "$nodial build -q --output dnc.ndx --region US us-ftc=register.txt --date us-ftc=2026-11-20 "
        + "withdrawn=optouts.csv")
    precondition(run.status == 0 && run.messages == "", "no index: \(run.messages)")
  }

  /// Runs a script of bash in the folder; `$nodial` is the executable.
  func run(_ script: String) throws -> BuiltExecutable.Run {
    let nodial = BuiltExecutable("nodial").path
    // What a user remembers of indexes is no affair of the tests.
    let cache = FileManager.default.temporaryDirectory.appending(path: "nodial-test-cache").path
    return try BuiltExecutable.runShell(
      "cd '\(folder.path)' && nodial='\(nodial)' && export XDG_CACHE_HOME='\(cache)'\n\(script)")
  }

  /// Runs a script and says what is in the folder afterwards that was not there before.
  func newNames(after script: String) throws -> (run: BuiltExecutable.Run, names: [String]) {
    let before = Set(try folder.names)
    let run = try run(script)
    return (run, try folder.names.filter { !before.contains($0) })
  }

  /// `own.txt`, the numbers of a list of one's own, and `c.csv`, a campaign in which one of them stands.
  func writeOwnList() throws {
    try folder.write("own.txt", "+12025550101\n(202) 555-0102\n202-555-0103\n")
    try folder.write("c.csv", "phone\n2025550101\n2025550199\n+442079460001\n")
  }

  /// A campaign of so many rows, most of them clear.
  func writeCampaign(_ name: String, rowCount: Int) throws {
    let rows = (0..<rowCount).map { row in
      "\(row),+1202\(2_000_000 + row * 7919 % 8_000_000),\"a note, of some length\"\n"
    }
    try folder.write(name, "id,phone,note\n" + rows.joined())
  }
}

extension BuiltExecutable.Run {
  /// The messages with every duration as `T s`.
  var timelessMessages: String { messages.replacing(/\d+\.\d\d s/, with: "T s") }
}
