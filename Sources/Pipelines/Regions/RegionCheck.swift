import DelimitedText
import PhoneNumbers

/// Finds out from a file's first rows whether its region is the right one.
public struct RegionCheck: Sendable, Equatable {
  /// The share of the cells that hold a number which can be dialled, in percent, as they are read.
  public var readablePercent: Int
  /// The share of the cells that are valid numbers, without those that are written internationally.
  public var validPercent: Int
  /// The cells that it depends on the region how they are read.
  public var nationalCellCount: Int
  /// A region in which far more of them are valid, if there is one.
  public var likelier: Likelier?
  /// True if half of the cells or more are numbers without their area codes, which only lists of such hold.
  public var lacksAreaCodes = false
  /// The column that the area codes stand in, if there is one.
  public var areaColumn: Int?
  /// That of the numbers behind them, if a list may map both: of plans of ten digits.
  public var mappedNumberColumn: Int?

  public struct Likelier: Sendable, Equatable {
    public var region: Region
    /// The share of the cells that are valid numbers there, in percent.
    public var validPercent: Int
    /// The next best region.
    public var runnerUp: Region?
    public var runnerUpPercent: Int = 0
  }

  /// True if the region cannot be right, or the cells are misread: most are no numbers there, hardly one is
  /// a valid one, or another region fits far better.
  public var isWrong: Bool {
    readablePercent < 50 || isHardlyValid || likelier != nil || areaColumn != nil
  }

  /// True if of many numbers hardly one is valid, as where something stands before each: `17 0171 …`.
  private var isHardlyValid: Bool {
    nationalCellCount >= Self.manyCellCount && validPercent <= Self.hardlyPercentMax
      && !lacksAreaCodes
  }
  private static let hardlyPercentMax = 5

  /// Fewer cells say too little.
  private static let cellCountMin = 5
  /// As many say enough.
  private static let cellCountMax = 160
  /// A region that is advised takes at least so many of the cells, in percent, …
  private static let likelyPercentMin = 80
  /// … and so many more than the one in question; or, of many cells, nearly all and clearly more.
  private static let leadPercentMin = 30
  private static let nearlyAllPercent = 95
  private static let clearLeadPercentMin = 12
  private static let manyCellCount = 20
  /// Random digits that are as often valid say that it is no evidence to be so.
  private static let surplusPercentMin = 12
  /// Where at least as many cells are valid, no other region is looked for.
  private static let rightPercentMin = 88

  /// Reads the first rows, up to a batch.
  ///
  /// - Parameter headByteCount: The bytes before the first row of data.
  /// - Returns: Nil if there are too few cells to tell.
  /// - Complexity: O(*n*) in the rows; times 400 only if most are no valid numbers.
  public init?(
    _ file: RowFile, columns: NumberColumns, headByteCount: Int
  ) throws(PipelineError) {
    let check: RegionCheck? = try file.withPrefix { prefix, isAll in
      let body = prefix.extracting(min(headByteCount, prefix.count)...)
      var check = Self.check(Sample(body, isAll: isAll, columns: columns))
      if check?.lacksAreaCodes == true {
        let search = AreaCodeSearch(body, isAll: isAll, columns)
        check?.areaColumn = search.column
        check?.mappedNumberColumn =
          search.isOfTenDigits && columns.phoneColumns.count == 1 ? columns.phoneColumns[0] : nil
      }
      return check
    }
    guard let check else { return nil }
    self = check
  }

  /// What was found, as the beginning of a sentence.
  public func sentence(in region: Region?) -> String {
    let place = region.map { "in region \($0.code)" } ?? "without a region"
    if let areaColumn {
      return "most numbers lack their area codes \(place), which stand in column \(areaColumn + 1)"
    }
    guard let likelier else {
      if readablePercent >= 50 {
        return
          "of \(nationalCellCount) cells looked at, \(validPercent) % are valid numbers \(place)"
      }
      return "only \(readablePercent) % of the first rows hold a number \(place)"
    }
    let next = likelier.runnerUp.map { ", and \(likelier.runnerUpPercent) % in \($0.code)" } ?? ""
    return
      "of \(nationalCellCount) cells looked at, \(validPercent) % are valid numbers \(place), but "
      + "\(likelier.validPercent) % in \(likelier.region.code)\(next)"
  }

  private init(readable: Int, valid: Int, national: Int) {
    readablePercent = readable
    validPercent = valid
    nationalCellCount = national
  }

  private static func check(_ sample: Sample) -> RegionCheck? {
    let grades = sample.grades
    let cellCount = grades.count
    let localCount = grades.count { $0 == .local }
    let lacksAreaCodes = localCount > 0 && localCount * 2 >= cellCount
    guard cellCount >= cellCountMin || lacksAreaCodes else { return nil }
    let readable = grades.count { $0 >= .local } * 100 / cellCount
    let nationalCount = sample.nationalCells.count
    let valid =
      sample.isOfNewAreaCode
      ? nationalCount : sample.nationalCells.count { grades[$0] == .valid }
    var check = RegionCheck(
      readable: readable, valid: nationalCount == 0 ? 100 : valid * 100 / nationalCount,
      national: nationalCount)
    check.lacksAreaCodes = lacksAreaCodes
    if nationalCount >= cellCountMin && check.validPercent < rightPercentMin {
      check.likelier = sample.likeliest(besides: check.validPercent)
    }
    return check
  }

  /// The cells of the first rows.
  private struct Sample {
    let columns: NumberColumns
    /// Those with something in them, and how good a number each is.
    private(set) var cells: [[UInt8]] = []
    private(set) var grades: [Grade] = []
    /// The keys of their numbers; 0 for none.
    private(set) var keys: [UInt64] = []
    /// Those that are no international numbers, by their places.
    private(set) var nationalCells: [Int] = []

    init(_ body: Span<UInt8>, isAll: Bool, columns: NumberColumns) {
      self.columns = columns
      var reader = NumberReader(columns)
      _ = reader.read(body, from: 0, isFinal: isAll)
      let worldwide = Normalizer(region: nil)
      for index in 0..<reader.numbers.count
      where reader.numbers.rejection(at: index) != .empty && cells.count < cellCountMax {
        var cell: [UInt8] = []
        reader.decodeAny(body, cell: index, into: &cell)
        if worldwide.normalize(cell.span).grade != .valid { nationalCells.append(cells.count) }
        cells.append(cell)
        grades.append(reader.numbers.grade(at: index))
        keys.append(reader.numbers.keys[index])
      }
    }

    /// True if all numbers that are not valid are of +1 and one area code that the plan does not know: a new
    /// one, or one of fiction, such as 555.
    var isOfNewAreaCode: Bool {
      var areaCodes: Set<UInt64> = []
      for cell in nationalCells where grades[cell] != .valid {
        let areaCode = keys[cell] / 10_000_000
        let exchange = keys[cell] / 10_000 % 1000
        guard grades[cell] == .possible, (1200...1999).contains(areaCode), exchange >= 200 else {
          return false
        }
        areaCodes.insert(areaCode)
      }
      return areaCodes.count == 1
    }

    /// The region in which most cells are valid that would not be so by chance.
    func likeliest(besides percent: Int) -> Likelier? {
      let national = nationalCells.map { cells[$0] }
      let scrambled = national.map(Self.scrambled)
      var ranked: [(region: Region, percent: Int, score: Int)] = []
      for region in Region.all where region != columns.region && region.isMain {
        let normalizer = Normalizer(region: region, options: .coreOnly)
        let valid = Self.validCount(national, normalizer) * 100 / national.count
        guard valid > percent, valid >= likelyPercentMin else { continue }
        let chance = Self.validCount(scrambled, normalizer) * 100 / national.count
        guard valid - chance >= surplusPercentMin else { continue }
        let weight = Self.weights[region.code] ?? 1
        ranked.append((region, valid, valid * max(1, 100 - chance) * weight))
      }
      ranked.sort { ($0.score, $1.region.code) > ($1.score, $0.region.code) }
      guard let best = ranked.first else { return nil }
      let lead = best.percent - percent
      let isFarBetter = percent < 50 && lead >= leadPercentMin
      let isClear =
        national.count >= manyCellCount && best.percent >= nearlyAllPercent
        && lead >= clearLeadPercentMin
      guard isFarBetter || isClear else { return nil }
      var likelier = Likelier(region: best.region, validPercent: best.percent)
      if ranked.count > 1 {
        likelier.runnerUp = ranked[1].region
        likelier.runnerUpPercent = ranked[1].percent
      }
      return likelier
    }

    /// Of regions that fit as well, those with many lists come first.
    private static let weights = [
      "US": 3, "GB": 3, "IN": 3, "DE": 2, "FR": 2, "ES": 2, "IT": 2, "BR": 2, "AU": 2, "MX": 2,
    ]

    private static func validCount(_ cells: [[UInt8]], _ normalizer: Normalizer) -> Int {
      cells.count { normalizer.normalize($0.span).grade == .valid }
    }

    /// A cell with other digits: what is valid of such by chance tells how much validity is worth.
    private static func scrambled(_ cell: [UInt8]) -> [UInt8] {
      var state = cell.reduce(UInt64(0x9E37_79B9_7F4A_7C15)) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      // The zero of a national prefix stays.
      return cell.enumerated().map { place, byte in
        guard byte >= 0x30 && byte <= 0x39, place > 0 || byte != 0x30 else { return byte }
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return 0x30 + UInt8((state >> 33) % 10)
      }
    }
  }
}
