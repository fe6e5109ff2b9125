import ConsentLedger
import Files
import ListReading
import PhoneNumbers
import Pipelines
import Rebuilding
import SuppressionLists
import TOMLKit

/// Reads `nodial.toml`.
///
/// A setting that is wrong in any way is an error: a list that is not read because of a typing
/// mistake would let numbers through.
struct SettingsFile {
  private static let byteCountMax = 1 << 20

  let path: String
  let settings: RebuildSettings
  /// The ledger, if the settings name one.
  let ledger: LedgerSettings?

  init(path: String) throws {
    self.path = path
    let table = try Self.table(of: path)
    let folder = FolderNames.split(path).folder
    settings = try Self.settings(table, folder: folder)
    ledger = try Self.ledger(table, folder: folder)
  }

  /// The indexes that the settings at `path` name, for who asks them: what else is in the settings may be
  /// wrong on this machine.
  static func indexes(path: String) throws -> [IndexSettings] {
    let table = try table(of: path)
    try checkKeys(of: table)
    return try indexes(table, folder: FolderNames.split(path).folder)
  }

  /// The region of national numbers that the settings at `path` name; nil if they name none.
  static func region(path: String) throws -> Region? { try region(try table(of: path)) }

  /// The ledger that the settings at `path` name; nil if they name none.
  static func ledger(path: String) throws -> LedgerSettings? {
    let table = try table(of: path)
    try checkKeys(of: table)
    return try ledger(table, folder: FolderNames.split(path).folder)
  }

  private static func table(of path: String) throws -> SettingsTable {
    let text = try text(of: path)
    let source = SettingsTable.Source(path: path, lines: SettingsLines(text))
    do {
      return SettingsTable(try TOMLTable(string: text), source: source)
    } catch {
      throw failure(error, path: path)
    }
  }

  /// What the parser's error means, in one sentence.
  static func failure(_ error: any Error, path: String) -> any Error {
    guard let error = error as? TOMLParseError else { return error }
    return Failure("\(path):\(error.source.begin.line): no TOML: \(sentence(error))")
  }

  /// Where the records of earlier runs are, of settings that cannot be used; nil if none are found.
  ///
  /// As far as the settings can be read they say it; else it is where records usually are.
  static func recordsPath(ofFaulty path: String) -> String? {
    // What is no file may be read but once.
    var work: String?
    if FileIdentity(path: path)?.isRegularFile == true, let text = try? text(of: path),
      let top = try? TOMLTable(string: text)
    {
      work = top["work"]?.string
    }
    let folder = FolderNames.path(work ?? "work", in: FolderNames.split(path).folder)
    let records = WorkFolder.recordsPath(in: folder)
    return FileIdentity(path: records)?.isRegularFile == true ? records : nil
  }

  private static func text(of path: String) throws -> String {
    let file = try InputFile(path: path)
    var bytes = ByteBuffer(capacity: byteCountMax + 1)
    guard try bytes.append(upTo: byteCountMax + 1, from: file) <= byteCountMax else {
      throw Failure("\(path): larger than \(byteCountMax) bytes, so it holds no settings")
    }
    // The parser would take a zero for the end.
    guard let text = bytes.text, !text.utf8.contains(0) else {
      throw Failure("\(path): no UTF-8 text; save it as UTF-8")
    }
    return text
  }

  /// The parser's message as the end of one sentence.
  private static func sentence(_ error: TOMLParseError) -> String {
    let text = error.description.split(separator: "\n").joined(separator: " ")
    return text + "; correct the line"
  }

  // MARK: The index

  private static let keys = [
    "index", "key", "work", "group", "region", "timezone", "memory", "threads", "keep",
    "shrink_percent_max",
    "bad_rows_percent_max", "list", "ledger", "policy", "retain",
  ]

  private static func checkKeys(of table: SettingsTable) throws {
    try table.checkKeys(keys, elsewhere: listKeys, "belongs under a [[list]]")
  }

  private static let indexKeys = ["file", "key"]

  /// The indexes: `index = "dnc.ndx"` with its `key`, or several `[[index]]`, of which a rebuild makes the
  /// first.
  private static func indexes(_ table: SettingsTable, folder: String) throws -> [IndexSettings] {
    guard table.holdsTables("index") else {
      let index = try table.requiredString("index", example: "dnc.ndx")
      return [
        IndexSettings(
          path: FolderNames.path(index, in: folder),
          keyPath: try table.string("key").map { FolderNames.path($0, in: folder) })
      ]
    }
    if table.keys.contains("key") {
      throw table.failure("key", "key belongs under the [[index]] that has it")
    }
    let tables = try table.tables("index")
    guard !tables.isEmpty else {
      throw table.failure("index", "no index is named; write [[index]] above file = \"dnc.ndx\"")
    }
    return try tables.map { table in
      try table.checkKeys(indexKeys, elsewhere: keys, "belongs above the first [[index]]")
      let file = try table.requiredString("file", example: "dnc.ndx")
      return IndexSettings(
        path: FolderNames.path(file, in: folder),
        keyPath: try table.string("key").map { FolderNames.path($0, in: folder) })
    }
  }

  private static let ledgerKeys = ["file", "key", "signing_key", "brand"]

  private static func ledger(_ table: SettingsTable, folder: String) throws -> LedgerSettings? {
    guard !table.holdsTables("ledger") else {
      throw table.failure("ledger", "there is one ledger; write [ledger] in single brackets")
    }
    guard let ledger = try table.table("ledger") else { return nil }
    try ledger.checkKeys(ledgerKeys, elsewhere: keys, "belongs above [ledger]")
    let file = try ledger.requiredString("file", example: "consent.ledger")
    return LedgerSettings(
      path: FolderNames.path(file, in: folder),
      keyPath: try ledger.string("key").map { FolderNames.path($0, in: folder) },
      signingKeyPath: try ledger.string("signing_key").map { FolderNames.path($0, in: folder) },
      brand: try ledger.string("brand"), policy: try policy(table), retention: try retention(table))
  }

  private static let retentionKeys = [
    "unconfirmed_days", "quarantined_days", "withdrawn_months", "inactive_months",
    "request_months", "access_months",
  ]

  /// For how long what is recorded is kept: `[retain]`.
  private static func retention(_ top: SettingsTable) throws -> RetentionPolicy {
    var policy = RetentionPolicy()
    policy.consent = try self.policy(top)
    guard let table = try top.table("retain") else { return policy }
    try table.checkKeys(retentionKeys)
    func count(_ place: Int) throws -> Int? {
      try table.integer(retentionKeys[place], in: 1...1_200)
    }
    policy.unconfirmedDayCount = try count(0) ?? policy.unconfirmedDayCount
    policy.quarantinedDayCount = try count(1) ?? policy.quarantinedDayCount
    policy.withdrawnMonthCount = try count(2) ?? policy.withdrawnMonthCount
    policy.inactiveMonthCount = try count(3) ?? policy.inactiveMonthCount
    policy.requestMonthCount = try count(4) ?? policy.requestMonthCount
    policy.accessMonthCount = try count(5) ?? policy.accessMonthCount
    return policy
  }

  private static let policyKeys = [
    "voice_consumer", "voice_business", "messages", "confirmation", "consent_months",
    "voice_customer_months", "voice_inquiry_months", "message_customer_months",
    "message_inquiry_months", "consent_overrides_register", "relationship_overrides_register",
    "asks_register_too",
  ]

  /// What some countries are called besides.
  private static let otherCodes = ["UK": "GB", "EL": "GR", "USA": "US", "GER": "DE", "FRA": "FR"]

  /// The values of countries that differ from the shipped ones: `[policy.FR]`.
  static func policy(_ top: SettingsTable) throws -> ConsentPolicy {
    var policy = ConsentPolicy()
    guard let regions = try top.table("policy") else { return policy }
    for code in regions.keys {
      guard Region(code) != nil, let table = try regions.table(code) else {
        let meant = otherCodes[code.uppercased()] ?? code.uppercased()
        throw regions.failure(
          code,
          "[policy.\(code)] is of no country; "
            + (Region(meant) == nil
              ? "use two capital letters of ISO 3166: [policy.FR]"
              : "did you mean [policy.\(meant)]?"))
      }
      try table.checkKeys(policyKeys)
      func need(_ key: String) throws -> Bool? {
        try table.choice(key, [("in", true), ("out", false)])
      }
      func months(_ key: String) throws -> Int? { try table.integer(key, in: 0...1200) }
      let voiceConsumer = try need("voice_consumer")
      let voiceBusiness = try need("voice_business")
      let messages = try need("messages")
      let counts = try policyKeys[4...8].map { try months($0) }
      let flags = try [policyKeys[3], policyKeys[9], policyKeys[10], policyKeys[11]].map {
        try table.bool($0)
      }
      policy.override(code) { country in
        country.voiceConsumer = voiceConsumer ?? country.voiceConsumer
        country.voiceBusiness = voiceBusiness ?? country.voiceBusiness
        country.messages = messages ?? country.messages
        country.consentMonths = counts[0] ?? country.consentMonths
        country.voiceCustomerMonths = counts[1] ?? country.voiceCustomerMonths
        country.voiceInquiryMonths = counts[2] ?? country.voiceInquiryMonths
        country.messageCustomerMonths = counts[3] ?? country.messageCustomerMonths
        country.messageInquiryMonths = counts[4] ?? country.messageInquiryMonths
        country.confirmation = flags[0] ?? country.confirmation
        country.consentOverridesRegister = flags[1] ?? country.consentOverridesRegister
        country.asksRegisterToo = flags[3] ?? country.asksRegisterToo
        country.relationshipOverridesRegister = flags[2] ?? country.relationshipOverridesRegister
      }
    }
    return policy
  }

  /// The policy of the settings at `path`.
  static func policy(path: String) throws -> ConsentPolicy {
    let table = try table(of: path)
    try checkKeys(of: table)
    return try policy(table)
  }

  private static func settings(
    _ table: SettingsTable, folder: String
  ) throws -> RebuildSettings {
    try checkKeys(of: table)
    _ = try policy(table)
    _ = try retention(table)
    let index = try indexes(table, folder: folder)[0]
    var settings = RebuildSettings(
      folder: folder, indexPath: index.path,
      workFolder: FolderNames.path(try table.string("work") ?? "work", in: folder))
    settings.keyPath = index.keyPath
    settings.access = try access(table)
    settings.region = try region(table)
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

  private static func region(_ table: SettingsTable) throws -> Region? {
    guard let text = try table.string("region") else { return nil }
    if let region = Region(text) { return region }
    let remedy =
      Region.suggestion(for: text).map { "did you mean \"\($0)\"?" }
      ?? "use two capital letters of ISO 3166: US, GB, DE, …"
    throw table.failure("region", "region cannot be \"\(text)\"; \(remedy)")
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

  private static let listKeys = [
    "id", "kind", "files", "format", "combine", "date", "region", "timezone", "max_age_days",
    "covers",
    "channels", "purposes", "required", "column", "columns", "ignore_columns", "allow_empty",
    "words", "preferences", "delimiter", "quotes", "multiline_fields", "skip_rows", "header",
    "sheet", "expand_max", "shrink_percent_max", "bad_rows_percent_max",
  ]

  private static func list(
    _ table: SettingsTable, within top: SettingsTable, folder: String, region: Region?
  ) throws -> ListSettings {
    try table.checkKeys(listKeys, elsewhere: keys, "belongs above the first [[list]]")
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
    list.request.region = try Self.region(table)
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
