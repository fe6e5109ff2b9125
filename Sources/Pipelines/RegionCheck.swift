import DelimitedText
import PhoneNumbers

/// Finds out from a file's first rows whether its region is the right one.
public struct RegionCheck: Sendable, Equatable {
  /// The share of the cells that hold a number which can be dialled, in percent, as they are read.
  public var readablePercent: Int
  /// A region in which more of them are, if there is one.
  public var likelier: Likelier?

  public struct Likelier: Sendable, Equatable {
    public var region: Region
    /// The share of the cells that are valid numbers there, in percent.
    public var validPercent: Int
  }

  /// Fewer cells say too little.
  private static let cellCountMin = 5

  /// Reads the first rows, up to a batch.
  ///
  /// - Parameter headByteCount: The bytes before the first row of data.
  /// - Returns: Nil if there are too few cells to tell.
  /// - Complexity: O(*n*) in the rows; times 245 only if most are unreadable.
  public init?(
    _ file: RowFile, columns: NumberColumns, headByteCount: Int
  ) throws(PipelineError) {
    let check: RegionCheck? = try file.withPrefix { prefix, isAll in
      let body = prefix.extracting(min(headByteCount, prefix.count)...)
      let grades = Self.grades(body, isAll: isAll, columns: columns)
      let cellCount = grades.reduce(0, +)
      guard cellCount >= Self.cellCountMin else { return nil }
      let readable = grades[Int(Grade.local.rawValue)...].reduce(0, +) * 100 / cellCount
      var check = RegionCheck(readablePercent: readable, likelier: nil)
      if readable < 50 {
        check.likelier = Self.likelier(body, isAll: isAll, columns: columns, cellCount: cellCount)
      }
      return check
    }
    guard let check else { return nil }
    self = check
  }

  private init(readablePercent: Int, likelier: Likelier?) {
    self.readablePercent = readablePercent
    self.likelier = likelier
  }

  /// How many cells that are not empty have each grade.
  private static func grades(
    _ body: Span<UInt8>, isAll: Bool, columns: NumberColumns
  ) -> [Int] {
    var reader = NumberReader(columns)
    _ = reader.read(body, from: 0, isFinal: isAll)
    var grades = [Int](repeating: 0, count: Grade.allCases.count)
    let statuses = reader.numbers.statuses
    for index in statuses.indices where statuses[index] >> 4 != Rejection.empty.rawValue {
      grades[Int(statuses[index] & 15)] += 1
    }
    return grades
  }

  private static func likelier(
    _ body: Span<UInt8>, isAll: Bool, columns: NumberColumns, cellCount: Int
  ) -> Likelier? {
    var best: Likelier?
    for region in Region.all where region != columns.region {
      var candidate = columns
      candidate.region = region
      candidate.options = .coreOnly
      let validCount = grades(body, isAll: isAll, columns: candidate)[Int(Grade.valid.rawValue)]
      let percent = validCount * 100 / cellCount
      // The first of equals by code; but the main region of +1 and +44 before its islands.
      let isMain = ["US", "GB"].contains(region.code)
      if percent > 50, percent > best?.validPercent ?? 0 || percent == best?.validPercent && isMain
      {
        best = Likelier(region: region, validPercent: percent)
      }
    }
    return best
  }
}
