import DelimitedText
import PhoneNumbers

/// The rows of a block that are clear as far as lists go, with their numbers: for the turn, in which
/// those are found that repeat a number of an earlier row.
///
/// ```
///   rows of the block   0 clear   1 listed   2 clear   3 clear   4 invalid
///   ends                24                   47        70          in the kept bytes of the block
///   rejected            1 clear row before it, ends at 41; 3 before it, ends at 66
/// ```
struct ClearRows: ~Copyable {
  /// A row that was rejected for another reason.
  struct RejectedRow {
    /// The clear rows before it.
    var clearCount: Int
    /// Where it ends in the rejected bytes of the block.
    var end: Int
  }

  /// The numbers of the clear rows.
  private(set) var keys: [UInt64] = []
  /// Where those of each row end; empty if each row has one.
  private(set) var keyEnds: [UInt32] = []
  /// Where each row ends in the kept bytes of the block.
  private(set) var ends: [UInt32] = []
  private(set) var rejected: [RejectedRow] = []
  /// True if the last row is clear, and ends with the file inside a quote.
  private(set) var endsInQuotes = false

  private var hasOneKeyEach = true
  /// The rows of the batch at hand that were rejected, with their ends in the rejected bytes.
  private var batchRejected: [(row: Int, end: Int)] = []

  /// Begins with a block.
  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    keyEnds.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    rejected.removeAll(keepingCapacity: true)
    batchRejected.removeAll(keepingCapacity: true)
    endsInQuotes = false
    hasOneKeyEach = true
  }

  /// Notes that a row of the batch at hand is rejected; in the order of the rows.
  ///
  /// - Parameter end: Where it ends in the rejected bytes.
  mutating func reject(row: Int, end: Int) { batchRejected.append((row, end)) }

  /// Takes in all rows of a batch that were not rejected.
  ///
  /// - Parameter offset: Where the batch begins in its block.
  mutating func take(_ reader: borrowing NumberReader, from offset: Int) {
    let isSimple = reader.cellCount == 1 && !Self.hasFurtherNumbers(reader.numbers)
    var row = 0
    var extra = 0
    for (rejectedRow, end) in batchRejected {
      take(row..<rejectedRow, of: reader, from: offset, isSimple: isSimple, extra: &extra)
      rejected.append(RejectedRow(clearCount: ends.count, end: end))
      row = rejectedRow + 1
    }
    let rows = row..<reader.rows.rowCount
    take(rows, of: reader, from: offset, isSimple: isSimple, extra: &extra)
    endsInQuotes = !rows.isEmpty && reader.rows.endsInQuotes
    batchRejected.removeAll(keepingCapacity: true)
  }

  /// Takes in rows that follow each other and are all clear.
  ///
  /// - Parameters:
  ///   - isSimple: True if each has one cell and one number in it.
  ///   - extra: The first further key that is not of earlier rows.
  private mutating func take(
    _ rows: Range<Int>, of reader: borrowing NumberReader, from offset: Int, isSimple: Bool,
    extra: inout Int
  ) {
    guard !rows.isEmpty else { return }
    let rowEnds = reader.rows.rowEnds
    let start = reader.rows.range(ofRow: rows.lowerBound, from: offset).lowerBound
    // The bytes of the block before the run that are not kept.
    let goneByteCount = start - Int(ends.last ?? 0)
    let firstRow = ends.count
    ends.append(addingCapacity: rows.count) { ends in
      for row in rows {
        ends.append(UInt32(truncatingIfNeeded: Int(rowEnds[row]) &- goneByteCount))
      }
    }
    if isSimple && hasOneKeyEach {
      let cellKeys = reader.numbers.keys
      keys.append(addingCapacity: rows.count) { keys in
        for row in rows { keys.append(cellKeys[row]) }
      }
      return
    }
    if hasOneKeyEach {
      hasOneKeyEach = false
      keyEnds.removeAll(keepingCapacity: true)
      for row in 0..<firstRow { keyEnds.append(UInt32(row + 1)) }
    }
    for row in rows {
      appendKeys(ofRow: row, of: reader, extra: &extra)
      keyEnds.append(UInt32(keys.count))
    }
  }

  private mutating func appendKeys(
    ofRow row: Int, of reader: borrowing NumberReader, extra: inout Int
  ) {
    let cells = row * reader.cellCount..<(row + 1) * reader.cellCount
    // A clear row has cells with a number, and empty ones.
    let cellKeys = reader.numbers.keys
    for cell in cells where cellKeys[cell] != 0 { keys.append(cellKeys[cell]) }
    let owners = reader.numbers.extraOwners
    while extra < owners.count, Int(owners[extra]) < cells.upperBound {
      let isOfRow = Int(owners[extra]) >= cells.lowerBound
      if isOfRow && Self.isNumberOfRow(reader.numbers.extraReasons[extra]) {
        keys.append(reader.numbers.extraKeys[extra])
      }
      extra += 1
    }
  }

  private static func hasFurtherNumbers(_ numbers: borrowing NumberBatch) -> Bool {
    let reasons = numbers.extraReasons
    for extra in reasons.indices where isNumberOfRow(reasons[extra]) { return true }
    return false
  }

  /// True if a further key is a number that a row has, and not another reading of it that may be the
  /// number of somebody else: another number of the cell, or the same line under the number that it has
  /// or had elsewhere.
  ///
  /// - Parameter reason: The raw value of an `AliasReason`.
  private static func isNumberOfRow(_ reason: UInt8) -> Bool {
    guard let reason = AliasReason(rawValue: reason) else { return false }
    return switch reason {
    case .argentinaMobileNine, .brazilNinthDigit, .sanMarino, .beninOldLength, .gabonOldLength,
      .renumbered:
      true
    default: reason.isAnotherNumber
    }
  }
}
