import DelimitedText
import Files
import PhoneNumbers
import Synchronization

/// One worker of a normalisation: writes every row with its number, grade and rejection after it.
struct NormalizeProcessor: RowProcessor, ~Copyable {
  static let fieldNames = ["nodial_number", "nodial_grade", "nodial_rejection"]

  private(set) var rowCount = 0
  private(set) var counts = NormalizeCounts()

  private let outputFile: OrderedOutput
  private let delimiter: UInt8
  private let terminator: [UInt8]
  private var reader: NumberReader
  private var output = ByteBuffer(capacity: BlockLimits.blockByteCount * 5 / 4)
  private var blockCounts = NormalizeCounts()
  private var offsetInFile: Int?
  private var fields: [UInt8] = []

  init(columns: NumberColumns, terminator: [UInt8], output: OrderedOutput) {
    outputFile = output
    delimiter = columns.delimiter
    self.terminator = terminator
    reader = NumberReader(columns)
  }

  mutating func process(_ block: Span<UInt8>, isFinal: Bool) throws(PipelineError) -> Int {
    output.removeAll()
    blockCounts = NormalizeCounts()
    rowCount = 0
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
    offsetInFile = try outputFile.take(output.span)
    counts.add(blockCounts)
  }

  mutating func complete() throws(PipelineError) {
    if let offsetInFile { try outputFile.write(output.span, at: offsetInFile) }
  }

  private mutating func write(_ block: Span<UInt8>, from offset: Int) {
    var rowStart = offset
    for row in 0..<reader.rows.rowCount {
      let rowEnd = Int(reader.rows.rowEnds[row])
      setFields(ofRow: row)
      RowBytes.append(
        block.extracting(rowStart..<rowEnd), fields: fields, terminator: terminator,
        endsInQuotes: reader.rows.endsInQuotes && row == reader.rows.rowCount - 1, to: &output)
      rowStart = rowEnd
    }
  }

  /// Of several phone columns: the numbers joined by `|`, likewise the grades and rejections.
  private mutating func setFields(ofRow row: Int) {
    fields.removeAll(keepingCapacity: true)
    let cells = row * reader.cellCount..<(row + 1) * reader.cellCount
    fields.append(delimiter)
    for cell in cells {
      if cell > cells.lowerBound { fields.append(UInt8(ascii: "|")) }
      let key = reader.numbers.keys[cell]
      Self.appendNumber(key, to: &fields)
    }
    fields.append(delimiter)
    for cell in cells {
      if cell > cells.lowerBound { fields.append(UInt8(ascii: "|")) }
      let status = reader.numbers.statuses[cell]
      fields.append(contentsOf: Self.gradeNames[Int(status & 15)])
      blockCounts.grades[Int(status & 15)] += 1
    }
    fields.append(delimiter)
    for cell in cells {
      if cell > cells.lowerBound { fields.append(UInt8(ascii: "|")) }
      fields.append(contentsOf: Self.rejectionNames[Int(reader.numbers.statuses[cell] >> 4)])
    }
    // A pipe within a field must be quoted where the pipe is the delimiter.
    if delimiter == UInt8(ascii: "|") && reader.cellCount > 1 { quoteFields() }
  }

  private mutating func quoteFields() {
    let cellCount = reader.cellCount
    let parts = fields.split(separator: delimiter, omittingEmptySubsequences: false).dropFirst()
    let quote = UInt8(ascii: "\"")
    var quoted: [UInt8] = []
    for field in 0..<3 {
      let cells = parts.dropFirst(field * cellCount).prefix(cellCount)
      quoted += [delimiter, quote] + cells.joined(separator: [delimiter]) + [quote]
    }
    fields = quoted
  }

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

  public func count(_ grade: Grade) -> Int { grades[Int(grade.rawValue)] }

  mutating func add(_ other: NormalizeCounts) {
    for index in grades.indices { grades[index] += other.grades[index] }
  }
}
