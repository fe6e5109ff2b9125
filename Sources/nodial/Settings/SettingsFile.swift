import ConsentLedger
import Files
import ListReading
import PhoneNumbers
import Pipelines
import Rebuilding
import SettingsReading
import SuppressionLists
import Texts

/// Reads `nodial.toml`.
///
/// A setting that is wrong in any way is an error: a list that is not read because of a typing
/// mistake would let numbers through.
struct SettingsFile {
  let path: String
  let settings: RebuildSettings
  /// The ledger, if the settings name one.
  let ledger: LedgerSettings?

  init(path: String) throws {
    self.path = path
    let document = try SettingsDocument(path: path)
    settings = try Self.settings(document)
    ledger = try document.ledger()
  }

  /// Where the records of earlier runs are, of settings that cannot be used; nil if none are found.
  ///
  /// As far as the settings can be read they say it; else it is where records usually are.
  static func recordsPath(ofFaulty path: String) -> String? {
    // What is no file may be read but once.
    var work: String?
    if FileIdentity(path: path)?.isRegularFile == true {
      work = SettingsDocument.workFolder(ofFaulty: path)
    }
    let folder = FolderNames.path(work ?? "work", in: FolderNames.split(path).folder)
    let records = WorkFolder.recordsPath(in: folder)
    return FileIdentity(path: records)?.isRegularFile == true ? records : nil
  }

  private static func settings(_ document: SettingsDocument) throws -> RebuildSettings {
    let (table, folder) = (document.top, document.folder)
    _ = try document.policy()
    _ = try document.retention()
    let index = try document.indexes()[0]
    var settings = RebuildSettings(
      folder: folder, indexPath: index.path,
      workFolder: FolderNames.path(try table.string("work") ?? "work", in: folder))
    settings.keyPath = index.keyPath
    settings.access = try access(table)
    settings.region = try document.region()
    settings.zone = try zone(table) ?? settings.zone
    if let memory = try table.string("memory") {
      guard let byteCount = try? Values.byteCount(memory) else {
        throw table.failure("memory", "memory cannot be \"\(memory)\"; write \"512M\" or \"1G\"")
      }
      guard byteCount >= IndexBuilder.memoryByteCountMin else {
        throw table.failure("memory", "memory must be at least \"64M\", not \"\(memory)\"")
      }
      settings.memoryByteCount = byteCount
    }
    settings.threadCount = try Values.threadCount(try table.integer("threads", in: 1...1024))
    settings.keptCount = try table.integer("keep", in: 0...1000) ?? settings.keptCount
    let lists = try table.tables("list")
    guard !lists.isEmpty else {
      throw table.failure("list", "no list is declared; add one under [[list]]")
    }
    guard lists.count <= SuppressionIndex.listCountMax else {
      throw table.failure("list", "at most \(SuppressionIndex.listCountMax) lists fit one index")
    }
    for list in lists {
      var declared = try Self.list(
        list, within: table, folder: folder, region: settings.region)
      declared.request.zone = try zone(list) ?? settings.zone
      guard !settings.lists.contains(where: { $0.id == declared.id }) else {
        throw list.failure("id", "list \"\(declared.id)\" is declared twice; give each its own id")
      }
      settings.lists.append(declared)
    }
    return settings
  }

  private static func access(_ table: SettingsTable) throws -> FileAccess {
    guard let name = try table.string("group") else { return .owner }
    let groups = try SystemGroups()
    guard let number = groups.number(of: name) else {
      let remedy =
        Spelling.nearest(to: name, in: groups.names).map { "did you mean \"\($0)\"?" }
        ?? "make it with groupadd, or name one of /etc/group or a group's number"
      throw table.failure("group", "there is no group \"\(name)\"; \(remedy)")
    }
    guard FileAccess.mayGive(toGroup: number) else {
      throw table.failure(
        "group",
        "group \"\(name)\" cannot be given files by a user who is not in it; add the user with "
          + "usermod -aG \(name)")
    }
    return .group(number)
  }

  private static func zone(_ table: SettingsTable) throws -> DayZone? {
    guard let text = try table.string("timezone") else { return nil }
    do throws(ZoneNames.Fault) {
      return try ZoneNames.system.zone(text)
    } catch {
      throw table.failure("timezone", "timezone \(error.text)")
    }
  }

  // MARK: A list

  private static func list(
    _ table: SettingsTable, within top: SettingsTable, folder: String, region: Region?
  ) throws -> ListSettings {
    try table.checkKeys(
      SettingsDocument.listKeys, elsewhere: SettingsDocument.keys,
      "belongs above the first [[list]]")
    let id = try table.requiredString("id", example: "us-ftc")
    guard SuppressionList.isValid(id: id) else {
      throw table.failure(
        "id",
        "\"\(id)\" is no list id; use letters, digits, -, _ and . , at most "
          + "\(SuppressionList.idByteCountMax)")
    }
    let kinds = ListKind.ofFiles.map { ($0.name, $0) }
    let kind = try table.choice("kind", kinds) ?? ListKind.usual(forID: id)
    var list = ListSettings(
      id: id, kind: kind, patterns: try patterns(table, id: id, folder: folder))
    let combinations = ListCombination.allCases.map { ($0.rawValue, $0) }
    list.combination = try table.choice("combine", combinations) ?? list.combination
    let dates = ListSettings.DateSource.allCases.map { ($0.rawValue, $0) }
    list.dateSource = try table.choice("date", dates) ?? list.dateSource
    list.ageDayCountMax = try table.integer("max_age_days", in: 1...36_500)
    list.coverage = try coverage(table)
    list.channels = try channels(table)
    list.purposes = try purposes(table)
    list.isRequired = try table.bool("required") ?? true
    // That of all lists is for those of others: nothing goes from the company's own unless its own
    // table says so.
    let shared = try top.percent("shrink_percent_max")
    list.shrinkPercentMax =
      try table.percent("shrink_percent_max") ?? (kind == .objection ? nil : shared)
      ?? list.shrinkPercentMax
    list.badRowsPercentMax =
      try table.percent("bad_rows_percent_max") ?? top.percent("bad_rows_percent_max")
      ?? list.badRowsPercentMax
    list.request = try SettingsRequest(table).request
    list.request.region = try table.region()
    list.request.defaultRegion = region
    return list
  }

  private static func patterns(
    _ table: SettingsTable, id: String, folder: String
  ) throws -> [String] {
    let patterns = try table.strings("files") ?? []
    guard !patterns.isEmpty, !patterns.contains("") else {
      throw table.failure(
        "files", "list \"\(id)\" names no files; add for example: files = \"lists/\(id)/*\"")
    }
    guard !patterns.contains("-") else {
      throw table.failure("files", "files cannot come from standard input; name a file")
    }
    for pattern in patterns where FolderNames.isFolder(FolderNames.path(pattern, in: folder)) {
      let meant = pattern.hasSuffix("/") ? "\(pattern)*" : "\(pattern)/*"
      throw table.failure(
        "files", "files names the folder \"\(pattern)\"; write \"\(meant)\" for the files in it")
    }
    return patterns
  }

  private static func coverage(_ table: SettingsTable) throws -> ListSettings.Coverage {
    guard let prefixes = try table.strings("covers") else { return .usual }
    if prefixes == ["found"] { return .usual }
    if prefixes == ["names"] { return .names }
    for prefix in prefixes {
      guard !prefix.isEmpty, prefix.utf8.count <= 15,
        prefix.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !prefix.hasPrefix("0")
      else {
        throw table.failure(
          "covers",
          "covers cannot hold \"\(prefix)\"; write prefixes of international numbers without plus, "
            + "such as \"44\", or \"names\" or \"found\"")
      }
    }
    return .prefixes(prefixes.sorted())
  }

  private static func channels(_ table: SettingsTable) throws -> ListChannels {
    var channels: ListChannels = []
    for name in try table.strings("channels") ?? [] {
      guard let channel = ListChannels(name: name) else {
        let names = ListChannels.named.map(\.name)
        let guess = Spelling.nearest(to: name, in: names).map { "did you mean \"\($0)\"?" }
        throw table.failure(
          "channels",
          "channels cannot hold \"\(name)\"; "
            + (guess ?? "they are \(names.joined(separator: ", "))"))
      }
      channels.insert(channel)
    }
    return channels
  }

  private static func purposes(_ table: SettingsTable) throws -> [String] {
    let purposes = try table.strings("purposes") ?? []
    for purpose in purposes where !SuppressionList.isValid(id: purpose) {
      throw table.failure(
        "purposes", "purposes cannot hold \"\(purpose)\"; use letters, digits, -, _ and .")
    }
    return purposes.sorted()
  }
}
