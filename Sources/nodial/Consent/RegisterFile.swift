import ConsentLedger
import FoundationEssentials
import PhoneNumbers
import SettingsReading
import SuppressionLists
import Texts

/// What is declared: `register.toml`.
///
/// Every value is a text, a number, true or false, or several texts; all of them are kept as they are.
struct RegisterFile {
  struct Item {
    var kind: Register.Kind
    var id: String
    var parent: String?
    var texts: [(name: String, text: String)]
    /// What a batch lacks, and why.
    var missing: [String]

    /// All that the ledger keeps of it, by name.
    var fields: [String: String] {
      var fields = Dictionary(
        texts.filter { !$0.text.isEmpty }.map { ($0.name, $0.text) },
        uniquingKeysWith: { first, _ in first })
      fields["item"] = kind.name
      fields["id"] = id
      fields["parent"] = parent
      if missing.isEmpty { fields["complete"] = "yes" }
      return fields
    }
  }

  let items: [Item]

  /// What else may be said, by kind; notices and assessments say what they like.
  private static let furtherKeys: [Register.Kind: [String]] = [
    .brand: ["name", "address", "contact", "url", "notes"],
    .purpose: [
      "parent", "name", "description", "basis", "interests", "categories", "recipients",
      "transfers", "retention", "notes",
    ],
    .controller: [
      "name", "address", "contact", "joint", "representative", "dpo", "authority", "transfers",
      "automated", "security", "notes",
    ],
    .batch: Checklist.batch + Checklist.batchOfRussia + [
      "name", "description", "contact", "received", "told", "screened", "rows", "digest", "until",
      "price", "notes",
    ],
    .processor: Checklist.processor + [
      "name", "address", "contact", "representative", "dpo", "countries", "safeguards", "notes",
    ],
    .activity: Checklist.activity + [
      "name", "role", "controllers", "processors", "safeguards", "notes",
    ],
    .supplier: Checklist.supplier + ["name", "countries", "memberships", "notes"],
  ]

  /// - Parameter register: What is declared already.
  init(path: String, register: Register) throws {
    let text = try TextFile.text(path)
    let top = try SettingsDocument.table(of: text, path: path)
    let kinds = Register.Kind.allCases
    try top.checkKeys(kinds.map(\.name))
    let notices =
      try top.tables(Register.Kind.notice.name).compactMap { try $0.string("id") }
      + register.items(.notice).map(\.name)
    var items: [Item] = []
    for kind in kinds {
      for table in try top.tables(kind.name) {
        let item = try Self.item(kind, table, notices: notices)
        guard !items.contains(where: { $0.kind == kind && $0.id == item.id }) else {
          throw table.failure(
            "id", "\(kind.name) \"\(item.id)\" is declared twice; give each its own id")
        }
        items.append(item)
      }
    }
    guard !items.isEmpty else {
      throw Failure("\(path): declares nothing; add [[brand]] and [[purpose]] with an id each")
    }
    self.items = try Self.ordered(items, register: register, path: path)
  }

  private static func item(
    _ kind: Register.Kind, _ table: SettingsTable, notices: [String]
  ) throws -> Item {
    if let further = furtherKeys[kind] { try table.checkKeys(["id"] + further) }
    let id = try table.requiredString("id", example: "acme")
    let lengthMax = kind == .brand || kind == .purpose ? 20 : 64
    guard isValid(id), id.utf8.count <= lengthMax else {
      throw table.failure(
        "id", "\"\(id)\" is no id; use letters, digits, -, _, . and @, at most \(lengthMax) of them"
      )
    }
    var texts: [(name: String, text: String)] = []
    for key in table.keys where key != "id" && key != "parent" {
      guard key != "item", key != "complete" else {
        throw table.failure(
          key, "\(key) is what the ledger itself says of an item; choose another name")
      }
      texts.append((key, try table.anyText(key)))
    }
    let missing = kind == .batch ? Self.missing(texts, notices: notices) : []
    return Item(
      kind: kind, id: id, parent: kind == .purpose ? try table.string("parent") : nil,
      texts: texts, missing: missing)
  }

  /// What keeps a batch in quarantine.
  private static func missing(
    _ texts: [(name: String, text: String)], notices: [String]
  ) -> [String] {
    func text(_ name: String) -> String {
      texts.first { $0.name == name }?.text.trimmed ?? ""
    }
    let isOfRussia = text("countries").split(separator: ",").contains("RU")
    let needs = Checklist.batch + (isOfRussia ? Checklist.batchOfRussia : [])
    var missing = needs.filter { text($0).isEmpty }
    func add(_ name: String, _ reason: String) {
      if !missing.contains(name) { missing.append("\(name) (\(reason))") }
    }
    if text("questions_answered") != "yes" { add("questions_answered", "is not true") }
    if !notices.contains(text("notice")) { add("notice", "is not declared") }
    let days = ["collected_from", "collected_until"].map { (name: $0, day: CalendarDate(text($0))) }
    for (name, day) in days {
      guard let day else {
        add(name, "is no day like 2026-01-31")
        continue
      }
      if day > Clock.now.day { add(name, "is to come") }
    }
    if let from = days[0].day, let until = days[1].day, until < from {
      add("collected_until", "is before collected_from")
    }
    if !text("countries").split(separator: ",").allSatisfy({ Region(String($0)) != nil }) {
      add("countries", "are no codes like DE")
    }
    return missing
  }

  private static func isValid(_ id: String) -> Bool {
    !id.isEmpty
      && id.utf8.allSatisfy { byte in
        let character = Character(UnicodeScalar(byte))
        return byte < 0x80
          && (character.isLetter || character.isNumber || "-_.@".contains(character))
      }
  }

  /// Purposes behind those that they are parts of.
  private static func ordered(
    _ items: [Item], register: Register, path: String
  ) throws -> [Item] {
    var ordered = items.filter { $0.parent == nil }
    var rest = items.filter { $0.parent != nil }
    while !rest.isEmpty {
      let next = rest.filter { item in
        ordered.contains { $0.kind == item.kind && $0.id == item.parent }
          || !items.contains { $0.kind == item.kind && $0.id == item.parent }
            && register.item(item.kind, item.parent!) != nil
      }
      guard !next.isEmpty else {
        throw Failure(
          "\(path): \(rest[0].kind.name) \"\(rest[0].id)\" is a part of \"\(rest[0].parent!)\", which is not "
            + "declared, or a part of itself")
      }
      ordered += next
      rest.removeAll { item in next.contains { $0.id == item.id && $0.kind == item.kind } }
    }
    return ordered
  }
}
