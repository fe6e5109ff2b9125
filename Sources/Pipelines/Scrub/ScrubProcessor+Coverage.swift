import PhoneNumbers
import SuppressionLists
import Verdicts

/// Decisions where lists do not apply, say for which prefixes they speak, or have grown stale.
extension ScrubProcessor {
  /// Takes the numbers that are only on lists that do not apply for unlisted.
  ///
  /// Classes that no index has stay, to be found out as damage.
  mutating func dropUnappliedClasses() {
    if !verdicts.permits.isEmpty {
      Self.copy(classes, to: &foundClasses)
      Self.copy(extraClasses, to: &foundExtraClasses)
    }
    Self.dropUnapplied(&classes, verdicts.isUnapplied)
    Self.dropUnapplied(&extraClasses, verdicts.isUnapplied)
  }

  private static func copy(_ classes: [UInt16], to found: inout [UInt16]) {
    found.removeAll(keepingCapacity: true)
    found.append(contentsOf: classes)
  }

  /// Clears the numbers that have what they need to be contacted, as far as that was what they lacked.
  mutating func applyPermits() throws(PipelineError) {
    if verdicts.isUnapplied.isEmpty {
      Self.copy(classes, to: &foundClasses)
      Self.copy(extraClasses, to: &foundExtraClasses)
    }
    guard Self.apply(verdicts, of: foundClasses, to: &answers),
      Self.apply(verdicts, of: foundExtraClasses, to: &extraAnswers)
    else { throw damagedIndex }
  }

  /// - Returns: False if there is a class that no index has.
  static func apply(
    _ verdicts: borrowing VerdictTable, of classes: [UInt16], to answers: inout [UInt8]
  ) -> Bool {
    let permits = verdicts.permits
    let coveringGroups = verdicts.coveringGroups
    for place in classes.indices where answers[place] >= 1 << CoverageMap.consentShift {
      let classNumber = Int(classes[place])
      guard classNumber < permits.count else { return false }
      let group = UInt16(answers[place] >> CoverageMap.consentShift)
      guard permits[classNumber] >> group & 1 != 0 else { continue }
      answers[place] &= CoverageMap.coverageMask
      if answers[place] == CoverageMap.uncovered, coveringGroups >> group & 1 != 0 {
        answers[place] = CoverageMap.clear
      }
    }
    return true
  }

  /// The number of a cell, or a further key, with what it has.
  private func unlisted(_ number: UInt64, _ classes: [UInt16], at place: Int)
    -> VerdictTable.Unlisted
  {
    // Without a ledger nothing is asked of it.
    verdicts.unlisted(
      number, classNumber: verdicts.permits.isEmpty ? 0 : Int(classes[place]))
  }

  static func dropUnapplied(_ classes: inout [UInt16], _ isUnapplied: [Bool]) {
    for index in classes.indices where classes[index] != 0 {
      let classNumber = Int(classes[index])
      if classNumber < isUnapplied.count, isUnapplied[classNumber] { classes[index] = 0 }
    }
  }

  /// One number a row, where coverage or age matter.
  mutating func decideOnSingleNumbersWithCoverage(
    _ block: Span<UInt8>, from offset: Int
  ) throws(PipelineError) {
    Self.join(classes, answers, into: &doubts)
    let count = reader.numbers.findUnclear(doubts, into: &rowsInDoubt)
    for place in 0..<count {
      let row = Int(rowsInDoubt[place])
      let classNumber = Int(classes[row])
      let bytes = reader.rows.range(ofRow: row, from: offset)
      if classNumber != 0 {
        try rejectListed(block, bytes, classNumber: classNumber, row: row)
      } else if reader.numbers.statuses[row] & 15 < Grade.local.rawValue {
        reject(block, bytes, fields: invalidFields, .invalid, row: row)
      } else {
        rejectUnlisted(block, bytes, row: row)
      }
    }
  }

  /// Sets what is 0 for rows that are on no list and that fresh lists speak for.
  private static func join(_ classes: [UInt16], _ answers: [UInt8], into doubts: inout [UInt16]) {
    precondition(answers.count == classes.count, "an answer for each number")
    if doubts.count > classes.count { doubts.removeLast(doubts.count - classes.count) }
    let missing = classes.count - doubts.count
    if missing > 0 { doubts.append(contentsOf: repeatElement(0, count: missing)) }
    let (classes, answers) = (classes.span, answers.span)
    var doubts = doubts.mutableSpan
    for row in classes.indices { doubts[row] = classes[row] | UInt16(answers[row]) }
  }

  /// - Parameter reason: The raw value of an `AliasReason`.
  static func isAnotherNumber(_ reason: UInt8) -> Bool {
    AliasReason(rawValue: reason)?.isAnotherNumber == true
  }

  /// Rejects a row for its only number.
  private mutating func rejectUnlisted(
    _ block: Span<UInt8>, _ bytes: Range<Int>, row: Int
  ) {
    let number = reader.numbers.keys[row]
    let isOfList = !verdicts.permits.isEmpty && foundClasses[row] != 0
    guard !isOfList, let state = verdicts.coverage.stateIndex(of: number) else {
      let verdict = verdicts.verdict(ofUnlisted: [unlisted(number, foundClasses, at: row)])
      reject(block, bytes, fields: verdict.fields(rowExtension), verdict.outcome, row: row)
      return
    }
    let outcome = verdicts.coverageVerdicts[state].outcome
    reject(block, bytes, fields: fieldsByState[state], outcome, row: row)
  }

  /// Rejects a row for one or more of its numbers.
  mutating func rejectUnlisted(
    _ block: Span<UInt8>, _ bytes: Range<Int>, cells: Range<Int>, others: [Int], row: Int
  ) {
    // Of the cells without a number, only empty ones are here.
    let written = cells.filter { reader.numbers.statuses[$0] & 15 >= Grade.local.rawValue }
    let numbers =
      written.map { unlisted(reader.numbers.keys[$0], foundClasses, at: $0) }
      + others.map { unlisted(reader.numbers.extraKeys[$0], foundExtraClasses, at: $0) }
    rejectUnlisted(block, bytes, numbers: numbers, row: row)
  }

  mutating func rejectUnlisted(
    _ block: Span<UInt8>, _ bytes: Range<Int>, numbers: [VerdictTable.Unlisted], row: Int
  ) {
    let verdict = verdicts.verdict(ofUnlisted: numbers)
    reject(block, bytes, fields: verdict.fields(rowExtension), verdict.outcome, row: row)
  }
}

extension NumberReader {
  /// Asks whether fresh lists speak for the numbers of the last batch.
  ///
  /// - Parameters:
  ///   - answers: Receives the answer for every cell.
  ///   - extraAnswers: Receives the answer for every further key.
  func judge(
    by coverage: CoverageMap, _ answers: inout [UInt8], extra extraAnswers: inout [UInt8]
  ) {
    Self.judge(numbers.keys, by: coverage, &answers)
    Self.judge(numbers.extraKeys, by: coverage, &extraAnswers)
  }

  static func judge(
    _ keys: Span<UInt64>, by coverage: CoverageMap, _ answers: inout [UInt8]
  ) {
    answers.removeAll(keepingCapacity: true)
    if keys.count == 0 { return }
    answers.append(addingCapacity: keys.count) { coverage.judge(keys, into: &$0) }
  }
}
