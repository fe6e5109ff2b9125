import PhoneNumbers
import Texts

/// A table of a settings file: gives values of the right type, or says what is wrong with them and
/// in which line.
package struct SettingsTable {
  private let table: [String: TOMLValue]
  /// The table's name between brackets; empty for the top.
  private let name: String
  private let number: Int
  private let source: Source

  /// The file, for messages.
  struct Source {
    var path: String
    var lines: SettingsLines
  }

  init(
    _ table: [String: TOMLValue], name: String = "", number: Int = 0, source: Source
  ) {
    self.table = table
    self.name = name
    self.number = number
    self.source = source
  }

  package var keys: [String] { table.keys.sorted() }

  /// An error about the value of `key`.
  package func failure(_ key: String, _ text: String) -> SettingsError {
    let line = source.lines.line(table: name, number: number, key: key)
    return SettingsError(source.path + (line.map { ":\($0)" } ?? "") + ": " + text)
  }

  /// Refuses keys that mean nothing.
  ///
  /// - Parameters:
  ///   - others: Keys of another table, and what is to be said of one that stands here.
  package func checkKeys(
    _ known: [String], elsewhere others: [String] = [], _ remedy: String = ""
  ) throws(SettingsError) {
    for key in keys where !known.contains(key) {
      let place =
        name.isEmpty ? "" : number > 0 && !name.contains(".") ? " in [[\(name)]]" : " in [\(name)]"
      let guess =
        others.contains(key)
        ? "it \(remedy)" : Self.guess(key, known).map { "did you mean \($0)?" }
      throw failure(
        key,
        "there is no setting \"\(key)\"\(place); "
          + (guess ?? "the settings there are \(known.joined(separator: ", "))"))
    }
  }

  /// What others call these settings.
  private static let otherNames = [
    "path": "files", "paths": "files", "pattern": "files", "source": "files", "sources": "files",
    "name": "id", "type": "kind", "category": "kind", "tz": "timezone", "zone": "timezone",
    "country": "region", "output": "index", "work_dir": "work", "phone": "column",
    "phone_column": "column", "separator": "delimiter", "stale_days": "max_age_days",
    "shrink": "shrink_percent_max", "shrink_max": "shrink_percent_max",
    "bad_rows": "bad_rows_percent_max", "bad_rows_max": "bad_rows_percent_max",
  ]

  /// The setting that was probably meant, as it is to be written.
  private static func guess(_ key: String, _ known: [String]) -> String? {
    let key = String(key.lowercased().map { $0 == "-" ? "_" : $0 })
    var found =
      known.contains(key) ? key : otherNames[key].flatMap { known.contains($0) ? $0 : nil }
    found = found ?? Spelling.nearest(to: key, in: known)
    // A part of one name and of no other.
    let longer = known.filter { $0.hasPrefix("\(key)_") || key.hasPrefix("\($0)_") }
    if found == nil, longer.count == 1 { found = longer[0] }
    return found.map { $0 == "list" ? "[[list]]" : "\"\($0)\"" }
  }

  private func wrongType(
    _ key: String, _ wanted: String, _ found: TOMLValue, write value: String? = nil
  ) -> SettingsError {
    let remedy = value.map { "; write \(key) = \($0)" } ?? ""
    return failure(
      key, "\(key) must be \(wanted), not \(Self.article(found)) \(found.kindName)\(remedy)")
  }

  private static func article(_ value: TOMLValue) -> String {
    switch value {
    case .array, .integer: "an"
    default: "a"
    }
  }

  package func string(_ key: String) throws(SettingsError) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else {
      throw wrongType(
        key, "a string", value, write: value.integer.flatMap { Self.text(key, $0) })
    }
    guard !text.isEmpty else { throw failure(key, "\(key) is empty; give it a value or remove it") }
    return text
  }

  /// A string that must be there.
  package func requiredString(_ key: String, example: String) throws(SettingsError) -> String {
    if let text = try string(key) { return text }
    let place = name.isEmpty ? "" : " in [[\(name)]]"
    throw failure("", "\(key) is missing\(place); add for example: \(key) = \"\(example)\"")
  }

  package func bool(_ key: String) throws(SettingsError) -> Bool? {
    guard let value = table[key] else { return nil }
    if let bool = value.boolean { return bool }
    let word = value.string?.lowercased() ?? value.integer.map { String($0) }
    let meant = ["true", "yes", "on", "1"].contains(word) ? "true" : "false"
    let isKnown = meant == "true" || ["false", "no", "off", "0"].contains(word)
    throw wrongType(key, "true or false", value, write: isKnown ? meant : nil)
  }

  /// A number as a string, where that may be one: of a size, if it is small, in mebibytes.
  private static func text(_ key: String, _ number: Int) -> String? {
    switch key {
    case "memory", "expand_max": number < 1 << 20 ? "\"\(max(number, 64))M\"" : "\"\(number)\""
    case "id", "sheet": "\"\(number)\""
    default: nil
    }
  }

  /// A string that is a number in `range`, as that.
  private static func number(_ value: TOMLValue, in range: ClosedRange<Int>) -> String? {
    value.string.flatMap { Int($0.filter { $0 != " " && $0 != "%" }) }
      .flatMap { range.contains($0) ? "\($0)" : nil }
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
    guard let value = table[key] else { return nil }
    guard let number = value.integer else {
      throw wrongType(
        key, "a whole number", value, write: Self.number(value, in: range))
    }
    guard range.contains(number) else {
      throw failure(
        key, "\(key) must be \(range.lowerBound) to \(range.upperBound), not \(number)")
    }
    return number
  }

  package func percent(_ key: String) throws(SettingsError) -> Double? {
    guard let value = table[key] else { return nil }
    guard let number = value.double ?? value.integer.map(Double.init) else {
      throw wrongType(
        key, "a number of percent", value, write: Self.number(value, in: 0...100))
    }
    guard (0...100).contains(number) else {
      throw failure(key, "\(key) must be 0 to 100 percent, not \(number)")
    }
    return number
  }

  /// One string or several.
  package func strings(_ key: String) throws(SettingsError) -> [String]? {
    guard let value = table[key] else { return nil }
    if let text = value.string { return [text] }
    guard let array = value.array else {
      throw wrongType(
        key, "a string or an array of strings", value, write: value.integer.map { "\"\($0)\"" })
    }
    var texts: [String] = []
    for element in array {
      guard let text = element.string else {
        throw failure(
          key, "\(key) must hold strings only, not \(Self.article(element)) \(element.kindName)")
      }
      guard !texts.contains(text) else { throw failure(key, "\(key) holds \"\(text)\" twice") }
      texts.append(text)
    }
    return texts
  }

  /// Whatever single value stands there as a text; of several, all, separated by commas.
  package func anyText(_ key: String) throws(SettingsError) -> String {
    guard let value = table[key] else { return "" }
    if let bool = value.boolean { return bool ? "yes" : "no" }
    if let number = value.integer { return "\(number)" }
    switch value {
    case .date, .time, .dateTime:
      throw failure(key, "\(key) must be a text; put it between quotes")
    default: break
    }
    return try strings(key)?.joined(separator: ",") ?? ""
  }

  /// A string that stands for one of some values.
  package func choice<Value>(
    _ key: String, _ choices: [(name: String, value: Value)]
  ) throws(SettingsError) -> Value? {
    guard let text = try string(key) else { return nil }
    return try Self.chosen(text, key: key, choices) { text throws(SettingsError) in
      throw failure(key, text)
    }
  }

  private static func chosen<Value>(
    _ text: String, key: String, _ choices: [(name: String, value: Value)],
    fail: (String) throws(SettingsError) -> Never
  ) throws(SettingsError) -> Value {
    if let found = choices.first(where: { $0.name == text }) { return found.value }
    let names = choices.map(\.name)
    let guess = Spelling.nearest(to: text, in: names).map { "did you mean \"\($0)\"?" }
    try fail(
      "\(key) cannot be \"\(text)\"; " + (guess ?? "it is one of \(names.joined(separator: ", "))"))
  }

  /// A table within this one.
  package func table(_ key: String) throws(SettingsError) -> SettingsTable? {
    guard let value = table[key] else { return nil }
    guard let inner = value.table else { throw wrongType(key, "a table", value) }
    return SettingsTable(
      inner, name: name.isEmpty ? key : "\(name).\(key)", number: number, source: source)
  }

  /// The region that a table names under `region`; nil if it names none.
  package func region() throws(SettingsError) -> Region? {
    guard let text = try string("region") else { return nil }
    if let region = Region(text) { return region }
    let remedy =
      Region.suggestion(for: text).map { "did you mean \"\($0)\"?" }
      ?? "use two capital letters of ISO 3166: US, GB, DE, …"
    throw failure("region", "region cannot be \"\(text)\"; \(remedy)")
  }

  /// True if the value is an array, as `[[index]]` makes one.
  package func holdsTables(_ key: String) -> Bool { table[key]?.array != nil }

  /// The tables of an array: `[[list]]`.
  package func tables(_ key: String) throws(SettingsError) -> [SettingsTable] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else {
      throw failure(key, "\(key) must be tables; write [[\(key)]] above the settings of each")
    }
    var tables: [SettingsTable] = []
    for (index, element) in array.enumerated() {
      guard let inner = element.table else {
        throw failure(key, "\(key) must be tables; write [[\(key)]] above the settings of each")
      }
      tables.append(SettingsTable(inner, name: key, number: index + 1, source: source))
    }
    return tables
  }
}
