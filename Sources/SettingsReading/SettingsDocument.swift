import ConsentLedger
import Files
import PhoneNumbers
import Texts

/// What `nodial.toml` says of who is asked: the indexes with their keys, and the ledger. What it says of lists, the program
/// reads.
package struct SettingsDocument {
  /// What such a file is called.
  package static let usualName = "nodial.toml"

  private static let byteCountMax = 1 << 20

  package let path: String
  /// The table of the whole file, in which no key is unknown.
  package let top: SettingsTable
  /// That of the file, from which its paths lead on.
  package let folder: String

  package init(path: String) throws(SettingsError) {
    self.path = path
    folder = FolderNames.split(path).folder
    top = try Self.table(of: Self.text(of: path), path: path)
    try top.checkKeys(Self.keys, elsewhere: Self.listKeys, "belongs under a [[list]]")
  }

  /// The table that a text is.
  ///
  /// - Parameter path: That of its file, for messages.
  package static func table(of text: String, path: String) throws(SettingsError) -> SettingsTable {
    do throws(TOMLError) {
      return SettingsTable(
        try TOMLParser.table(of: text),
        source: SettingsTable.Source(path: path, lines: SettingsLines(text)))
    } catch {
      throw SettingsError("\(path):\(error.line): no TOML: \(error.reason); correct the line")
    }
  }

  /// What the settings say of `work`, as far as they can be read at all.
  package static func workFolder(ofFaulty path: String) -> String? {
    guard let text = try? text(of: path), let top = try? TOMLParser.table(of: text) else {
      return nil
    }
    return top["work"]?.string
  }

  /// The settings in the folder of an index that is named alone, if they name a ledger, or cannot be read and so may name
  /// one.
  package static func ofLedger(beside indexPaths: [String]) -> String? {
    indexPaths.lazy.map { FolderNames.path(usualName, in: FolderNames.split($0).folder) }
      .first { path in
        guard FileIdentity(path: path) != nil else { return false }
        do throws(SettingsError) {
          return try SettingsDocument(path: path).ledger() != nil
        } catch {
          return true
        }
      }
  }

  private static func text(of path: String) throws(SettingsError) -> String {
    var bytes = ByteBuffer(capacity: byteCountMax + 1)
    do throws(FileError) {
      let file = try InputFile(path: path)
      _ = try bytes.append(upTo: byteCountMax + 1, from: file)
    } catch {
      throw SettingsError("\(error)")
    }
    guard bytes.count <= byteCountMax else {
      throw SettingsError("\(path): larger than \(byteCountMax) bytes, so it holds no settings")
    }
    guard let text = bytes.text, !text.utf8.contains(0) else {
      throw SettingsError("\(path): no UTF-8 text; save it as UTF-8")
    }
    return text
  }

  // MARK: The indexes

  package static let keys = [
    "index", "key", "work", "group", "region", "timezone", "memory", "threads", "keep",
    "shrink_percent_max",
    "bad_rows_percent_max", "list", "ledger", "policy", "retain",
  ]

  package static let listKeys = [
    "id", "kind", "files", "format", "combine", "date", "region", "timezone", "max_age_days",
    "covers",
    "channels", "purposes", "required", "column", "columns", "ignore_columns", "allow_empty",
    "words", "preferences", "delimiter", "quotes", "multiline_fields", "skip_rows", "header",
    "sheet", "expand_max", "shrink_percent_max", "bad_rows_percent_max",
  ]

  private static let indexKeys = ["file", "key"]

  /// The indexes: `index = "dnc.ndx"` with its `key`, or several `[[index]]`, of which a rebuild makes the
  /// first.
  package func indexes() throws(SettingsError) -> [IndexSettings] {
    guard top.holdsTables("index") else {
      let index = try top.requiredString("index", example: "dnc.ndx")
      return [IndexSettings(path: whole(index), keyPath: try top.string("key").map(whole))]
    }
    if top.keys.contains("key") {
      throw top.failure("key", "key belongs under the [[index]] that has it")
    }
    let tables = try top.tables("index")
    guard !tables.isEmpty else {
      throw top.failure("index", "no index is named; write [[index]] above file = \"dnc.ndx\"")
    }
    return try tables.map { table throws(SettingsError) in
      try table.checkKeys(
        Self.indexKeys, elsewhere: Self.keys, "belongs above the first [[index]]")
      let file = try table.requiredString("file", example: "dnc.ndx")
      return IndexSettings(path: whole(file), keyPath: try table.string("key").map(whole))
    }
  }

  /// A path as it leads on from the folder of the settings.
  private func whole(_ path: String) -> String { FolderNames.path(path, in: folder) }

  /// The region of national numbers; nil if the settings name none.
  package func region() throws(SettingsError) -> Region? { try top.region() }

  // MARK: The ledger

  private static let ledgerKeys = ["file", "key", "signing_key", "brand"]

  /// The ledger; nil if the settings name none.
  package func ledger() throws(SettingsError) -> LedgerSettings? {
    guard !top.holdsTables("ledger") else {
      throw top.failure("ledger", "there is one ledger; write [ledger] in single brackets")
    }
    guard let ledger = try top.table("ledger") else { return nil }
    try ledger.checkKeys(Self.ledgerKeys, elsewhere: Self.keys, "belongs above [ledger]")
    var settings = LedgerSettings(
      path: whole(try ledger.requiredString("file", example: "consent.ledger")))
    settings.keyPath = try ledger.string("key").map(whole)
    settings.signingKeyPath = try ledger.string("signing_key").map(whole)
    settings.brand = try ledger.string("brand")
    settings.policy = try policy()
    settings.retention = try retention()
    return settings
  }
}
