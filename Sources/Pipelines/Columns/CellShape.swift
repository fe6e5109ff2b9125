import PhoneNumbers
import Texts

/// What a cell looks like: whether a person would take it for a phone number.
///
/// The normaliser reads a number in nearly anything, as it must in a phone column. In a column that nobody
/// has called one, the writing counts as well: dates, amounts, addresses and ids are no numbers, though
/// their digits may be.
package struct CellShape {
  enum Kind {
    /// Nothing, or a word for it.
    case empty
    /// A number as it is written to be dialled: `+…`, `(202) 555-0123`, `0171 …`.
    case written
    /// Digits that are a valid number, and might be an id.
    case digits
    /// Digits that are no valid number.
    case otherDigits
    /// A date.
    case date
    /// A word for yes or no.
    case flag
    /// Too few digits for a number: which word it is, ``wordKind(of:)`` tells.
    case word
    /// Text, or digits too few for a number.
    case other
  }

  private let normalizer: Normalizer
  /// True if numbers of the region begin with 0 at home.
  private let hasTrunkZero: Bool
  /// Shared by all columns of a file.
  let chances = KnownChances()

  init(_ region: Region?) {
    normalizer = Normalizer(region: region)
    hasTrunkZero = !["US", "CA", "ES", "PT", "NO", "DK", "PL", "SG", "HK", "CZ", "GR", "MX"]
      .contains(
        region?.code ?? "")
  }

  /// The fewest digits of a number in any plan that is written with its area code.
  static let digitCountMin = 6
  /// The most digits of a number (ITU-T E.164).
  static let digitCountMax = 15

  func kind(of cell: [UInt8]) -> Kind {
    var digitCount = 0
    var letterCount = 0
    var foreignCount = 0
    for byte in cell {
      switch byte {
      case 0x30...0x39: digitCount += 1
      case 0x41...0x5A, 0x61...0x7A: letterCount += 1
      case 0x80...: foreignCount += 1
      default: break
      }
    }
    if digitCount >= Self.digitCountMin { return runs(cell) }
    if foreignCount > 0, letterCount == 0, Self.foreignDigitCount(cell) >= Self.digitCountMin,
      normalizer.normalize(cell.span).grade == .valid
    {
      return .written
    }
    return .word
  }

  private static let wordByteCountMax = 24

  /// What a word says: nothing, yes or no, or something else.
  func wordKind(of cell: [UInt8]) -> Kind {
    guard cell.count <= Self.wordByteCountMax else { return .other }
    let word = HeaderText.folded(String(decoding: cell, as: UTF8.self))
    if word.isEmpty || HeaderWords.placeholders.contains(word) { return .empty }
    return HeaderWords.flags.contains(word) ? .flag : .other
  }

  /// The digits of Arabic, Persian, the scripts of India and Thailand, and wide ones, in UTF-8.
  private static func foreignDigitCount(_ cell: [UInt8]) -> Int {
    var count = 0
    for index in cell.indices.dropLast() {
      let last = cell[index + 1]
      switch cell[index] {
      case 0xD9: count += (0xA0...0xA9).contains(last) ? 1 : 0
      case 0xDB: count += (0xB0...0xB9).contains(last) ? 1 : 0
      case 0xE0, 0xEF:
        guard index + 2 < cell.count else { continue }
        let digit = cell[index + 2]
        count += (0xA6...0xAF).contains(digit) || (0x90...0x99).contains(digit) ? 1 : 0
      default: continue
      }
    }
    return count
  }

  // MARK: Runs

  /// True if a valid number stands in a cell, whatever runs into it: what was torn has no word's ends.
  ///
  /// - Parameter isJoined: True if the cell is the last of one row and the first of the next.
  func holdsNumber(_ cell: [UInt8], isJoined: Bool) -> Bool {
    cell.split { !Self.isNumberByte($0) }.contains { run in
      let run = Array(run)
      return run.indices.contains { start in
        let isGroup = start == 0 || !Self.isDigit(run[start - 1])
        guard start == 0 || Self.isDigit(run[start]) && (isJoined || isGroup) else { return false }
        let kind = self.run(Array(run[start...]), 0..<(run.count - start))
        return kind == .written || kind == .digits
      }
    }
  }

  /// The best kind of the cell's runs: stretches of what numbers are written with.
  private func runs(_ cell: [UInt8]) -> Kind {
    var best = Kind.other
    var start = 0
    while start < cell.count {
      guard Self.isNumberByte(cell[start]) else {
        start += 1
        continue
      }
      var end = start
      // A plus begins a number, whatever stands before it.
      while end < cell.count, Self.isNumberByte(cell[end]), end == start || cell[end] != 0x2B {
        end += 1
      }
      let kind = run(cell, start..<end)
      switch (best, kind) {
      case (_, .written): return .written
      case (.other, _), (.date, .digits), (.otherDigits, .digits): best = kind
      default: break
      }
      start = end
    }
    return best
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: true  // digits, blank, ()+-./
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func run(_ cell: [UInt8], _ range: Range<Int>) -> Kind {
    var text = Array(cell[range])
    while let last = text.last, !Self.isDigit(last) { text.removeLast() }
    while let first = text.first, ![0x2B, 0x28].contains(first), !Self.isDigit(first) {
      text.removeFirst()
    }
    // What a spreadsheet makes of a number.
    if text.count > 2, text.suffix(2) == [0x2E, 0x30], text.dropLast(2).allSatisfy(Self.isDigit) {
      text.removeLast(2)
    }
    let digits = text.filter(Self.isDigit)
    guard digits.count >= Self.digitCountMin else { return .other }
    let hasPlus = text.first == 0x2B || digits.starts(with: [0x30, 0x30]) && digits.count > 8
    if !hasPlus && Self.isAttachedBefore(cell, range) { return .other }
    let isAttached = !hasPlus && Self.isAttachedBehind(cell, range)
    if isAttached && !text.contains(where: { $0 == 0x20 || $0 == 0x28 }) { return .other }
    let groups = text.split { !Self.isDigit($0) }
    if !hasPlus {
      if Self.isDate(text, groups) { return .date }
      if Self.isOther(text, groups) { return .other }
    }
    guard digits.count <= Self.digitCountMax + (hasPlus ? 2 : 0) else {
      return !isAttached && holdsSeveral(text, groups) ? .written : .other
    }
    let answer = normalizer.normalize(text.span)
    // A damaged sign joins a number to the next cell; an id has no blanks in it.
    if isAttached { return answer.grade == .valid ? .written : .other }
    let isBare = text.count == digits.count
    let isWritten = !isBare || hasPlus || hasTrunkZero && digits[0] == 0x30
    if isBare, Self.isDate(text, groups) { return .date }
    if answer.grade == .valid { return isWritten ? .written : .digits }
    if isBare { return .otherDigits }
    if answer.grade == .possible && digits.count >= 8 || answer.grade == .local {
      return isWritten ? .written : .otherDigits
    }
    return Self.numbered(text).map { run($0, $0.indices) } == .written ? .written : .otherDigits
  }

  /// What stands behind the numeral of a list: `1) …`, `12. …`.
  private static func numbered(_ text: [UInt8]) -> [UInt8]? {
    let numeral = text.prefix(while: isDigit)
    let rest = text[numeral.endIndex...]
    guard (1...3).contains(numeral.count),
      rest.starts(with: [0x29]) || rest.starts(with: [0x2E, 0x20])
    else { return nil }
    return Array(rest.dropFirst())
  }

  /// True if a run too long for a number is several of them: `A / B`, `A B`.
  private func holdsSeveral(_ text: [UInt8], _ groups: [ArraySlice<UInt8>]) -> Bool {
    // A payment card.
    if groups.map(\.count) == [4, 4, 4, 4] { return false }
    for place in text.indices where text[place] == 0x20 || text[place] == 0x2F {
      let first = Array(text[..<place])
      let digitCount = first.count(where: Self.isDigit)
      guard (7...Self.digitCountMax).contains(digitCount) else { continue }
      let rest = Array(text[(place + 1)...])
      guard normalizer.normalize(first.span).grade >= .possible else { continue }
      let kind = run(rest, rest.indices)
      if kind == .written || kind == .digits { return true }
    }
    return false
  }

  /// True if a run is part of a word, an address, an id: `user1234567@…`, `INV-2024-000123`.
  private static func isAttachedBefore(_ cell: [UInt8], _ range: Range<Int>) -> Bool {
    range.lowerBound > 0 && isWord(cell, endingAt: range.lowerBound - 1)
      && ![0x20, 0x28, 0x2E].contains(cell[range.lowerBound])
      && !marks.contains(where: cell[..<range.lowerBound].ends(with:))
  }

  private static func isAttachedBehind(_ cell: [UInt8], _ range: Range<Int>) -> Bool {
    range.upperBound < cell.count && isWord(cell, startingAt: range.upperBound)
      && ![0x20, 0x28].contains(cell[range.upperBound - 1])
      && !marks.contains(where: cell[range.upperBound...].starts(with:))
  }

  /// Blanks and invisible signs that stand around a number and belong to no word, in UTF-8: no-break and
  /// ideographic spaces, signs of direction, zero-width ones, soft hyphens, byte-order marks.
  private static let marks: [[UInt8]] =
    "\u{A0}\u{AD}\u{2007}\u{2009}\u{200B}\u{200E}\u{200F}\u{202A}\u{202C}\u{202D}\u{202F}\u{2060}\u{2066}\u{2069}\u{3000}\u{FEFF}"
    .unicodeScalars.map { Array(String($0).utf8) }

  /// True if a letter of any script, or a sign of a word, begins at a place. A byte that is no UTF-8 is a
  /// sign that was damaged.
  private static func isWord(_ cell: [UInt8], startingAt place: Int) -> Bool {
    guard cell[place] >= 0x80 else { return isWordByte(cell[place]) }
    return cell[place] >= 0xC2 && place + 1 < cell.count && isContinuation(cell[place + 1])
  }

  private static func isWord(_ cell: [UInt8], endingAt place: Int) -> Bool {
    guard cell[place] >= 0x80 else { return isWordByte(cell[place]) }
    guard isContinuation(cell[place]) else { return false }
    let first = cell[...place].lastIndex { !isContinuation($0) }
    return first.map { cell[$0] >= 0xC2 } ?? false
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x40, 0x5F, 0x23, 0x26, 0x25: true  // @ _ # & %
    default: false
    }
  }

  // MARK: What is no number

  /// `2024-05-01`, `1.5.2024 10`, `05/01/24`, `20240501`, `20240501123000`.
  private static func isDate(_ text: [UInt8], _ groups: [ArraySlice<UInt8>]) -> Bool {
    func value(_ digits: some Sequence<UInt8>) -> Int {
      digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    func isYear(_ value: Int) -> Bool { (1900...2100).contains(value) }
    func isDay(_ first: Int, _ second: Int) -> Bool {
      (1...12).contains(first) && (1...31).contains(second)
        || (1...31).contains(first) && (1...12).contains(second)
    }
    if groups.count == 1, let group = groups.first, text.count == group.count {
      guard group.count == 8 || group.count == 14 || group.count == 12 else { return false }
      let digits = Array(group)
      let month = value(digits[4..<6])
      let day = value(digits[6..<8])
      return isYear(value(digits[..<4])) && (1...12).contains(month) && (1...31).contains(day)
    }
    guard groups.count >= 3, !text.contains(0x28), !text.contains(0x2B) else { return false }
    let counts = groups.prefix(3).map(\.count)
    guard counts.allSatisfy({ $0 <= 4 }) else { return false }
    let values = groups.prefix(3).map { value($0) }
    // A time may stand behind it: hours, for the colon ends the run; with a zone nothing more.
    guard groups.count == 3 || groups.count == 4 && groups[3].count <= 2 else { return false }
    if counts[0] == 4, counts[1] <= 2, counts[2] <= 2 {
      return isYear(values[0]) && (1...12).contains(values[1]) && (1...31).contains(values[2])
    }
    if counts[0] <= 2, counts[1] <= 2, counts[2] == 4 {
      return isYear(values[2]) && isDay(values[0], values[1])
    }
    if counts == [2, 2, 2] && groups.count == 3 { return isDay(values[0], values[1]) }
    return false
  }

  /// Amounts, coordinates, addresses of the internet, social security numbers, long zip codes.
  private static func isOther(_ text: [UInt8], _ groups: [ArraySlice<UInt8>]) -> Bool {
    let counts = groups.map(\.count)
    let signs = Set(text.filter { !isDigit($0) })
    if signs == [0x2E] {
      // A decimal; but `030.1234567` is a number.
      if groups.count == 2 { return counts[1] <= 2 || text[0] != 0x30 || counts[0] == 1 }
      if groups.count == 4, counts.allSatisfy({ $0 <= 3 }), counts != [2, 2, 2, 2] { return true }
    }
    if signs == [0x2D] && (counts == [3, 2, 4] || counts == [5, 4]) { return true }
    return false
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with other: [UInt8]) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}
