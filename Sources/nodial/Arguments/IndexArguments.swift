import ArgumentParser
import Files
import Foundation
import Keys
import PhoneNumbers
import SuppressionLists

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
      let ledger = try found.flatMap(SettingsFile.ledger)
      return Sources(
        paths: paths, keys: try key.ring(), ledger: ledger,
        settingsPassedOver: ledger == nil ? settingsBeside() : nil,
        read: key.usedPaths
          + (ledger.map { [found!] + $0.paths } ?? []))
    }
    guard let path = settingsPath ?? Self.foundSettings else { return nil }
    if settingsPath == nil { messages.note("\(path): says which indexes are asked") }
    let indexes = try SettingsFile.indexes(path: path)
    for index in indexes { try refuseExchanged(index, settingsPath: path) }
    var keyPaths = key.paths
    for path in indexes.compactMap(\.keyPath) where !keyPaths.contains(path) {
      keyPaths.append(path)
    }
    // The environment's keys are for indexes that say nothing of theirs.
    if indexes.contains(where: { $0.keyPath == nil }) && key.paths.isEmpty {
      keyPaths += KeyArguments.usualPaths.filter { !keyPaths.contains($0) }
    }
    let ledger = try SettingsFile.ledger(path: path)
    return Sources(
      paths: indexes.map(\.path), keys: try KeyRing(paths: keyPaths), ledger: ledger,
      region: try SettingsFile.region(path: path), read: [path] + keyPaths + (ledger?.paths ?? []))
  }

  /// Refuses an index that has not the key which the settings name for it: who can exchange a file, but has not the key,
  /// could put one there that lists nobody.
  private func refuseExchanged(_ index: IndexSettings, settingsPath: String) throws {
    guard let keyPath = index.keyPath, FileIdentity(path: index.path) != nil else { return }
    let named = try KeyFile.read(keyPath).id().description
    guard let name = SuppressionIndex.keyName(path: index.path) else {
      // What is no index is said to be none when it is opened.
      guard SuppressionIndex.isOpen(path: index.path) else { return }
      throw Failure(
        "\(index.path): has no key, though \(settingsPath) names one for it; rebuild it, and find out who has put it "
          + "there")
    }
    guard name != named else { return }
    throw Failure(
      "\(index.path): has the key \(name), and \(settingsPath) names another one for it, \(keyPath); correct that, or "
        + "find out who has put the index there")
  }

  /// The settings in the folder of an index that is typed, if they name a ledger.
  private func settingsBeside() -> String? {
    paths.lazy.map { FolderNames.path(Self.usualSettings, in: FolderNames.split($0).folder) }
      .first { path in
        guard FileIdentity(path: path) != nil else { return false }
        // What cannot be read is not asked for.
        return (try? SettingsFile.ledger(path: path)) ?? nil != nil
      }
  }

  /// The settings that are used if none are named.
  static var foundSettings: String? {
    if let path = ProcessInfo.processInfo.environment["NODIAL_SETTINGS"], !path.isEmpty {
      return path
    }
    return FileIdentity(path: usualSettings) == nil ? nil : usualSettings
  }
}
