import DelimitedText
import PhoneNumbers

/// Finds the column of the area codes that the numbers in another column lack.
struct AreaCodeSearch {
  /// Zero-based; nil if no column makes most of the numbers whole.
  private(set) var column: Int?
  /// True if all numbers that it makes whole have ten digits.
  private(set) var isOfTenDigits = true

  private static let rowCountMax = 160
  private static let areaDigitCounts = 1...5
  /// So many of the numbers that lack an area code must be numbers with what the column holds, in percent.
  private static let wholePercentMin = 80

  /// - Parameter body: The first rows of data.
  init(_ body: Span<UInt8>, isAll: Bool, _ columns: NumberColumns) {
    guard columns.form == .numbers else { return }
    let normalizer = Normalizer(region: columns.region)
    var localCount = 0
    var wholeCounts: [Int] = []
    var offset = 0
    for _ in 0..<Self.rowCountMax {
      guard
        let row = RowReader.row(
          in: body, at: offset, delimiter: columns.delimiter, isFinal: isAll,
          hasQuotes: columns.hasQuotes), row.end > offset
      else { break }
      offset = row.end
      let fields = row.fields
      for phone in columns.phoneColumns where fields.indices.contains(phone) {
        guard Self.grade(fields[phone], normalizer) == .local else { continue }
        localCount += 1
        while wholeCounts.count < fields.count { wholeCounts.append(0) }
        for place in fields.indices where !columns.phoneColumns.contains(place) {
          let area = fields[place].filter { $0 > 0x20 }
          guard Self.areaDigitCounts.contains(area.count),
            area.allSatisfy({ (0x30...0x39).contains($0) }),
            Self.grade(area + fields[phone], normalizer) >= .possible
          else { continue }
          wholeCounts[place] += 1
          let digitCount = fields[phone].count { (0x30...0x39).contains($0) }
          if area.count + digitCount != 10 { isOfTenDigits = false }
        }
      }
    }
    let best = wholeCounts.indices.max { (wholeCounts[$0], -$0) < (wholeCounts[$1], -$1) }
    if let best, localCount > 0, wholeCounts[best] * 100 >= localCount * Self.wholePercentMin {
      column = best
    }
  }

  private static func grade(_ cell: [UInt8], _ normalizer: Normalizer) -> Grade {
    normalizer.normalize(cell.span).grade
  }
}
