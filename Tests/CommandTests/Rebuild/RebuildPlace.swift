import TestSupport

/// A folder with settings and two lists, on the day 2026-11-22.
///
///     lists/us/2026-11-20_full.txt    three numbers, as the US register writes them
///     lists/own/optouts.csv           a phone column with two more
final class RebuildPlace: Sendable {
  let place: Workplace

  static let settings = """
    index = "dnc.ndx"
    region = "US"

    [[list]]
    id = "us"
    kind = "registry"
    files = "lists/us/*"
    max_age_days = 31

    [[list]]
    id = "own"
    kind = "objection"
    files = "lists/own/*.csv"

    """

  init(settings: String = RebuildPlace.settings) throws {
    place = try Workplace(withIndex: false)
    try place.folder.write("nodial.toml", settings)
    let run = try place.run(
      """
      mkdir -p lists/us lists/own
      printf '202,5550101\\n202,5550102\\n202,5550103\\n' > lists/us/2026-11-20_full.txt
      printf 'name,phone\\nAnn,+12025550103\\nBob,+12025550104\\n' > lists/own/optouts.csv
      """)
    precondition(run.status == 0)
  }

  /// Runs a script; `$rebuild` rebuilds on the day.
  func run(_ script: String) throws -> BuiltExecutable.Run {
    try place.run("rebuild=\"$nodial rebuild nodial.toml --today 2026-11-22\"\n\(script)")
  }
}

extension BuiltExecutable.Run {
  /// The messages with durations, sizes and moments as letters.
  var steadyMessages: String {
    timelessMessages.replacing(/\d+ bytes/, with: "N bytes")
      .replacing(/\d{8}T\d{6}Z/, with: "MOMENT")
  }
}
