import Pipelines
import TOMLKit

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
  func checkKeys(_ known: [String]) throws(Failure) {
    for key in keys where !known.contains(key) {
      let place = name.isEmpty ? "" : " in [\(name)]"
      let guess = Spelling.nearest(to: key, in: known).map { "did you mean \"\($0)\"?" }
      throw failure(
        key,
        "there is no setting \"\(key)\"\(place); "
          + (guess ?? "the settings there are \(known.joined(separator: ", "))"))
    }
  }

  private func wrongType(_ key: String, _ wanted: String, _ found: TOMLType) -> Failure {
    failure(key, "\(key) must be \(wanted), not \(Self.article(found)) \(found)")
  }

  private static func article(_ type: TOMLType) -> String {
    type == .array || type == .int ? "an" : "a"
  }

  func string(_ key: String) throws(Failure) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else { throw wrongType(key, "a string", value.type) }
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
    guard let bool = value.bool else { throw wrongType(key, "true or false", value.type) }
    return bool
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let value = table[key] else { return nil }
    guard let number = value.int else { throw wrongType(key, "a whole number", value.type) }
    guard range.contains(number) else {
      throw failure(
        key, "\(key) must be \(range.lowerBound) to \(range.upperBound), not \(number)")
    }
    return number
  }

  func percent(_ key: String) throws(Failure) -> Double? {
    guard let value = table[key] else { return nil }
    guard let number = value.double ?? value.int.map(Double.init) else {
      throw wrongType(key, "a number of percent", value.type)
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
      throw wrongType(key, "a string or an array of strings", value.type)
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
