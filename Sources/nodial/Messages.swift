import Files
import Glibc
import PhoneNumbers
import Pipelines

/// What the program says besides its results: to standard error, unless it is to be quiet.
struct Messages: Sendable {
  let isQuiet: Bool

  /// Something worth knowing about a run that goes well.
  func note(_ text: String) {
    if !isQuiet { Self.say(text) }
  }

  /// Something that should be looked at; said even when quiet.
  func warn(_ text: String) { Self.say("warning: \(text)") }

  /// A line of its own; names in it are made harmless.
  static func say(_ text: String) { write("nodial: \(CarriedBytes.shown(text))\n") }

  /// Warns if most of a file's first rows hold no number, and names the region that fits better.
  func warn(about check: RegionCheck, file path: String, region: Region?) {
    guard check.readablePercent < 50 else { return }
    let name = path == "-" ? "standard input" : path
    let place = region.map { "in region \($0.code)" } ?? "without a region"
    let remedy =
      check.likelier.map {
        "\($0.validPercent) % are valid in \($0.region.code): say --region \($0.region.code)"
      } ?? "check --column and --region"
    warn(
      "\(name): only \(check.readablePercent) % of the first rows hold a number \(place); \(remedy)"
    )
  }

  /// Writes `text` as it stands.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    // Nobody is left to tell if standard error is gone.
    // SAFETY: pointer and count come from one array, which the call only reads.
    _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A failure that is already one clear sentence.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
