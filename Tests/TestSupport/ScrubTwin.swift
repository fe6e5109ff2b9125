import PhoneNumbers
import SuppressionLists

/// The naive twin of a scrub: one pass over the whole input, one row and one number at a time, with
/// a dictionary for an index.
public struct ScrubTwin: Sendable {
  public struct Result: Equatable, Sendable {
    public var kept: [UInt8] = []
    public var rejected: [UInt8] = []
    /// Rows by the name of their outcome.
    public var outcomes = [
      "clear": 0, "listed": 0, "invalid": 0, "stale": 0, "uncovered": 0, "duplicate": 0,
      "unconsented": 0,
    ]
    /// Rows that each list blocked.
    public var lists: [Int]
  }

  public var delimiter: UInt8
  public var phoneColumns: [Int]
  public var regionColumn: Int?
  public var region: Region?
  /// What a name of a region stands for: names have tests of their own.
  public var regionNamed: @Sendable ([UInt8]) -> Region?
  public var hasHeader = true
  /// True if a listed number in any cell of a row counts.
  public var readsEveryColumn = false
  /// True if no row may repeat a number of an earlier one that was kept.
  public var isUnique = false
  /// The numbers of the rows that were kept; also of campaigns before this one.
  public var keptNumbers: Set<UInt64> = []
  /// The lists of every listed key.
  public var listed: [UInt64: Set<Int>]
  /// The lists, and what they say of numbers that are on none.
  public var coverage: CoverageTwin
  private var catalogue: [SuppressionList] { coverage.catalogue }

  public init(
    delimiter: UInt8, phoneColumns: [Int], listed: [UInt64: Set<Int>], catalogue: [SuppressionList],
    regionNamed: @escaping @Sendable ([UInt8]) -> Region?
  ) {
    self.delimiter = delimiter
    self.regionNamed = regionNamed
    self.phoneColumns = phoneColumns
    self.listed = listed
    coverage = CoverageTwin(catalogue: catalogue)
  }

  /// The fields of the header; 0 if there is none.
  private var headerFieldCount = 0

  public mutating func scrub(_ input: [UInt8]) -> Result {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let markByteCount = input.starts(with: mark) ? 3 : 0
    let text = Array(input[markByteCount...])
    var rows = CSVReaderTwin.rows(of: text, delimiter: delimiter)[...]
    var result = Result(lists: catalogue.map { _ in 0 })
    result.kept += input.prefix(markByteCount)
    result.rejected += input.prefix(markByteCount)
    let fileTerminator = rows.first.map { terminator(of: $0, in: text) } ?? []
    let usualTerminator = fileTerminator.isEmpty ? [0x0A] : fileTerminator
    var start = 0
    headerFieldCount = hasHeader ? rows.first?.fields.count ?? 0 : 0
    if hasHeader, let header = rows.popFirst() {
      result.kept += text[..<header.end]
      result.rejected += extended(
        header, in: text, with: ["nodial_outcome", "nodial_code", "nodial_lists"],
        usualTerminator)
      start = header.end
    }
    for row in rows {
      var (outcome, lists, reasons, days, numbers) = fate(of: row)
      if outcome == "clear" && isUnique {
        if numbers.isDisjoint(with: keptNumbers) {
          keptNumbers.formUnion(numbers)
        } else {
          outcome = "duplicate"
        }
      }
      result.outcomes[outcome]! += 1
      if outcome == "clear" {
        result.kept += text[start..<row.end]
      } else {
        if outcome == "listed" { for list in lists { result.lists[list] += 1 } }
        let code =
          ["invalid": "I", "stale": "A", "uncovered": "B", "duplicate": "R"][outcome]
          ?? coverage.code(ofLists: lists)
        let evidence = lists.map { list in
          let reason = outcome == "stale" ? "stale" : reasons[list]
          let date = outcome == "stale" ? days[list]! : catalogue[list].versionDate
          return SuppressionList.versionedID(catalogue[list].id, date)
            + (reason.map { "(\($0))" } ?? "")
        }.joined(separator: ";")
        result.rejected += extended(
          row, in: text, with: [outcome, code, evidence], usualTerminator)
      }
      start = row.end
    }
    return result
  }

  /// Listed if any key of any cell is; else invalid unless there is a number and nothing but numbers;
  /// else stale or uncovered if any of the numbers is.
  ///
  /// The lists are those that hold a key, or the stale ones that should speak. Reasons are those of the
  /// lists that only further keys are on: that of the first such key. Numbers are those that a later row
  /// must not repeat.
  private func fate(
    of row: CSVReaderTwin.Row
  ) -> (
    outcome: String, lists: [Int], reasons: [Int: String], days: [Int: CalendarDate?],
    numbers: Set<UInt64>
  ) {
    func cell(_ column: Int) -> [UInt8] {
      column < row.fields.count ? row.fields[column].content : []
    }
    let normalizer = Normalizer(region: regionColumn.map { region(named: cell($0)) } ?? region)
    var lists: Set<Int> = []
    var further: [(list: Int, reason: AliasReason)] = []
    var numbers: [UInt64] = []
    var secondNumbers: [UInt64] = []
    var sameLines: [UInt64] = []
    var hasOther = false
    for column in phoneColumns {
      var batch = NumberBatch(capacity: 1)
      normalizer.normalize(cell(column).span, into: &batch)
      lists.formUnion(listed(batch.keys[0]))
      for extra in 0..<batch.extraKeys.count {
        let reason = AliasReason(rawValue: batch.extraReasons[extra])!
        further += listed(batch.extraKeys[extra]).map { ($0, reason) }
        if reason.isAnotherNumber { secondNumbers.append(batch.extraKeys[extra]) }
        if Self.sameLineReasons.contains(reason) { sameLines.append(batch.extraKeys[extra]) }
      }
      if batch.grade(at: 0) >= .local {
        numbers.append(batch.keys[0])
      } else if batch.rejection(at: 0) != .empty {
        hasOther = true
      }
    }
    var reasons: [Int: String] = [:]
    for (list, reason) in further where !lists.contains(list) && reasons[list] == nil {
      reasons[list] = reason.name
    }
    if readsEveryColumn {
      for cell in Set(row.fields.flatMap { TextNumbersTwin.cells(of: $0.content) }) {
        var batch = NumberBatch(capacity: 1)
        normalizer.normalize(cell.span, into: &batch)
        var keys = [batch.keys[0]]
        for extra in 0..<batch.extraKeys.count { keys.append(batch.extraKeys[extra]) }
        for list in keys.flatMap({ listed($0) }) where !lists.contains(list) && reasons[list] == nil
        {
          reasons[list] = "every-column"
        }
        if phoneColumns.isEmpty && batch.grade(at: 0) == .valid { numbers.append(batch.keys[0]) }
      }
    }
    lists.formUnion(reasons.keys)
    if !lists.isEmpty { return ("listed", lists.sorted(), reasons, [:], []) }
    if numbers.isEmpty || hasOther { return ("invalid", [], [:], [:], []) }
    let judgements = (numbers + secondNumbers).map { coverage.judge(String($0)) }
    // Of several numbers, the oldest day; an unknown one is older than any.
    let days = Dictionary(
      judgements.flatMap(\.stale).map { ($0.list, $0.date) },
      uniquingKeysWith: { ($0?.day ?? .min) < ($1?.day ?? .min) ? $0 : $1 })
    if !days.isEmpty { return ("stale", days.keys.sorted(), [:], days, []) }
    let outcome = judgements.contains { $0.isUncovered } ? "uncovered" : "clear"
    return (outcome, [], [:], [:], Set(numbers + secondNumbers + sameLines))
  }

  /// The further keys under which the same line is known, for certain.
  private static let sameLineReasons: Set<AliasReason> = [
    .argentinaMobileNine, .brazilNinthDigit, .sanMarino, .beninOldLength, .gabonOldLength,
    .renumbered,
  ]

  /// The lists that apply and hold a key.
  private func listed(_ key: UInt64) -> Set<Int> {
    (listed[key] ?? []).filter { coverage.applies($0) }
  }

  /// The region that a cell names; the file's if it is blank.
  private func region(named cell: [UInt8]) -> Region? {
    let blanks: [UInt8] = [0x20, 0x09]
    let name = Array(cell.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) })
    return name.isEmpty ? region : regionNamed(name.reversed())
  }

  private func terminator(of row: CSVReaderTwin.Row, in text: [UInt8]) -> [UInt8] {
    row.endsInQuotes ? [] : Array(text[row.contentEnd..<row.end])
  }

  private func extended(
    _ row: CSVReaderTwin.Row, in text: [UInt8], with fields: [String],
    _ usualTerminator: [UInt8]
  ) -> [UInt8] {
    var raw = row.fields.map { Array(text[$0.rawRange]) }
    while raw.count < headerFieldCount { raw.append([]) }
    let further = fields.map { field in
      Array((field.utf8.contains(delimiter) ? "\"\(field)\"" : field).utf8)
    }
    raw.insert(contentsOf: further, at: headerFieldCount > 0 ? headerFieldCount : raw.count)
    let bytes = Array(raw.joined(separator: [delimiter]))
    let own = terminator(of: row, in: text)
    return bytes + (own.isEmpty ? usualTerminator : own)
  }
}
