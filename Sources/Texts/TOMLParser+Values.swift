extension TOMLParser {
  /// Reads a value, and no blank behind it.
  ///
  /// - Parameter depth: Of arrays and tables that it is in.
  mutating func value(depth: Int) throws(TOMLError) -> TOMLValue {
    skipBlanks()
    guard depth <= Self.depthMax else { throw error("values lie too deep within each other") }
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "{"): return .table(try inlineTable(depth: depth))
    default: return try plainValue()
    }
  }

  private mutating func array(depth: Int) throws(TOMLError) -> [TOMLValue] {
    position += 1
    var values: [TOMLValue] = []
    while true {
      try skipBlankLines()
      if take("]") { return values }
      values.append(try value(depth: depth + 1))
      try skipBlankLines()
      if take("]") { return values }
      try expect(",", "between values")
    }
  }

  private mutating func inlineTable(depth: Int) throws(TOMLError) -> [String: TOMLValue] {
    position += 1
    skipBlanks()
    var table = InlineTable()
    if take("}") { return table.values }
    repeat {
      let key = try key()
      try expect("=", "behind a key")
      let value = try value(depth: depth + 1)
      guard table.set(key[...], to: value) else {
        throw error("\"\(key.joined(separator: "."))\" is defined twice")
      }
      skipBlanks()
    } while take(",")
    try expect("}", "behind the last value")
    return table.values
  }

  /// A table between braces, of which keys with points make tables that others of them may add to.
  private struct InlineTable {
    private var own: [String: TOMLValue] = [:]
    private var inner: [String: InlineTable] = [:]

    var values: [String: TOMLValue] {
      own.merging(inner.mapValues { .table($0.values) }) { first, _ in first }
    }

    /// False if there is such a value already.
    mutating func set(_ key: ArraySlice<String>, to value: TOMLValue) -> Bool {
      let name = key.first!
      guard own[name] == nil else { return false }
      if key.count > 1 {
        return inner[name, default: InlineTable()].set(key.dropFirst(), to: value)
      }
      guard inner[name] == nil else { return false }
      own[name] = value
      return true
    }
  }

  // MARK: Strings

  private mutating func string() throws(TOMLError) -> String {
    let quote = bytes[position]
    let isBasic = quote == UInt8(ascii: "\"")
    guard peek(1) == quote, peek(2) == quote else {
      position += 1
      return try isBasic ? basicString() : literalString()
    }
    position += 3
    // A line's end right behind the quotes is none of the text.
    _ = takeNewline()
    return try longString(quote, isBasic: isBasic)
  }

  /// Reads up to the quote of a text in one line.
  mutating func basicString() throws(TOMLError) -> String {
    var text: [UInt8] = []
    while let byte = peek(), !Self.isControl(byte) {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw error("a text does not end in its line, or holds a control character")
  }

  /// Reads up to the apostrophe of a text in one line.
  mutating func literalString() throws(TOMLError) -> String {
    let start = position
    while let byte = peek(), !Self.isControl(byte) {
      position += 1
      if byte == UInt8(ascii: "'") { return text(start..<(position - 1)) }
    }
    throw error("a text does not end in its line, or holds a control character")
  }

  /// Reads up to three quotes, before which there may be two more.
  private mutating func longString(_ quote: UInt8, isBasic: Bool) throws(TOMLError) -> String {
    var text: [UInt8] = []
    while let byte = peek() {
      if byte == quote, peek(1) == quote, peek(2) == quote {
        position += 3
        for _ in 0..<2 where peek() == quote {
          text.append(quote)
          position += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      if takeNewline() {
        text.append(0x0A)
        continue
      }
      position += 1
      if isBasic, byte == UInt8(ascii: "\\") {
        if try !skipLineEnd() { try escape(into: &text) }
        continue
      }
      guard !Self.isControl(byte) else { throw error("a text holds a control character") }
      text.append(byte)
    }
    throw error("a text does not end")
  }

  /// Skips a line's end behind a backslash, and all that is blank behind it; false if there is none.
  private mutating func skipLineEnd() throws(TOMLError) -> Bool {
    let start = position
    skipBlanks()
    guard takeNewline() else {
      position = start
      return false
    }
    repeat { skipBlanks() } while takeNewline()
    return true
  }

  /// Reads what stands behind a backslash.
  private mutating func escape(into text: inout [UInt8]) throws(TOMLError) {
    guard let byte = peek() else { throw error("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "u"): try unicode(4, into: &text)
    case UInt8(ascii: "U"): try unicode(8, into: &text)
    default: throw error("a backslash is before a sign that it means nothing with")
    }
  }

  private mutating func unicode(_ digitCount: Int, into text: inout [UInt8]) throws(TOMLError) {
    var number: UInt32 = 0
    for _ in 0..<digitCount {
      guard let digit = peek().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw error("a character's number has \(digitCount) digits")
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    guard let scalar = Unicode.Scalar(number) else { throw error("there is no such character") }
    text.append(contentsOf: UTF8.encode(scalar)!)
  }

  // MARK: Numbers, days and truth

  private mutating func plainValue() throws(TOMLError) -> TOMLValue {
    let start = position
    while let byte = peek(), Self.isPlain(byte) { position += 1 }
    // One blank may stand between a day and a time.
    if position - start == 10, Self.isDay(bytes[start..<position]), peek() == 0x20,
      let next = peek(1), (0x30...0x39).contains(next)
    {
      position += 1
      while let byte = peek(), Self.isPlain(byte) { position += 1 }
    }
    let word = bytes[start..<position]
    switch text(start..<position) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .double(.infinity)
    case "-inf": return .double(-.infinity)
    case "nan", "+nan", "-nan": return .double(.nan)
    default: break
    }
    if let value = Self.moment(word) ?? Self.number(word) { return value }
    position = start
    throw error(word.isEmpty ? "a value is missing" : "a value is none that TOML knows")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// An integer or a floating-point number; nil if it is none, or too large.
  private static func number(_ word: ArraySlice<UInt8>) -> TOMLValue? {
    let text = String(decoding: word, as: UTF8.self)
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
      return digits(text.dropFirst(2), radix: radix).flatMap { Int($0, radix: radix) }
        .map { .integer($0) }
    }
    var rest = Substring(text)
    if rest.hasPrefix("+") || rest.hasPrefix("-") { rest = rest.dropFirst() }
    let whole = rest.prefix { $0 != "." && $0 != "e" && $0 != "E" }
    guard var plain = digits(whole, radix: 10), plain.count == 1 || !plain.hasPrefix("0") else {
      return nil
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return Int(sign + plain).map { .integer($0) } }
    if rest.hasPrefix(".") {
      let fraction = rest.dropFirst().prefix { $0 != "e" && $0 != "E" }
      guard let digits = digits(fraction, radix: 10) else { return nil }
      plain += "." + digits
      rest = rest.dropFirst(1 + fraction.count)
    }
    if let letter = rest.first {
      guard letter == "e" || letter == "E" else { return nil }
      var exponent = rest.dropFirst()
      let isSigned = exponent.hasPrefix("+") || exponent.hasPrefix("-")
      plain += "e" + (exponent.hasPrefix("-") ? "-" : "")
      if isSigned { exponent = exponent.dropFirst() }
      guard let digits = digits(exponent, radix: 10) else { return nil }
      plain += digits
    }
    return Double(sign + plain).map { .double($0) }
  }

  /// Digits without the signs between them; nil if something else is among them, or they are none.
  private static func digits(_ text: Substring, radix: Int) -> String? {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy {
          let value = Character(Unicode.Scalar($0)).hexDigitValue
          return value.map { $0 < radix } ?? false
        }
    }
    return areDigits ? parts.joined() : nil
  }

  // MARK: Moments

  private static func isDay(_ word: ArraySlice<UInt8>) -> Bool {
    if case .date = moment(word) { return true }
    return false
  }

  /// A day, a time or both; nil if it is none that there is.
  private static func moment(_ word: ArraySlice<UInt8>) -> TOMLValue? {
    var rest = word
    let text = String(decoding: word, as: UTF8.self)
    if let time = takeTime(&rest), rest.isEmpty { return time ? .time(text) : nil }
    rest = word
    guard let year = takeNumber(&rest, 4), take(&rest, "-"), let month = takeNumber(&rest, 2),
      take(&rest, "-"), let day = takeNumber(&rest, 2), (1...12).contains(month),
      (1...dayCount(year, month)).contains(day)
    else { return nil }
    if rest.isEmpty { return .date(text) }
    guard take(&rest, "T") || take(&rest, "t") || take(&rest, " "), takeTime(&rest) == true else {
      return nil
    }
    if rest.isEmpty || ((take(&rest, "Z") || take(&rest, "z")) && rest.isEmpty) {
      return .dateTime(text)
    }
    guard take(&rest, "+") || take(&rest, "-"), let hours = takeNumber(&rest, 2), hours < 24,
      take(&rest, ":"), let minutes = takeNumber(&rest, 2), minutes < 60, rest.isEmpty
    else { return nil }
    return .dateTime(text)
  }

  private static func dayCount(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Takes `07:32:00.999`; nil if it is no time, false if there is no such.
  private static func takeTime(_ rest: inout ArraySlice<UInt8>) -> Bool? {
    guard let hour = takeNumber(&rest, 2), take(&rest, ":"), let minute = takeNumber(&rest, 2),
      take(&rest, ":"), let second = takeNumber(&rest, 2)
    else { return nil }
    if take(&rest, ".") {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return hour < 24 && minute < 60 && second < 60
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func take(_ rest: inout ArraySlice<UInt8>, _ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
