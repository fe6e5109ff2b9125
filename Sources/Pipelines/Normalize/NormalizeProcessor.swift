import DelimitedText
import Files
import PhoneNumbers
import Synchronization

/// One worker of a normalisation: writes every row with its number, grade and rejection after it.
struct NormalizeProcessor: RowProcessor, ~Copyable {
  static let fieldNames = ["nodial_number", "nodial_grade", "nodial_rejection", "nodial_note"]

  private(set) var rowCount = 0
  private(set) var counts = NormalizeCounts()

  private let delimiter: UInt8
  private let rowExtension: RowExtension
  private var reader: NumberReader
  private var output: OutputShare
  private var blockCounts = NormalizeCounts()
  private var fields: [UInt8] = []
  /// The next further key and the next mended cell of the batch.
  private var extra = 0
  private var mended = 0
  private let hasNotesOnNumbers: Bool

  init(columns: NumberColumns, rowExtension: RowExtension, output: OrderedOutput) {
    self.output = OutputShare(of: output, byteCount: BlockLimits.blockByteCount * 5 / 4)
    delimiter = columns.delimiter
    self.rowExtension = rowExtension
    hasNotesOnNumbers = columns.options != .coreOnly
    reader = NumberReader(columns)
  }

  var quoteFinding: QuoteFinding? { reader.quoteFinding }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    output.bytes.removeAll()
    blockCounts = NormalizeCounts()
    rowCount = 0
    reader.beginBlock()
    var offset = 0
    while offset < block.count {
      let end = reader.read(block, from: offset, isFinal: isFinal)
      if end == offset { break }
      write(block, from: offset)
      rowCount += reader.rows.rowCount
      offset = end
    }
    return offset
  }

  mutating func commit(rowNumber: Int) throws(PipelineError) {
    try output.take()
    counts.add(blockCounts)
    reader.commitBlock()
  }

  mutating func complete() throws(PipelineError) {
    try output.write()
  }

  mutating func finish() throws(PipelineError) {
    try output.finish()
  }

  private mutating func write(_ block: Span<UInt8>, from offset: Int) {
    var rowStart = offset
    extra = 0
    mended = 0
    for row in 0..<reader.rows.rowCount {
      let rowEnd = Int(reader.rows.rowEnds[row])
      setFields(ofRow: row)
      rowExtension.append(block.extracting(rowStart..<rowEnd), fields: fields, to: &output.bytes)
      rowStart = rowEnd
    }
  }

  /// Sets the fields of a row. Of several phone columns, the values are joined by `|`.
  private mutating func setFields(ofRow row: Int) {
    fields.removeAll(keepingCapacity: true)
    let cells = row * reader.cellCount..<(row + 1) * reader.cellCount
    let firstExtra = extra
    while extra < reader.numbers.extraOwners.count,
      Int(reader.numbers.extraOwners[extra]) < cells.upperBound
    {
      extra += 1
    }
    appendField(cells) { cell, processor in
      processor.appendNumbers(ofCell: cell, extras: firstExtra..<processor.extra)
    }
    appendField(cells) { cell, processor in
      let grade = Int(processor.reader.numbers.statuses[cell] & 15)
      processor.fields.append(contentsOf: Self.gradeNames[grade])
      processor.blockCounts.grades[grade] += 1
    }
    appendField(cells) { cell, processor in
      let rejection = Int(processor.reader.numbers.statuses[cell] >> 4)
      processor.fields.append(contentsOf: Self.rejectionNames[rejection])
    }
    appendField(cells) { cell, processor in
      processor.appendNote(ofCell: cell, extras: firstExtra..<processor.extra)
    }
  }

  /// Appends a delimiter and a field that every cell adds to; in quotes where it holds the delimiter.
  private mutating func appendField(
    _ cells: Range<Int>, _ append: (Int, inout NormalizeProcessor) -> Void
  ) {
    fields.append(delimiter)
    let start = fields.count
    for cell in cells {
      if cell > cells.lowerBound { fields.append(UInt8(ascii: "|")) }
      append(cell, &self)
    }
    guard fields[start...].contains(delimiter) else { return }
    fields.replaceSubrange(start..., with: rowExtension.field(Array(fields[start...])))
  }

  /// The number of a cell, and the others that stand in it.
  private mutating func appendNumbers(ofCell cell: Int, extras: Range<Int>) {
    let key = reader.numbers.keys[cell]
    Self.appendNumber(key, to: &fields)
    for extra in extras where Int(reader.numbers.extraOwners[extra]) == cell {
      let reason = AliasReason(rawValue: reader.numbers.extraReasons[extra])
      guard reason?.isAnotherNumber == true else { continue }
      fields.append(UInt8(ascii: "|"))
      let key = reader.numbers.extraKeys[extra]
      Self.appendNumber(key, to: &fields)
    }
  }

  /// Why there is no number, or what was done to find it, or under what else it is looked up.
  private mutating func appendNote(ofCell cell: Int, extras: Range<Int>) {
    let rejection = Int(reader.numbers.statuses[cell] >> 4)
    var isFirst = true
    func append(_ name: [UInt8], _ fields: inout [UInt8]) {
      if name.isEmpty { return }
      if !isFirst { fields.append(UInt8(ascii: ";")) }
      fields.append(contentsOf: name)
      isFirst = false
    }
    append(Self.rejectionNames[rejection], &fields)
    while mended < reader.numbers.mendedCells.count,
      Int(reader.numbers.mendedCells[mended]) < cell
    {
      mended += 1
    }
    if mended < reader.numbers.mendedCells.count, Int(reader.numbers.mendedCells[mended]) == cell {
      let mending = Mending(rawValue: reader.numbers.mendings[mended])
      for name in mending.names { append(Array(name.utf8), &fields) }
      if mending.contains(.cleaned) { blockCounts.cleaned += 1 }
      if mending.contains(.rescued) { blockCounts.rescued += 1 }
    }
    for extra in extras where Int(reader.numbers.extraOwners[extra]) == cell {
      guard let reason = AliasReason(rawValue: reader.numbers.extraReasons[extra]) else { continue }
      append(Array(reason.name.utf8), &fields)
    }
    if hasNotesOnNumbers, PhoneNumber(key: reader.numbers.keys[cell]).hasOldKosovoCode {
      append(Self.oldKosovoCode, &fields)
    }
  }

  private static let oldKosovoCode = Array("old-kosovo-code".utf8)

  private static func appendNumber(_ key: UInt64, to fields: inout [UInt8]) {
    guard key != 0 else { return }
    fields.append(UInt8(ascii: "+"))
    let start = fields.count
    var rest = key
    while rest > 0 {
      fields.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    fields[start...].reverse()
  }

  private static let gradeNames = (0...UInt8(4)).map { Array(Grade(rawValue: $0)!.name.utf8) }
  private static let rejectionNames = (0...UInt8(15)).map { raw in
    Array((Rejection(rawValue: raw).map { $0 == .none ? "" : $0.code } ?? "").utf8)
  }
}

extension Grade {
  /// The grade as files and messages have it.
  public var name: String {
    switch self {
    case .refused: "refused"
    case .doubtful: "doubtful"
    case .local: "local"
    case .possible: "possible"
    case .valid: "valid"
    }
  }
}

/// How many numbers have each grade.
public struct NormalizeCounts: Sendable, Equatable {
  var grades = [Int](repeating: 0, count: 5)
  /// Cells from which a spreadsheet's marks were taken.
  public internal(set) var cleaned = 0
  /// Cells in which only a rescue found a valid number.
  public internal(set) var rescued = 0

  public func count(_ grade: Grade) -> Int { grades[Int(grade.rawValue)] }

  mutating func add(_ other: NormalizeCounts) {
    for index in grades.indices { grades[index] += other.grades[index] }
    cleaned += other.cleaned
    rescued += other.rescued
  }
}
