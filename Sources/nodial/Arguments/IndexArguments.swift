import ArgumentParser
import Files
import FoundationEssentials
import Keys
import PhoneNumbers
import SettingsReading
import SuppressionLists

/// Which indexes are asked: shared by `scrub`, `check` and `audit`.
struct IndexArguments: ParsableArguments {
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
  var settingsPaths: [String] = []

  private var settingsPath: String? { settingsPaths.first }

  @OptionGroup var key: KeyArguments

  func validate() throws {
    guard settingsPaths.count <= 1 else {
      throw ValidationError("--settings is given twice, and there is one; name all indexes in it")
    }
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
    /// Settings beside an index that name a ledger which nobody has asked for.
    var settingsPassedOver: String?
    /// The region of national numbers that the settings name.
    var region: Region?
    /// The files of keys and settings that are read, which no output may replace.
    var read: [String] = []
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
      let found = Self.foundSettings
      let ledger = try found.flatMap { try SettingsDocument(path: $0).ledger() }
      return Sources(
        paths: paths, keys: try key.ring(), ledger: ledger,
        settingsPassedOver: ledger == nil ? SettingsDocument.ofLedger(beside: paths) : nil,
        read: key.usedPaths
          + (ledger.map { [found!] + $0.paths } ?? []))
    }
    guard let path = settingsPath ?? Self.foundSettings else { return nil }
    if settingsPath == nil { messages.note("\(path): says which indexes are asked") }
    let document = try SettingsDocument(path: path)
    let indexes = try document.indexes()
    for index in indexes { try index.refuseExchanged(settingsPath: path) }
    var keyPaths = key.paths
    for path in indexes.compactMap(\.keyPath) where !keyPaths.contains(path) {
      keyPaths.append(path)
    }
    // The environment's keys are for indexes that say nothing of theirs.
    if indexes.contains(where: { $0.keyPath == nil }) && key.paths.isEmpty {
      keyPaths += KeyArguments.usualPaths.filter { !keyPaths.contains($0) }
    }
    let ledger = try document.ledger()
    return Sources(
      paths: indexes.map(\.path), keys: try KeyRing(paths: keyPaths), ledger: ledger,
      region: try document.region(), read: [path] + keyPaths + (ledger?.paths ?? []))
  }

  /// The settings that are used if none are named.
  static var foundSettings: String? {
    if let path = ProcessInfo.processInfo.environment["NODIAL_SETTINGS"], !path.isEmpty {
      return path
    }
    return FileIdentity(path: SettingsDocument.usualName) == nil ? nil : SettingsDocument.usualName
  }
}
