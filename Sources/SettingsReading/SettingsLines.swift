/// Finds the line of a setting, for messages: the parser tells only where it failed itself.
///
/// It knows lines that begin with a key or a table's name, which is all that people write; of the
/// rest it says nothing.
struct SettingsLines {
  /// A table, and the how manieth of its name: `[[list]]`, 2.
  private struct Place: Hashable {
    var table: String
    var number: Int
    var key: String
  }

  private var lines: [Place: Int] = [:]

  init(_ text: String) {
    var table = ""
    var counts: [String: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if trimmed.hasPrefix("[") {
        let name = trimmed.drop { "[ \t".contains($0) }.prefix { !"] \t\r".contains($0) }
        table = String(name)
        counts[table, default: 0] += 1
        // A table within a table belongs to the last of those.
        let number = counts[String(name.prefix { $0 != "." })] ?? 1
        lines[Place(table: table, number: number, key: ""), default: index + 1] = index + 1
        counts[table] = max(counts[table]!, number)
      } else if let equals = trimmed.firstIndex(where: { $0 == "=" || $0 == "." }) {
        let key = trimmed[..<equals].filter { !" \t\"'".contains($0) }
        let number = counts[String(table.prefix { $0 != "." })] ?? 0
        let place = Place(table: table, number: number, key: key)
        if lines[place] == nil { lines[place] = index + 1 }
      }
    }
  }

  /// The line of a key, counted from 1, or of its table; nil if neither is found.
  ///
  /// - Parameters:
  ///   - table: Its name as it stands between brackets; empty for the top.
  ///   - number: The how manieth of the tables, from 1; 0 for the top.
  func line(table: String, number: Int, key: String) -> Int? {
    if let line = lines[Place(table: table, number: number, key: key)] { return line }
    if let line = lines[Place(table: table, number: number, key: "")] { return line }
    // A table in the place of a value.
    if table.isEmpty, let line = lines[Place(table: key, number: 1, key: "")] { return line }
    guard let dot = table.lastIndex(of: ".") else { return nil }
    let outer = String(table[..<dot])
    return lines[
      Place(table: outer, number: number, key: String(table[table.index(after: dot)...]))]
      ?? lines[Place(table: outer, number: number, key: "")]
  }
}
