/// The delimiters that are recognised.
public enum Delimiter {
  /// In the order that settles ties.
  public static let candidates = [ASCII.comma, ASCII.semicolon, ASCII.tab, ASCII.pipe]
  /// Rows looked at: enough to see a decimal comma or a name with a comma, at no cost.
  private static let sampleRowCountMax = 32

  /// The delimiter of a file from its first bytes.
  ///
  /// The rule, over the first `sampleRowCountMax` complete rows that are not empty (or the only
  /// row, complete or not), each read with its quotes:
  /// 1. the candidate that splits all of them into the same number of fields, if that is more than
  ///    one; of several, the one with the most fields;
  /// 2. otherwise the candidate that splits the first row into the most fields, if more than one;
  /// 3. otherwise the comma.
  ///
  /// Ties go to the first of comma, semicolon, tab, pipe.
  ///
  /// - Parameters:
  ///   - sample: A few KB; with or without a UTF-8 byte order mark.
  ///   - hasQuotes: False if quotes are ordinary bytes.
  /// - Complexity: O(*n*), four times over.
  public static func detect(in sample: Span<UInt8>, hasQuotes: Bool = true) -> UInt8 {
    var consistent = (delimiter: ASCII.comma, fieldCount: 1)
    var first = (delimiter: ASCII.comma, fieldCount: 1)
    for delimiter in candidates {
      let fieldCounts = fieldCounts(in: sample, delimiter: delimiter, hasQuotes: hasQuotes)
      guard let count = fieldCounts.first else { continue }
      if count > first.fieldCount { first = (delimiter, count) }
      if count > consistent.fieldCount && fieldCounts.allSatisfy({ $0 == count }) {
        consistent = (delimiter, count)
      }
    }
    return consistent.fieldCount > 1 ? consistent.delimiter : first.delimiter
  }

  /// The number of fields in each row of the sample that counts.
  private static func fieldCounts(
    in sample: Span<UInt8>, delimiter: UInt8, hasQuotes: Bool
  ) -> [Int] {
    var offset = startsWithByteOrderMark(sample) ? 3 : 0
    var counts: [Int] = []
    while counts.count < sampleRowCountMax,
      let row = RowReader.row(
        in: sample, at: offset, delimiter: delimiter, isFinal: false, hasQuotes: hasQuotes)
    {
      if !row.fields.isEmpty { counts.append(row.fields.count) }
      offset = row.end
    }
    if counts.isEmpty,
      let row = RowReader.row(
        in: sample, at: offset, delimiter: delimiter, isFinal: true, hasQuotes: hasQuotes)
    {
      counts.append(row.fields.count)
    }
    return counts
  }

  /// UTF-8's EF BB BF, which Python's `utf-8-sig` drops.
  private static func startsWithByteOrderMark(_ sample: Span<UInt8>) -> Bool {
    sample.count >= 3 && sample[0] == 0xEF && sample[1] == 0xBB && sample[2] == 0xBF
  }
}
