import DelimitedText
import PhoneNumbers
import Synchronization

/// What the cells of a column are, by a sample of its rows.
package struct ColumnProfile {
  /// How much of a column is phone numbers.
  package enum Share: Comparable {
    case none
    /// Under a header that names ids, digits that are valid numbers more often than ids would be, but too
    /// few to be sure.
    case fewDigits
    /// Some cells are, among others that are not.
    case some
    /// Digits that would be valid numbers, and are as likely something else.
    case perhaps
    case most
  }

  /// Cells with something in them.
  package private(set) var filledCount = 0
  private(set) var writtenCount = 0
  private(set) var digitsCount = 0
  private(set) var otherDigitsCount = 0
  private(set) var dateCount = 0
  private(set) var flagCount = 0
  private(set) var otherCount = 0
  /// Cells of torn rows in which a number stands that a word runs into.
  private var tornCount = 0
  /// Cells of six digits or more that are no date.
  var longDigitsCount: Int { writtenCount + digitsCount + otherDigitsCount }
  package var numberCount: Int { writtenCount + digitsCount + tornCount }

  /// How many bare numbers have so many digits.
  private var lengths = [Int](repeating: 0, count: CellShape.digitCountMax + 1)
  /// How many of them are valid numbers.
  private var validLengths = [Int](repeating: 0, count: CellShape.digitCountMax + 1)
  /// Pairs of bare numbers in rows that follow each other, and those that count up or down by little.
  private var pairCount = 0
  private var stepCount = 0
  private var lastValue: Int?
  /// The least and the greatest of them.
  private var valueMin = Int.max
  private var valueMax = 0
  /// The different words, up to some, and what they are.
  private var words: [[UInt8]: CellShape.Kind] = [:]

  private static let wordCountMax = 8
  /// What an id differs from that of the next row, at most.
  private static let stepMax = 1000

  /// - Parameter tear: How the row was torn, if it was.
  mutating func add(
    _ cell: [UInt8], column: Int, shape: CellShape, tear: RowTear? = nil
  ) {
    // Swallowed rows are no cell; what is wrong with their quotes is said elsewhere.
    if Self.holdsRows(cell) { return }
    var kind = shape.kind(of: cell)
    if let tear,
      kind == .other || kind == .date
        || kind == .otherDigits && (tear.joinedColumn == column || !Self.isBare(cell)),
      shape.holdsNumber(cell, isJoined: tear.joinedColumn == column)
    {
      tornCount += 1
    }
    if kind == .word || kind == .other { kind = wordKind(of: cell, kind, shape) }
    guard kind != .empty else { return }
    filledCount += 1
    switch kind {
    case .empty: break
    case .written: writtenCount += 1
    case .digits, .otherDigits:
      if kind == .digits { digitsCount += 1 } else { otherDigitsCount += 1 }
      addDigits(cell, isValid: kind == .digits)
    case .date: dateCount += 1
    case .flag: flagCount += 1
    case .word, .other: otherCount += 1
    }
  }

  private static func isBare(_ cell: [UInt8]) -> Bool {
    cell.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// True if a cell has line breaks and, as rows have, what may be delimiters.
  private static func holdsRows(_ cell: [UInt8]) -> Bool {
    guard cell.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return false }
    return cell.contains(where: Delimiter.candidates.contains)
  }

  /// What a word is. Where there are many different ones, no more is asked: text, whatever it says.
  private mutating func wordKind(
    of cell: [UInt8], _ kind: CellShape.Kind, _ shape: CellShape
  ) -> CellShape.Kind {
    if words.count > Self.wordCountMax { return .other }
    if let known = words[cell] { return known }
    let found = kind == .word ? shape.wordKind(of: cell) : kind
    words[cell] = found
    return found
  }

  /// Says that the next cell does not follow the last one in the file.
  mutating func breakOff() { lastValue = nil }

  private mutating func addDigits(_ cell: [UInt8], isValid: Bool) {
    var value = 0
    var count = 0
    for byte in cell where byte >= 0x30 && byte <= 0x39 && count < CellShape.digitCountMax {
      value = value * 10 + Int(byte - 0x30)
      count += 1
    }
    lengths[count] += 1
    if isValid { validLengths[count] += 1 }
    valueMin = min(valueMin, value)
    valueMax = max(valueMax, value)
    if let lastValue {
      pairCount += 1
      if value != lastValue, abs(value - lastValue) <= Self.stepMax { stepCount += 1 }
    }
    lastValue = value
  }

  // MARK: Judging

  /// True if there is nothing but answers of yes or no.
  var isFlags: Bool { filledCount > 0 && flagCount == filledCount }
  /// True if nearly all cells are dates.
  var isDates: Bool { filledCount > 0 && dateCount * 10 >= filledCount * 9 }
  /// True if all cells are a few words that come again and again: kinds, labels, states.
  var isLabels: Bool {
    filledCount >= 8 && longDigitsCount == 0 && dateCount == 0 && words.count <= Self.wordCountMax
      && words.count * 3 <= filledCount
  }
  /// True if no cell has digits enough for a number, but several have some: extensions, codes, counts.
  var isShort: Bool { filledCount >= 5 && longDigitsCount == 0 && hasOnlyDigits }
  private var hasOnlyDigits: Bool {
    words.count <= Self.wordCountMax + 1
      && words.keys.allSatisfy { $0.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x20 } }
  }

  /// True if the cells are numbers that ids could hardly be, whether or not a header says so.
  package func isCertain(_ shape: CellShape) -> Bool {
    guard share(shape, isIdentifier: false) >= .perhaps else { return false }
    if writtenCount * 2 >= filledCount { return true }
    let isSequence = pairCount >= 4 && stepCount * 10 >= pairCount * 9
    return !isSequence && luck(shape.chance(lengths)) <= Self.certainLuckMax
  }

  /// True if the cells are bare digits that are numbers no more often than any digits are: ids.
  package func seemsIdentifiers(_ shape: CellShape) -> Bool {
    let bareCount = digitsCount + otherDigitsCount
    guard bareCount >= Self.identifierCountMin, bareCount * 20 >= filledCount * 19 else {
      return false
    }
    let chance = shape.chance(lengths)
    return Double(digitsCount) < Double(bareCount) * (chance + (1 - chance) * Self.leastSurplus)
  }

  private static let identifierCountMin = 100
  private static let leastSurplus = 0.12

  /// How likely it is that as many bare digits are valid numbers by chance.
  private func luck(_ chance: Double, of count: Int? = nil) -> Double {
    var luck = 1.0
    for _ in 0..<min(count ?? digitsCount + otherDigitsCount, 64) { luck *= chance }
    return luck
  }

  /// How far above `chance` the share of valid numbers among random digits hardly ever comes: four
  /// standard deviations.
  private func spread(_ chance: Double) -> Double {
    4 * (chance * (1 - chance) / Double(max(1, digitsCount + otherDigitsCount))).squareRoot()
  }

  /// From this share on a column holds numbers, however many of random digits would be valid.
  private static let nearlyAll = 0.99

  /// True if all bare digits are seconds since 1970, from 2001 to 2039, or thousandths of them: in Germany they
  /// are mobile numbers without their zero.
  private var areMoments: Bool {
    writtenCount == 0
      && [1, 1000].contains { 1_000_000_000 * $0 <= valueMin && valueMax < 2_200_000_000 * $0 }
  }

  /// True if nearly every number follows the one before it.
  private var isSequence: Bool { pairCount > 0 && stepCount * 10 >= pairCount * 9 }

  /// How much of the column is phone numbers.
  ///
  /// - Parameter isIdentifier: True if its header names ids, dates or amounts: bare digits must then be
  ///   such as ids hardly are.
  func share(_ shape: CellShape, isIdentifier: Bool) -> Share {
    if tornCount == numberCount { return tornCount > 0 ? .some : .none }
    if writtenCount * 2 >= filledCount { return .most }
    let share = Double(writtenCount + digitsCount) / Double(filledCount)
    if digitsCount > 0, share >= Self.digitsShareMin {
      let chance = shape.chance(lengths)
      let threshold = max(Self.digitsShareMin, chance + (1 - chance) * Self.surplusMin)
      if share >= threshold {
        let luck = luck(chance)
        if share < min(chance + spread(chance), Self.nearlyAll) { return .perhaps }
        if isIdentifier {
          if !isSequence {
            return luck <= Self.identifierLuckMax && !areMoments ? .most : .fewDigits
          }
        } else if chance < Self.looseChance {
          return luck <= Self.luckMax ? .most : .perhaps
        } else {
          return luck <= Self.looseLuckMax && !(isSequence && pairCount >= 8) ? .most : .perhaps
        }
      }
    }
    // Numbers in remarks, in addresses, in the fields of something else; be it one, of a torn row.
    if writtenCount + tornCount > 0 { return .some }
    return holdsBareNumbers(shape, isIdentifier: isIdentifier) ? .some : .none
  }

  /// True if bare digits stand among words, or are of another length than the ids of the column, and are
  /// valid numbers as ids hardly are: `call 2025550123`.
  private func holdsBareNumbers(_ shape: CellShape, isIdentifier: Bool) -> Bool {
    guard digitsCount > 0, !isSequence else { return false }
    var odd = lengths
    let usual = lengths.indices.max { lengths[$0] < lengths[$1] }!
    if validLengths[usual] == 0, lengths[usual] * 5 >= (digitsCount + otherDigitsCount) * 4 {
      odd[usual] = 0
    } else if otherCount == 0 {
      return false
    }
    let chance = shape.chance(odd)
    let bareCount = odd.reduce(0, +)
    guard Double(digitsCount) >= Double(bareCount) * (chance + (1 - chance) * Self.surplusMin)
    else { return false }
    // Where few cells have so many digits, these are none of the ids.
    let mayBeIDs = isIdentifier && bareCount * 5 > filledCount
    let luckMax =
      mayBeIDs
      ? Self.identifierLuckMax : chance < Self.looseChance ? Self.luckMax : Self.looseLuckMax
    return luck(chance, of: bareCount) <= luckMax
  }

  /// Fewer valid numbers among the cells are none of a phone column, be it ever so dirty. Of random digits
  /// of ten, 38 % are valid in the US, 70 % in India, 80 % in Germany: of the rest most must be, too.
  private static let digitsShareMin = 0.6
  private static let surplusMin = 0.7
  /// Bare digits that ids would be with this probability are taken for numbers; …
  private static let luckMax = 0.5
  /// … where more random digits than this are valid, with that.
  private static let looseChance = 0.5
  private static let looseLuckMax = 0.05
  /// The same where no header says anything, and they would be put on a list.
  private static let certainLuckMax = 0.2
  /// The same where the header names ids.
  private static let identifierLuckMax = 0.01
}

extension CellShape {
  /// The share of random digits that are valid numbers, by how many of each length are wanted.
  ///
  /// - Complexity: A thousand look-ups or two, which take up to a millisecond; once for all columns of
  ///   a file whose digits have the same lengths.
  func chance(_ lengths: [Int]) -> Double {
    let total = lengths.reduce(0, +)
    guard total > 0 else { return 0 }
    let trialCounts = lengths.enumerated().map { length, wanted in
      wanted > 0 && length > 0 ? max(1, wanted * Self.trialCount / total) : 0
    }
    return chances.value(for: trialCounts) { measuredChance(trialCounts) }
  }

  private func measuredChance(_ trialCounts: [Int]) -> Double {
    var validCount = 0
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var cell: [UInt8] = []
    for (length, trialCount) in trialCounts.enumerated() {
      for _ in 0..<trialCount {
        cell.removeAll(keepingCapacity: true)
        for place in 0..<length {
          let digit = UInt8(Self.next(&state) % (place == 0 ? 9 : 10)) + (place == 0 ? 1 : 0)
          cell.append(0x30 + digit)
        }
        let kind = kind(of: cell)
        if kind == .digits || kind == .written { validCount += 1 }
      }
    }
    return Double(validCount) / Double(trialCounts.reduce(0, +))
  }

  private static let trialCount = 2000

  /// SplitMix64, which gives every file the same digits.
  ///
  /// - SeeAlso: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The chances of random digits that were worked out already, by how many of each length were tried.
final class KnownChances: Sendable {
  private let known = Mutex<[[Int]: Double]>([:])

  func value(for trialCounts: [Int], _ measure: () -> Double) -> Double {
    if let chance = known.withLock({ $0[trialCounts] }) { return chance }
    let chance = measure()
    known.withLock { $0[trialCounts] = chance }
    return chance
  }
}

/// The profiles of all columns of a file.
package struct ColumnProfiles {
  package private(set) var columns: [ColumnProfile] = []
  package let shape: CellShape
  private(set) var rowCount = 0

  /// - Parameters:
  ///   - hasHeader: True if the first row of the sample is a header.
  ///   - regionColumn: The column that names each row's region.
  package init(
    _ sample: ColumnSample, region: Region?, hasHeader: Bool = false, regionColumn: Int? = nil
  ) {
    shape = CellShape(region)
    var regions: [[UInt8]: CellShape] = [:]
    for (place, window) in sample.windows.enumerated() {
      for index in columns.indices { columns[index].breakOff() }
      let rows = window.rows.dropFirst(place == 0 && hasHeader ? 1 : 0)
      rowCount += rows.count
      for row in rows {
        while columns.count < row.count { columns.append(ColumnProfile()) }
        let tear = sample.tear(of: row)
        var shape = shape
        if let regionColumn, regionColumn < row.count, !row[regionColumn].isEmpty {
          shape = regions[row[regionColumn]] ?? CellShape(RegionNames.region(row[regionColumn]))
          regions[row[regionColumn]] = shape
        }
        for (index, cell) in row.enumerated() where !cell.isEmpty {
          columns[index].add(cell, column: index, shape: shape, tear: tear)
        }
      }
    }
  }

  package func share(of column: Int, _ meaning: HeaderMeaning?) -> ColumnProfile.Share {
    guard column < columns.count else { return .none }
    return columns[column].share(shape, isIdentifier: meaning?.isIdentifier ?? false)
  }
}
