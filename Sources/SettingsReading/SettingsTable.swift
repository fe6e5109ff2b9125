import Pipelines
import TOMLKit
import Texts

/// A table of a settings file: gives values of the right type, or says what is wrong with them and
/// in which line.
struct SettingsTable {
  private let table: TOMLTable
  /// The table's name between brackets; empty for the top.
  private let name: String
  private let number: Int
  private let source: Source

  /// The file, for messages.
  struct Source {
    var path: String
    var lines: SettingsLines
  }

  init(_ table: TOMLTable, name: String = "", number: Int = 0, source: Source) {
    self.table = table
    self.name = name
    self.number = number
    self.source = source
  }

  var keys: [String] { table.keys.sorted() }

  /// An error about the value of `key`.
  func failure(_ key: String, _ text: String) -> Failure {
    let line = source.lines.line(table: name, number: number, key: key)
    return Failure(source.path + (line.map { ":\($0)" } ?? "") + ": " + text)
  }

  /// Refuses keys that mean nothing.
  ///
  /// - Parameters:
  ///   - others: Keys of another table, and what is to be said of one that stands here.
  func checkKeys(
    _ known: [String], elsewhere others: [String] = [], _ remedy: String = ""
  ) throws(Failure) {
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
    let key = key.lowercased().replacing("-", with: "_")
    var found =
      known.contains(key) ? key : otherNames[key].flatMap { known.contains($0) ? $0 : nil }
    found = found ?? Spelling.nearest(to: key, in: known)
    // A part of one name and of no other.
    let longer = known.filter { $0.hasPrefix("\(key)_") || key.hasPrefix("\($0)_") }
    if found == nil, longer.count == 1 { found = longer[0] }
    return found.map { $0 == "list" ? "[[list]]" : "\"\($0)\"" }
  }

  private func wrongType(
    _ key: String, _ wanted: String, _ found: TOMLType, write value: String? = nil
  ) -> Failure {
    let remedy = value.map { "; write \(key) = \($0)" } ?? ""
    return failure(key, "\(key) must be \(wanted), not \(Self.article(found)) \(found)\(remedy)")
  }

  private static func article(_ type: TOMLType) -> String {
    type == .array || type == .int ? "an" : "a"
  }

  func string(_ key: String) throws(Failure) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else {
      throw wrongType(
        key, "a string", value.type, write: value.int.flatMap { Self.text(key, $0) })
    }
    guard !text.isEmpty else { throw failure(key, "\(key) is empty; give it a value or remove it") }
    return text
  }

  /// A string that must be there.
  func requiredString(_ key: String, example: String) throws(Failure) -> String {
    if let text = try string(key) { return text }
    let place = name.isEmpty ? "" : " in [[\(name)]]"
    throw failure("", "\(key) is missing\(place); add for example: \(key) = \"\(example)\"")
  }

  func bool(_ key: String) throws(Failure) -> Bool? {
    guard let value = table[key] else { return nil }
    if let bool = value.bool { return bool }
    let word = value.string?.lowercased() ?? value.int.map { String($0) }
    let meant = ["true", "yes", "on", "1"].contains(word) ? "true" : "false"
    let isKnown = meant == "true" || ["false", "no", "off", "0"].contains(word)
    throw wrongType(key, "true or false", value.type, write: isKnown ? meant : nil)
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
  private static func number(_ value: TOMLValueConvertible, in range: ClosedRange<Int>) -> String? {
    value.string.flatMap { Int($0.filter { $0 != " " && $0 != "%" }) }
      .flatMap { range.contains($0) ? "\($0)" : nil }
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let value = table[key] else { return nil }
    guard let number = value.int else {
      throw wrongType(
        key, "a whole number", value.type, write: Self.number(value, in: range))
    }
    guard range.contains(number) else {
      throw failure(
        key, "\(key) must be \(range.lowerBound) to \(range.upperBound), not \(number)")
    }
    return number
  }

  func percent(_ key: String) throws(Failure) -> Double? {
    guard let value = table[key] else { return nil }
    guard let number = value.double ?? value.int.map(Double.init) else {
      throw wrongType(
        key, "a number of percent", value.type, write: Self.number(value, in: 0...100))
    }
    guard (0...100).contains(number) else {
      throw failure(key, "\(key) must be 0 to 100 percent, not \(number)")
    }
    return number
  }

  /// One string or several.
  func strings(_ key: String) throws(Failure) -> [String]? {
    guard let value = table[key] else { return nil }
    if let text = value.string { return [text] }
    guard let array = value.array else {
      throw wrongType(
        key, "a string or an array of strings", value.type, write: value.int.map { "\"\($0)\"" })
    }
    var texts: [String] = []
    for index in 0..<array.count {
      let element = array[index]
      guard let text = element.string else {
        throw failure(
          key, "\(key) must hold strings only, not \(Self.article(element.type)) \(element.type)")
      }
      guard !texts.contains(text) else { throw failure(key, "\(key) holds \"\(text)\" twice") }
      texts.append(text)
    }
    return texts
  }

  /// Whatever single value stands there as a text; of several, all, separated by commas.
  func anyText(_ key: String) throws(Failure) -> String {
    guard let value = table[key] else { return "" }
    if let bool = value.bool { return bool ? "yes" : "no" }
    if let number = value.int { return "\(number)" }
    if value.date != nil || value.dateTime != nil || value.time != nil {
      throw failure(key, "\(key) must be a text; put it between quotes")
    }
    return try strings(key)?.joined(separator: ",") ?? ""
  }

  /// A string that stands for one of some values.
  func choice<Value>(
    _ key: String, _ choices: [(name: String, value: Value)]
  ) throws(Failure) -> Value? {
    guard let text = try string(key) else { return nil }
    return try Self.chosen(text, key: key, choices) { text throws(Failure) in
      throw failure(key, text)
    }
  }

  private static func chosen<Value>(
    _ text: String, key: String, _ choices: [(name: String, value: Value)],
    fail: (String) throws(Failure) -> Never
  ) throws(Failure) -> Value {
    if let found = choices.first(where: { $0.name == text }) { return found.value }
    let names = choices.map(\.name)
    let guess = Spelling.nearest(to: text, in: names).map { "did you mean \"\($0)\"?" }
    try fail(
      "\(key) cannot be \"\(text)\"; " + (guess ?? "it is one of \(names.joined(separator: ", "))"))
  }

  /// A table within this one.
  func table(_ key: String) throws(Failure) -> SettingsTable? {
    guard let value = table[key] else { return nil }
    guard let inner = value.table else { throw wrongType(key, "a table", value.type) }
    return SettingsTable(
      inner, name: name.isEmpty ? key : "\(name).\(key)", number: number, source: source)
  }

  /// True if the value is an array, as `[[index]]` makes one.
  func holdsTables(_ key: String) -> Bool { table[key]?.array != nil }

  /// The tables of an array: `[[list]]`.
  func tables(_ key: String) throws(Failure) -> [SettingsTable] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else {
      throw failure(key, "\(key) must be tables; write [[\(key)]] above the settings of each")
    }
    var tables: [SettingsTable] = []
    for index in 0..<array.count {
      guard let inner = array[index].table else {
        throw failure(key, "\(key) must be tables; write [[\(key)]] above the settings of each")
      }
      tables.append(SettingsTable(inner, name: key, number: index + 1, source: source))
    }
    return tables
  }
}
