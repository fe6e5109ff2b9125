/// Reads TOML 1.0: every value, and no text that the specification forbids.
///
/// ```
/// let table = try TOMLParser.table(of: "index = \"dnc.ndx\"")
/// ```
///
/// The measure is `tomllib` of Python; a byte order mark at the start is passed over.
public struct TOMLParser {
  /// Values within values, and names within a key. Nobody writes more of them into settings, and stacks are small.
  static let depthMax = 16

  var bytes: [UInt8]
  var position = 0
  private let root = Table()

  /// The table that a text is.
  public static func table(of text: String) throws(TOMLError) -> [String: TOMLValue] {
    var parser = TOMLParser(bytes: Array(text.utf8))
    return try parser.run()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Tables

  /// A table that is being read.
  private final class Table {
    enum Entry {
      case value(TOMLValue)
      case table(Table)
      case tables([Table])
    }

    var entries: [String: Entry] = [:]
    /// True if a header of its own has named it, or keys with points within a table have.
    var isDefined = false

    /// A new table in this one.
    func inner(_ name: String) -> Table {
      let inner = Table()
      entries[name] = .table(inner)
      return inner
    }

    var value: TOMLValue {
      .table(
        entries.mapValues { entry in
          switch entry {
          case .value(let value): value
          case .table(let table): table.value
          case .tables(let tables): .array(tables.map(\.value))
          }
        })
    }
  }

  private mutating func run() throws(TOMLError) -> [String: TOMLValue] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var current = root
    // What keys with points have made in the table at hand: closed when that is over.
    var dotted: [Table] = []
    while true {
      try skipBlankLines()
      guard let byte = peek() else { break }
      if byte == UInt8(ascii: "[") {
        for table in dotted { table.isDefined = true }
        dotted = []
        current = try header()
      } else {
        let key = try key()
        try expect("=", "behind a key")
        let value = try value(depth: 0)
        try set(key, to: value, in: current, &dotted)
      }
      try endLine()
    }
    return root.value.table ?? [:]
  }

  /// Reads `[a.b]` or `[[a.b]]`.
  private mutating func header() throws(TOMLError) -> Table {
    position += 1
    let isOfMany = peek() == UInt8(ascii: "[")
    if isOfMany { position += 1 }
    skipBlanks()
    let key = try key()
    guard take("]"), !isOfMany || take("]") else {
      throw error("a table's name does not end with \(isOfMany ? "]]" : "]")")
    }
    var table = root
    for name in key.dropLast() {
      switch table.entries[name] {
      case nil: table = table.inner(name)
      case .table(let inner): table = inner
      case .tables(let tables): table = tables[tables.count - 1]
      case .value: throw error("\"\(name)\" is a value already, and no table")
      }
    }
    return try define(key[key.count - 1], isOfMany: isOfMany, in: table)
  }

  private func define(
    _ name: String, isOfMany: Bool, in table: Table
  ) throws(TOMLError) -> Table {
    let inner = Table()
    inner.isDefined = true
    switch (table.entries[name], isOfMany) {
    case (nil, false): table.entries[name] = .table(inner)
    case (nil, true): table.entries[name] = .tables([inner])
    case (.tables(let tables), true): table.entries[name] = .tables(tables + [inner])
    case (.table(let former), false) where !former.isDefined:
      former.isDefined = true
      return former
    default: throw error("\"\(name)\" is defined twice")
    }
    return inner
  }

  private func set(
    _ key: [String], to value: TOMLValue, in current: Table, _ dotted: inout [Table]
  ) throws(TOMLError) {
    var table = current
    for name in key.dropLast() {
      switch table.entries[name] {
      case nil: table = table.inner(name)
      case .table(let inner) where !inner.isDefined: table = inner
      default: throw error("\"\(name)\" is defined already, and cannot be added to")
      }
      dotted.append(table)
    }
    let name = key[key.count - 1]
    guard table.entries[name] == nil else { throw error("\"\(name)\" is defined twice") }
    table.entries[name] = .value(value)
  }

  // MARK: Keys

  /// Reads `a . "b" .'c'` and the blanks behind it.
  mutating func key() throws(TOMLError) -> [String] {
    var names: [String] = []
    repeat {
      skipBlanks()
      names.append(try name())
      guard names.count <= Self.depthMax else { throw error("a key has too many points") }
      skipBlanks()
    } while take(".")
    return names
  }

  private mutating func name() throws(TOMLError) -> String {
    switch peek() {
    case UInt8(ascii: "\""):
      position += 1
      return try basicString()
    case UInt8(ascii: "'"):
      position += 1
      return try literalString()
    default:
      let start = position
      while let byte = peek(), Self.isBare(byte) { position += 1 }
      guard position > start else { throw error("a key is missing") }
      return text(start..<position)
    }
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  // MARK: Bytes

  func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ sign: Unicode.Scalar, _ place: String) throws(TOMLError) {
    guard take(sign) else { throw error("there is no \(sign) \(place)") }
  }

  /// The text of bytes, which are whole characters.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  mutating func skipBlanks() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 { position += 1 }
  }

  /// Takes a line's end; false if there is none.
  mutating func takeNewline() -> Bool {
    if peek() == 0x0D, peek(1) == 0x0A { position += 1 }
    guard peek() == 0x0A else { return false }
    position += 1
    return true
  }

  /// Skips a comment, up to its line's end.
  private mutating func skipComment() throws(TOMLError) {
    guard peek() == UInt8(ascii: "#") else { return }
    while let byte = peek(), byte != 0x0A {
      if byte == 0x0D, peek(1) == 0x0A { return }
      guard !Self.isControl(byte) else { throw error("a comment holds a control character") }
      position += 1
    }
  }

  /// True of what may stand nowhere but a tab.
  static func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

  /// Skips blanks, comments and ends of lines.
  mutating func skipBlankLines() throws(TOMLError) {
    repeat {
      skipBlanks()
      try skipComment()
    } while takeNewline()
  }

  private mutating func endLine() throws(TOMLError) {
    skipBlanks()
    try skipComment()
    guard peek() == nil || takeNewline() else {
      throw error("something stands behind the end of a value")
    }
  }

  /// An error at the present position.
  func error(_ reason: String) -> TOMLError {
    TOMLError(line: 1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A }, reason: reason)
  }
}
