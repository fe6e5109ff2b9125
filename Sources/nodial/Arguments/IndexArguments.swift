import ArgumentParser
import Files
import Foundation
import Keys

/// Which indexes are asked: shared by `scrub`, `check` and `audit`.
struct IndexArguments: ParsableArguments {
  private static let usualSettings = "nodial.toml"

  @Option(
    name: [.customLong("index"), .customShort("i")],
    help: ArgumentHelp(
      "The index to ask. May be repeated: several are asked as if they were one. (default: those of the "
        + "settings)",
      valueName: "file"))
  var paths: [String] = []

  @Option(
    name: .customLong("settings"),
    help: ArgumentHelp(
      "The settings that name the indexes to ask, and their keys. (default: NODIAL_SETTINGS, else "
        + "nodial.toml here)",
      valueName: "file"))
  var settingsPath: String?

  @OptionGroup var key: KeyArguments

  func validate() throws {
    guard paths.isEmpty || settingsPath == nil else {
      throw ValidationError(
        "--index and --settings both say which indexes to ask; leave one of them out")
    }
  }

  /// The files to open, and their keys.
  struct Sources {
    var paths: [String]
    var keys: KeyRing
    /// The ledger that the settings name.
    var ledger: LedgerSettings?
  }

  /// What is to be opened.
  func sources(_ messages: Messages) throws -> Sources {
    if let sources = try sourcesIfAny(messages) { return sources }
    throw ValidationError(
      "nothing says which index to ask; name it with --index, or settings with --settings")
  }

  /// What is to be opened; nil if nothing says so.
  func sourcesIfAny(_ messages: Messages) throws -> Sources? {
    guard paths.isEmpty else {
      // The ledger of settings is asked beside the indexes that are typed.
      return Sources(
        paths: paths, keys: try key.ring(),
        ledger: try Self.foundSettings.flatMap(SettingsFile.ledger))
    }
    guard let path = settingsPath ?? Self.foundSettings else { return nil }
    if settingsPath == nil { messages.note("\(path): says which indexes are asked") }
    let indexes = try SettingsFile.indexes(path: path)
    var keyPaths = key.paths
    for path in indexes.compactMap(\.keyPath) where !keyPaths.contains(path) {
      keyPaths.append(path)
    }
    // The environment's keys are for indexes that say nothing of theirs.
    if indexes.contains(where: { $0.keyPath == nil }) && key.paths.isEmpty {
      keyPaths += KeyArguments.usualPaths.filter { !keyPaths.contains($0) }
    }
    return Sources(
      paths: indexes.map(\.path), keys: try KeyRing(paths: keyPaths),
      ledger: try SettingsFile.ledger(path: path))
  }

  /// The settings that are used if none are named.
  static var foundSettings: String? {
    if let path = ProcessInfo.processInfo.environment["NODIAL_SETTINGS"], !path.isEmpty {
      return path
    }
    return FileIdentity(path: usualSettings) == nil ? nil : usualSettings
  }
}
