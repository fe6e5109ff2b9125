import ListReading
import Pipelines
import SettingsReading

/// The settings that say how the files of a list are read.
struct SettingsRequest {
  private(set) var request = ListRequest()

  /// - Parameter table: That of the list.
  init(_ table: SettingsTable) throws {
    request.format = try table.choice("format", ListFormat.all.map { ($0.name, $0) })
    request.columns = try table.strings("column") ?? []
    request.ignoredColumns = try table.strings("ignore_columns") ?? []
    for (key, names) in [("column", request.columns), ("ignore_columns", request.ignoredColumns)]
    where names.contains("") {
      throw table.failure(key, "\(key) is empty; give it a value or remove it")
    }
    request.mayBeEmpty = try table.bool("allow_empty") ?? false
    request.hasHeader = try table.bool("header")
    if let delimiter = try table.string("delimiter") {
      do {
        request.delimiter = try Values.delimiter(delimiter)
      } catch {
        throw table.failure(
          "delimiter", "delimiter must be comma, semicolon, tab, pipe or one ASCII character")
      }
    }
    let quotes = [("csv", true), ("none", false)]
    request.form.hasQuotes = try table.choice("quotes", quotes) ?? true
    request.form.trustsQuotes = try table.bool("multiline_fields") ?? false
    request.form.skippedLineCount = try table.integer(
      "skip_rows", in: 0...RowArguments.skippedLineCountMax)
    request.sheet = try table.string("sheet")
    if let size = try table.string("expand_max") {
      guard let byteCount = try? Values.byteCount(size) else {
        throw table.failure(
          "expand_max", "expand_max cannot be \"\(size)\"; write \"512M\" or \"10G\"")
      }
      request.expandedByteCountMax = byteCount
    }
    if let columns = try table.table("columns") {
      if !request.columns.isEmpty {
        throw table.failure(
          "column", "column and [list.columns] both name columns; write number = … there instead")
      }
      request.mapping = try Self.texts(columns, ListField.allCases.map { ($0.rawValue, $0) })
      for (field, names) in request.mapping where field != .number && names.count > 1 {
        throw columns.failure(
          field.rawValue, "\(field.rawValue) is in one column, not in \(names.count)")
      }
    }
    if let words = try table.table("words") {
      request.words = try Self.texts(words, ListWords.Meaning.allCases.map { ($0.rawValue, $0) })
    }
    if let preferences = try table.table("preferences") {
      try preferences.checkKeys(["category", "allowed"])
      guard let category = try preferences.integer("category", in: 1...1_000_000) else {
        throw preferences.failure(
          "", "category is missing in [list.preferences]; name that of the calls to be made")
      }
      request.preferences.category = category
      request.preferences.areAllowed = try preferences.bool("allowed") ?? false
    }
  }

  /// Strings under known keys.
  private static func texts<Key: Hashable>(
    _ table: SettingsTable, _ keys: [(name: String, key: Key)]
  ) throws -> [Key: [String]] {
    try table.checkKeys(keys.map(\.name))
    var texts: [Key: [String]] = [:]
    for (name, key) in keys {
      guard let found = try table.strings(name) else { continue }
      guard !found.isEmpty, !found.contains("") else {
        throw table.failure(name, "\(name) is empty; give it a value or remove it")
      }
      texts[key] = found
    }
    return texts
  }
}
