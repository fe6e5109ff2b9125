import ConsentLedger
import FoundationEssentials

/// A report of the ledger: the same as text, as JSON and as a page.
struct LedgerReport {
  /// What stands in a place of a table, or beside the name of a fact.
  enum Value {
    case text(String)
    case number(Int)
    case flag(Bool)
    case texts([String])
    case moment(Moment)

    /// As people read it.
    var shown: String {
      switch self {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .flag(let flag): flag ? "yes" : "no"
      case .texts(let texts): texts.isEmpty ? "none" : texts.joined(separator: ", ")
      case .moment(let moment): Text.minute(moment.description)
      }
    }
  }

  enum Content {
    /// Names with what they say, of one thing; names are in JSON as they are here.
    case facts([(name: String, value: Value?)])
    /// Rows of things of a kind.
    case table(columns: [String], rows: [[Value?]])
    /// Bars of a page; a table of name and count elsewhere.
    case chart(unit: String, bars: [BarChart.Bar])
    /// What has to be done, or is not as it should be.
    case findings([String])
    /// What is so.
    case points([String])
    /// What has to be known to read the report.
    case note(String)
  }

  struct Section {
    /// Its name in JSON.
    var id: String
    var title: String
    var content: Content
  }

  /// The name of the command.
  var name: String
  var title: String
  /// Of whom it is: that of the ledger.
  var controller: String
  var made: Moment
  private(set) var sections: [Section] = []
  /// What is kept out of pages and text: lines of JSON that others verify.
  private(set) var proofs: [String] = []

  init(name: String, title: String, controller: String, made: Moment) {
    self.name = name
    self.title = title
    self.controller = controller
    self.made = made
  }

  mutating func add(_ id: String, _ title: String, _ content: Content) {
    sections.append(Section(id: id, title: title, content: content))
  }

  mutating func add(proof: String) { proofs.append(proof) }

  // MARK: Text

  /// Lines as people read them in a terminal.
  var lines: [String] {
    var lines = ["\(title), \(controller), \(Text.minute(made.description))"]
    for section in sections {
      lines.append("")
      lines.append(section.title)
      switch section.content {
      case .facts(let facts):
        for (name, value) in facts {
          guard let value else { continue }
          lines.append("  \(Self.words(name)): \(value.shown)")
        }
      case .table(let columns, let rows):
        if rows.isEmpty {
          lines.append("  none")
        } else {
          lines += Self.aligned([columns.map(Self.words)] + rows.map { $0.map { $0?.shown ?? "" } })
        }
      case .chart(_, let bars):
        if bars.isEmpty {
          lines.append("  none")
        } else {
          lines += Self.aligned(bars.map { [$0.name, "\($0.count)"] })
        }
      case .findings(let texts):
        lines += texts.isEmpty ? ["  nothing"] : texts.map { "  - \($0)" }
      case .points(let texts): lines += texts.map { "  - \($0)" }
      case .note(let text): lines.append("  \(text)")
      }
    }
    return lines
  }

  /// `collected_from` and `dayCountMax` as words.
  private static func words(_ name: String) -> String {
    var words = ""
    for character in name {
      let isBehindLetter = words.last?.isLowercase == true
      if character == "_" {
        words += " "
      } else if character.isUppercase, isBehindLetter || words.last?.isNumber == true {
        words += " " + character.lowercased()
      } else {
        if character.isNumber, isBehindLetter { words += " " }
        words.append(character)
      }
    }
    return words
  }

  /// Columns as wide as what is in them; the last one goes on to the end of the line.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (column, text) in row.enumerated() {
        line += " " + text
        if column + 1 < row.count {
          line += String(repeating: " ", count: widths[column] - text.count + 1)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  // MARK: Page

  var page: String {
    var page = HTMLPage(title: title)
    page.add(paragraph: controller)
    for section in sections {
      switch section.content {
      case .facts(let facts):
        page.add(heading: section.title)
        page.add(facts: facts.map { (Self.words($0.name), $0.value?.shown ?? "") })
      case .table(let columns, let rows):
        page.add(heading: section.title)
        if rows.isEmpty {
          page.add(paragraph: "None.")
        } else {
          page.add(table: columns.map(Self.words), rows: rows.map { $0.map { $0?.shown ?? "" } })
        }
      case .chart(let unit, let bars):
        if bars.isEmpty {
          page.add(heading: section.title)
          page.add(paragraph: "None.")
        }
        page.add(BarChart(title: section.title, unit: unit, bars: bars))
      case .findings(let texts):
        if texts.isEmpty {
          page.add(heading: section.title)
          page.add(paragraph: "Nothing.")
        } else {
          page.add(warning: "\(section.title):", points: texts)
        }
      case .points(let texts):
        page.add(heading: section.title)
        page.add(points: texts)
      case .note(let text):
        page.add(heading: section.title)
        page.add(paragraph: text)
      }
    }
    return page.text(footer: "Made \(Text.minute(made.description)) by nodial \(programVersion).")
  }
}

// MARK: JSON

extension LedgerReport: Encodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(name, forKey: Key("report"))
    try object.encode(controller, forKey: Key("controller"))
    try object.encode(made.description, forKey: Key("made"))
    try object.encode(programVersion, forKey: Key("nodial"))
    for section in sections {
      let key = Key(section.id)
      switch section.content {
      case .facts(let facts):
        try Self.encode(facts, into: object.nestedContainer(keyedBy: Key.self, forKey: key))
      case .table(let columns, let rows):
        var array = object.nestedUnkeyedContainer(forKey: key)
        for row in rows {
          try Self.encode(
            zip(columns, row).map { ($0, $1) }, into: array.nestedContainer(keyedBy: Key.self))
        }
      case .chart(_, let bars):
        var array = object.nestedUnkeyedContainer(forKey: key)
        for bar in bars {
          try Self.encode(
            [("name", .text(bar.name)), ("count", .number(bar.count))],
            into: array.nestedContainer(keyedBy: Key.self))
        }
      case .findings(let texts), .points(let texts): try object.encode(texts, forKey: key)
      case .note(let text): try object.encode(text, forKey: key)
      }
    }
    if !proofs.isEmpty { try object.encode(proofs, forKey: Key("proofs")) }
  }

  private static func encode(
    _ facts: [(name: String, value: Value?)], into container: KeyedEncodingContainer<Key>
  ) throws {
    var container = container
    for (name, value) in facts {
      switch value {
      case .text(let text): try container.encode(text, forKey: Key(name))
      case .number(let number): try container.encode(number, forKey: Key(name))
      case .flag(let flag): try container.encode(flag, forKey: Key(name))
      case .texts(let texts): try container.encode(texts, forKey: Key(name))
      case .moment(let moment): try container.encode(moment.description, forKey: Key(name))
      case nil: break
      }
    }
  }
}
