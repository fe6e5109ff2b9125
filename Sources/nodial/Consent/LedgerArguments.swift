import ArgumentParser
import ConsentLedger
import Files
import FoundationEssentials
import Keys
import SettingsReading

/// Which ledger is meant: shared by `ledger` and `consent`.
struct LedgerArguments: ParsableArguments {
  @Option(
    name: .customLong("ledger"),
    help: ArgumentHelp("The ledger. (default: that of the settings)", valueName: "file"))
  var ledgerPath: String?

  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "The key of the ledger. (default: that of the settings, else NODIAL_KEY_FILE)",
      valueName: "file"))
  var keyPath: String?

  @Option(
    name: .customLong("signing-key"),
    help: ArgumentHelp(
      "The key that signs what is recorded. (default: that of the settings)", valueName: "file"))
  var signingKeyPath: String?

  @Option(
    name: .customLong("settings"),
    help: ArgumentHelp(
      "The settings that name the ledger. (default: NODIAL_SETTINGS, else nodial.toml here)",
      valueName: "file"))
  var settingsPath: String?

  /// Where the ledger and its key are.
  struct Source {
    var settings: LedgerSettings
    var key: LedgerKey
    var signingKey: SigningKey?
    var path: String { settings.path }

    func writer(isToBeDerived: Bool = false) throws -> LedgerWriter {
      try LedgerWriter(
        path: path, key: key, signingKey: signingKey, isToBeDerived: isToBeDerived)
    }
  }

  func source() throws -> Source {
    var settings: LedgerSettings
    if let ledgerPath {
      settings = LedgerSettings(path: ledgerPath, keyPath: keyPath)
    } else {
      guard let path = settingsPath ?? IndexArguments.foundSettings else {
        throw ValidationError(
          "nothing says which ledger is meant; name it with --ledger and --key, or settings with --settings"
        )
      }
      guard let found = try SettingsDocument(path: path).ledger() else {
        throw Failure(
          "\(path): names no ledger; add [ledger] with file = \"consent.ledger\" and its key")
      }
      settings = found
      if let keyPath { settings.keyPath = keyPath }
    }
    let usual = KeyArguments.usualPaths
    guard let path = settings.keyPath ?? (usual.count == 1 ? usual[0] : nil) else {
      throw ValidationError(
        "\(settings.path): needs its key; say --key FILE, or write key = \"FILE\" under [ledger]")
    }
    let signingPath = signingKeyPath ?? settings.signingKeyPath
    return Source(
      settings: settings, key: try LedgerKey(path: path),
      signingKey: try signingPath.map { try SigningKey(path: $0) })
  }

  func reader() throws -> Ledger {
    let source = try source()
    return try Ledger(path: source.path, key: source.key)
  }

  func writer(isToBeDerived: Bool = false) throws -> LedgerWriter {
    try source().writer(isToBeDerived: isToBeDerived)
  }
}
