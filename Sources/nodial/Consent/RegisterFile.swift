import ConsentLedger
import TOMLKit

/// What is declared: `register.toml`.
///
/// Every value is a text, a number, true or false, or several texts; all of them are kept as they are.
struct RegisterFile {
  struct Item {
    var kind: Register.Kind
    var id: String
    var parent: String?
    var texts: [(name: String, text: String)]
    /// What a batch lacks.
    var missing: [String]

    /// All that the ledger keeps of it, by name.
    var fields: [String: String] {
      var fields = Dictionary(
        texts.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
      fields["item"] = kind.name
      fields["id"] = id
      fields["parent"] = parent
      if missing.isEmpty { fields["complete"] = "yes" }
      return fields
    }
  }

  let items: [Item]

  /// What regulators ask of a bought or collected list before its consents count.
  ///
  /// - Source: ICO, direct marketing guidance, "using marketing lists"; CNIL, fines of buyers since 2024; GDPR 14.
  static let batchNeeds = [
    "supplier", "agreement", "source_kind", "collected_from", "collected_until", "countries",
    "recipients", "notice", "form", "questions_answered",
  ]

  init(path: String) throws {
    let text = try TextFile.text(path)
    let source = SettingsTable.Source(path: path, lines: SettingsLines(text))
    let top: SettingsTable
    do {
      top = SettingsTable(try TOMLTable(string: text), source: source)
    } catch {
      throw SettingsFile.failure(error, path: path)
    }
    let kinds = Register.Kind.allCases
    try top.checkKeys(kinds.map(\.name))
    var items: [Item] = []
    for kind in kinds {
      for table in try top.tables(kind.name) {
        let item = try Self.item(kind, table)
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
    self.items = try Self.ordered(items, path: path)
  }

  private static func item(_ kind: Register.Kind, _ table: SettingsTable) throws -> Item {
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
    let missing =
      kind == .batch ? batchNeeds.filter { need in !texts.contains { $0.name == need } } : []
    return Item(
      kind: kind, id: id, parent: try table.string("parent"), texts: texts, missing: missing)
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
  private static func ordered(_ items: [Item], path: String) throws -> [Item] {
    var ordered = items.filter { $0.parent == nil }
    var rest = items.filter { $0.parent != nil }
    while !rest.isEmpty {
      let next = rest.filter { item in
        ordered.contains { $0.kind == item.kind && $0.id == item.parent }
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
