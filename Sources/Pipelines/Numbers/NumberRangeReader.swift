import PhoneNumbers
import SuppressionLists

/// Reads cells that stand for many numbers.
///
///     +33162*    33162*    0162*           all numbers that begin so
///     2025550000-2025559999                 from … to, both ends national or international
///     202-555-1XXX    2025551xxx            the block with any digits in place of two letters or more
///
/// Such a cell is never expanded. `555-1234`, `202-555-0123 x12` and `202-555-0123 x` are numbers;
/// where two whole
/// numbers have a hyphen between them, they are a range if it is a round block or a short one, and
/// two numbers otherwise.
package struct NumberRangeReader: Sendable {
  package enum Reading: Equatable {
    /// A number, or nothing: as the normaliser reads it.
    case noRange
    case ranges([KeyRange])
    /// It looks like a range and is none; what the normaliser finds in it is listed all the same.
    case unreadable
  }

  /// The numbers of a range whose ends are not round: two numbers of one subscriber may have a hyphen
  /// between them, and all between must not be blocked for it.
  static let unevenSpanMax: UInt64 = 100_000
  /// The digits of a whole number, at least: of less a hyphen is only a sign in it.
  private static let endDigitCountMin = 7
  /// The bytes of a range from one number to another: the ends and a hyphen.
  package static let fromToByteCountMin = 2 * endDigitCountMin + 1
  /// The longest number that a prefix is completed to, to see whose it is.
  private static let digitCountMax = 15
  private static let digitCountMin = 5
  /// One letter at the end announces an extension that was left out.
  private static let wildcardCountMin = 2
  /// Completions, the likeliest first: a plan knows few numbers with zeros behind the area code.
  private static let fillers = [5, 2, 0, 9].map { UInt8($0 + 0x30) }

  private let core: Normalizer
  private let normalizer: Normalizer
  private let hasRegion: Bool

  package init(region: Region?) {
    core = Normalizer(region: region, options: .coreOnly)
    normalizer = Normalizer(region: region)
    hasRegion = region != nil
  }

  /// True if `bytes` hold a sign that makes a range of what would be read as one number.
  ///
  /// - Complexity: O(*n*), many bytes at once.
  package static func mayHoldRange(_ bytes: Span<UInt8>) -> Bool {
    var found: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      found |= (byte == UInt8(ascii: "*") ? 1 : 0) | (byte | 0x20 == UInt8(ascii: "x") ? 1 : 0)
    }
    return found != 0
  }

  /// A sign that stands for any digit or any digits.
  @inline(__always)
  static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte | 0x20 == UInt8(ascii: "x")
  }

  package func read(_ cell: [UInt8]) -> Reading {
    let text = Self.trimmed(cell)
    if text.last == UInt8(ascii: "*") { return prefix(text) }
    let wildcards = text.indices.filter { text[$0] | 0x20 == UInt8(ascii: "x") }
    if !wildcards.isEmpty { return block(text, wildcards) }
    // `*67` before a number is dialled, not part of it.
    if text.dropFirst().contains(UInt8(ascii: "*")) { return .unreadable }
    return fromTo(text)
  }

  // MARK: Prefixes

  private func prefix(_ text: ArraySlice<UInt8>) -> Reading {
    var stem = text
    while stem.last == UInt8(ascii: "*") { stem.removeLast() }
    guard stem.allSatisfy(Self.isNumberByte) else { return .unreadable }
    let digits = stem.filter(Self.isDigit)
    guard (1...Self.digitCountMax).contains(digits.count) else { return .unreadable }
    let isInternational = Self.trimmed(Array(stem)).first == UInt8(ascii: "+")
    if isInternational || !hasRegion {
      guard let prefix = UInt64(String(decoding: digits, as: UTF8.self)), digits[0] != 0x30
      else { return .unreadable }
      return .ranges(KeyRange.ranges(prefix: prefix))
    }
    let prefixes = keyPrefixes(digits)
    return prefixes.isEmpty
      ? .unreadable : .ranges(prefixes.flatMap { KeyRange.ranges(prefix: $0) })
  }

  /// The beginnings of keys that national digits stand for: what is left of the numbers that they
  /// begin, without what was put behind them. The surest of all; several if they are equally sure.
  private func keyPrefixes(_ digits: [UInt8]) -> [UInt64] {
    var found: [UInt64: Grade] = [:]
    for count in max(digits.count, Self.digitCountMin)...Self.digitCountMax {
      for filler in Self.fillers {
        let fillerCount = count - digits.count
        let cell = digits + Array(repeating: filler, count: fillerCount)
        let answer = core.normalize(cell.span)
        guard answer.grade >= .possible, var key = answer.number?.key, key != 0 else { continue }
        // The digits that were put behind must be those that are behind now.
        var isKept = true
        for _ in 0..<fillerCount {
          if key % 10 != UInt64(filler - 0x30) { isKept = false }
          key /= 10
        }
        if isKept && key != 0 { found[key] = max(found[key] ?? answer.grade, answer.grade) }
      }
    }
    let best = found.values.max()
    return found.filter { $0.value == best }.keys.sorted()
  }

  // MARK: Blocks

  private func block(_ text: ArraySlice<UInt8>, _ wildcards: [Int]) -> Reading {
    let isTail = text[wildcards[0]...].allSatisfy { !Self.isDigit($0) }
    // An extension has one letter and digits behind it; a letter with nothing behind it is an
    // extension that was left out.
    guard isTail else {
      let isRun = zip(wildcards, wildcards.dropFirst()).contains { $1 == $0 + 1 }
      return isRun && text.allSatisfy({ Self.isNumberByte($0) || $0 | 0x20 == 0x78 })
        ? .unreadable : .noRange
    }
    guard wildcards.count >= Self.wildcardCountMin,
      text.allSatisfy({ Self.isNumberByte($0) || $0 | 0x20 == 0x78 })
    else { return .noRange }
    // `202-555-0123 xx`: nothing is left open in a whole number.
    if wildcards[0] > text.startIndex, text[wildcards[0] - 1] == 0x20,
      key(of: Array(text[..<wildcards[0]])) != nil
    {
      return .noRange
    }
    func filled(_ digit: UInt8) -> [UInt8] { text.map { $0 | 0x20 == 0x78 ? digit : $0 } }
    if let range = range(filled(0x30), filled(0x39)) { return .ranges([range]) }
    return .unreadable
  }

  // MARK: From … to

  private func fromTo(_ text: ArraySlice<UInt8>) -> Reading {
    // In `050-074-9750 / 02-116-5121` the slash parts two numbers, and no hyphen does.
    let slash = text.indices.first { text[$0] == 0x2F && text[$0...].dropFirst().first == 0x20 }
    if let slash {
      let parts = [text[..<slash], text[slash...].dropFirst()]
      return parts.allSatisfy { fromTo(Self.trimmed(Array($0))) == .noRange }
        ? .noRange : .unreadable
    }
    guard let (low, high) = ends(text) else { return .noRange }
    guard let range = range(low, high) else { return .unreadable }
    let span = range.high - range.low
    return span < Self.unevenSpanMax || Self.isRound(range) ? .ranges([range]) : .noRange
  }

  /// The two numbers around a hyphen, a dash, two dots or a word.
  private func ends(_ text: ArraySlice<UInt8>) -> (low: [UInt8], high: [UInt8])? {
    for separator in Self.separators {
      let places = text.indices.filter { text[$0...].starts(with: separator) }
      for place in places {
        let low = Array(text[..<place])
        let high = Array(text[(place + separator.count)...])
        let sides = [low, high]
        guard sides.allSatisfy({ $0.allSatisfy(Self.isNumberByte) }),
          sides.allSatisfy({ $0.count(where: Self.isDigit) >= Self.endDigitCountMin })
        else { continue }
        return (low, high)
      }
    }
    return nil
  }

  private static let separators = [" - ", "–", "—", "..", " to ", "-"].map { Array($0.utf8) }

  private func range(_ low: [UInt8], _ high: [UInt8]) -> KeyRange? {
    guard let low = key(of: low), let high = key(of: high) else { return nil }
    return KeyRange(low: low, high: high)
  }

  /// The key of a number of possible length. Only where the plan has no reading at all, that of an
  /// international number without its plus.
  private func key(of cell: [UInt8]) -> UInt64? {
    var answer = core.normalize(cell.span)
    if answer.number == nil { answer = normalizer.normalize(cell.span) }
    guard answer.grade >= .possible, let key = answer.number?.key, key != 0 else { return nil }
    return key
  }

  /// True if the digits in which the ends differ are all 0 and all 9.
  private static func isRound(_ range: KeyRange) -> Bool {
    var (low, high) = (range.low, range.high)
    while low != high {
      if low % 10 != 0 || high % 10 != 9 { return false }
      low /= 10
      high /= 10
    }
    return true
  }

  // MARK: Bytes

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A digit, or a sign that numbers are written with.
  private static func isNumberByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || [0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F].contains(byte)
  }

  private static func trimmed(_ cell: [UInt8]) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x22, 0x27].contains($0) }
    var text = cell.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }
}
