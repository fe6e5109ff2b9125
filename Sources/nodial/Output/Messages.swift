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

  /// Warns if the region of a file is likely another one.
  func warn(about check: RegionCheck, file path: String, region: Region?) {
    guard check.isWrong else { return }
    let name = path == "-" ? "standard input" : path
    let remedy =
      check.likelier.map { "say --region \($0.region.code) if that is right" }
      ?? (check.areaColumn != nil
        ? "write area code and number into one column" : "check --column and --region")
    warn("\(name): \(check.sentence(in: region)); \(remedy)")
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
