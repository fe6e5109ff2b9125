import ArgumentParser
import FoundationEssentials
import Keys

/// The keys of indexes that tell nothing without.
struct KeyArguments: ParsableArguments {
  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "The key of a keyed index; may be repeated. (default: those of NODIAL_KEY_FILE, separated by colons)",
      valueName: "file"))
  var paths: [String] = []

  /// The files that are read.
  var usedPaths: [String] { paths.isEmpty ? Self.usualPaths : paths }

  /// Reads the keys.
  func ring() throws -> KeyRing { try KeyRing(paths: usedPaths) }

  /// The key by which an index is written, if there is one.
  static func one(_ path: String?) throws -> IndexKey? {
    let paths = path.map { [$0] } ?? usualPaths
    guard paths.count <= 1 else {
      throw ValidationError(
        "NODIAL_KEY_FILE names several keys, and an index has one; name it with --key")
    }
    return try paths.first.map { try IndexKey(KeyFile.read($0)) }
  }

  /// The key files that the environment names.
  static var usualPaths: [String] {
    (ProcessInfo.processInfo.environment["NODIAL_KEY_FILE"] ?? "").split(separator: ":")
      .map(String.init)
  }
}
