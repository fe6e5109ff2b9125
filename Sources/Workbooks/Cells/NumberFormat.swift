import Files

/// What of a cell's number format matters to a reader: whether it is a date, and whether it adds digits and
/// signs, as formats of phone numbers do.
///
///     0000000000              a lost zero comes back
///     (###) ###-####          the digits in their places
///     [<=9999999]###-####;(###) ###-####
///     "+"0   0#\ ##\ ##\ ##\ ##
///
/// Everything else (decimals, thousands, percent, exponents) is shown in full.
struct NumberFormat: Equatable, Sendable {
  /// A part for some numbers.
  struct Section: Equatable, Sendable {
    enum Token: Equatable, Sendable {
      /// `0`: a digit, or a zero where there is none.
      case zero
      /// `#` or `?`: a digit, or nothing.
      case digit
      case literal(UInt8)
    }
    enum Form: Equatable, Sendable {
      case full
      case date
      /// Hours and minutes that go on beyond a day.
      case elapsed
      case digits([Token])
    }
    /// `[<=9999999]`: what it holds for.
    struct Condition: Equatable, Sendable {
      var comparison: String
      var value: Double
    }

    var form: Form
    var condition: Condition?
  }

  static let general = NumberFormat(sections: [Section(form: .full)])

  private var sections: [Section]

  private init(sections: [Section]) { self.sections = sections }

  /// True if the digits of whole numbers that are not below zero stand as they are.
  var isPlain: Bool {
    sections.allSatisfy { $0.form == .full || $0.form == .digits([.zero]) }
  }

  /// The form for a number.
  func form(for value: Double) -> Section.Form {
    for section in sections {
      if let condition = section.condition, condition.holds(for: value) { return section.form }
    }
    let others = sections.filter { $0.condition == nil }
    guard let first = others.first else { return .full }
    // Without conditions: positive numbers, negative ones, zero.
    if others.count == sections.count {
      if value < 0 && others.count > 1 { return others[1].form }
      if value == 0 && others.count > 2 { return others[2].form }
      return first.form
    }
    return others.last!.form
  }

  /// The formats that go by number alone. Source: ECMA-376, part 1, 18.8.30.
  init(builtIn id: Int) {
    switch id {
    case 1: self.init(sections: [Section(form: .digits([.zero]))])
    case 14...22, 27...36, 45, 47, 50...58: self.init(sections: [Section(form: .date)])
    case 46: self.init(sections: [Section(form: .elapsed)])
    default: self = .general
    }
  }

  init(code: String) {
    var sections: [Section] = []
    var reader = NumberFormatReader(Array(code.utf8))
    while let section = reader.nextSection() { sections.append(section) }
    self.init(sections: sections.isEmpty ? Self.general.sections : sections)
  }
}

extension NumberFormat.Section.Condition {
  func holds(for other: Double) -> Bool {
    switch comparison {
    case "<": other < value
    case "<=": other <= value
    case ">": other > value
    case ">=": other >= value
    case "=": other == value
    default: other != value
    }
  }
}

/// Reads a format's code section by section.
private struct NumberFormatReader {
  private let code: [UInt8]
  private var index = 0
  private var isAtEnd = false

  init(_ code: [UInt8]) { self.code = code }

  mutating func nextSection() -> NumberFormat.Section? {
    guard !isAtEnd else { return nil }
    var tokens: [NumberFormat.Section.Token] = []
    var condition: NumberFormat.Section.Condition?
    var isDate = false
    var isElapsed = false
    var isPlain = false
    var endsWithSemicolon = false
    loop: while index < code.count {
      let byte = code[index]
      index += 1
      switch byte {
      case UInt8(ascii: ";"):
        endsWithSemicolon = true
        break loop
      case UInt8(ascii: "\""):
        while index < code.count, code[index] != UInt8(ascii: "\"") {
          tokens.append(.literal(code[index]))
          index += 1
        }
        index += 1
      case UInt8(ascii: "\\"):
        if index < code.count { tokens.append(.literal(code[index])) }
        index += 1
      // As wide as a character: a blank.
      case UInt8(ascii: "_"):
        tokens.append(.literal(0x20))
        index += 1
      // Fills the cell with a character, which is not of the number.
      case UInt8(ascii: "*"): index += 1
      case UInt8(ascii: "["):
        let end = code[index...].firstIndex(of: UInt8(ascii: "]")) ?? code.count
        let text = String(decoding: code[min(index, end)..<end], as: UTF8.self)
        index = min(end + 1, code.count)
        if let found = Self.condition(text) { condition = found }
        if !text.isEmpty, text.utf8.allSatisfy({ "hms".utf8.contains($0 | 0x20) }) {
          isElapsed = true
        }
      case UInt8(ascii: "0"): tokens.append(.zero)
      case UInt8(ascii: "#"), UInt8(ascii: "?"): tokens.append(.digit)
      case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"),
        UInt8(ascii: "s"), UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D"),
        UInt8(ascii: "H"), UInt8(ascii: "S"):
        isDate = true
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "'"),
        UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "$"), 0x80...0xFF:
        tokens.append(.literal(byte))
      // General, decimals, thousands, percent, exponents, text.
      default: isPlain = true
      }
    }
    isAtEnd = !endsWithSemicolon
    if isElapsed { return .init(form: .elapsed, condition: condition) }
    // A fraction or a decimal point beside letters of dates is of seconds.
    if isDate { return .init(form: .date, condition: condition) }
    let hasDigits = tokens.contains { $0 == .zero || $0 == .digit }
    return .init(form: isPlain || !hasDigits ? .full : .digits(tokens), condition: condition)
  }

  private static func condition(_ text: String) -> NumberFormat.Section.Condition? {
    for comparison in ["<=", ">=", "<>", "<", ">", "="] where text.hasPrefix(comparison) {
      return Double(text.dropFirst(comparison.count)).map {
        .init(comparison: comparison, value: $0)
      }
    }
    return nil
  }
}
