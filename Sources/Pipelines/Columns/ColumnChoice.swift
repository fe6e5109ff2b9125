import PhoneNumbers

/// Which columns of a file hold its phone numbers, and what is to be said of the others.
///
/// Headers propose, cells decide. A column that is not read although its cells are numbers is a finding:
/// an error where the columns were found, a warning where the user named them.
public struct ColumnChoice: Sendable {
  /// Zero-based, ascending; empty if no header says phone.
  public private(set) var phoneColumns: [Int] = []
  public private(set) var findings: [ColumnFinding] = []

  /// What the user says of the columns.
  public struct Request: Sendable {
    /// Headers, or numbers from 1; empty to find them.
    public var columnNames: [String] = []
    /// Columns that are read as numbers because the format says so, zero-based.
    package var fixedColumns: [Int] = []
    public var ignoredNames: [String] = []
    /// Columns that are read as something else than numbers.
    public var otherColumns: Set<Int> = []
    /// The column that names each row's region, which is one of them.
    public var regionColumn: Int?
    /// True for a list, in which any column of yes and no matters.
    public var isList = false
    /// True if the list's status or its actions are read, so that another column of yes and no is none.
    public var hasStatus = false

    public init() {}
  }

  /// Chooses for a campaign.
  ///
  /// - Parameters:
  ///   - header: The names; empty if the file has no header.
  ///   - headByteCount: The bytes before the first row of data.
  public init(
    of file: RowFile, layout: RowFile.Layout, header: [String], headByteCount: Int,
    region: Region?, request: Request
  ) throws(PipelineError) {
    let sample = try ColumnSample(file, layout, headByteCount: headByteCount)
    // Where the delimiter is named, it is meant so.
    if layout.form.delimiter == nil, let other = sample.otherDelimiter {
      throw PipelineError(.otherDelimiter(other, of: layout.delimiter), path: file.path)
    }
    let profiles = ColumnProfiles(
      sample, region: region, regionColumn: request.regionColumn)
    do throws(ColumnError) {
      try self.init(header: header, profiles: profiles, request: request)
    } catch {
      throw PipelineError(.list(.column(error)), path: file.path)
    }
  }

  package init(
    header: [String], profiles: ColumnProfiles, request: Request
  ) throws(ColumnError) {
    let meanings = HeaderMeaning.all(of: header)
    var ignored = request.otherColumns
    for name in request.ignoredNames {
      ignored.insert(try PhoneColumns.index(of: name, in: header))
    }
    var chosen: Set<Int> = []
    for name in request.columnNames {
      let index = try PhoneColumns.index(of: name, in: header)
      guard !ignored.contains(index) else { throw .contradiction(name: name) }
      chosen.insert(index)
    }
    let columnCount = max(header.count, profiles.columns.count)
    chosen.formUnion(request.fixedColumns)
    if chosen.isEmpty {
      chosen = Self.found(meanings, profiles, ignored: ignored)
      // Below one name there is one column, and what parts it is a comma between two numbers of a cell.
      if header.count == 1, chosen == [0] {
        chosen.formUnion(
          (1..<max(1, columnCount)).filter {
            !ignored.contains($0) && profiles.share(of: $0, nil) >= .perhaps
          })
      }
    }
    phoneColumns = chosen.sorted()
    for column in 0..<columnCount where !chosen.contains(column) && !ignored.contains(column) {
      let meaning = column < meanings.count ? meanings[column] : nil
      if let kind = Self.kind(column, meaning, profiles, request) {
        let profile = profiles.columns[column]
        findings.append(
          ColumnFinding(
            kind: kind, column: column,
            name: column < header.count ? header[column] : String(column + 1),
            numberCount: profile.numberCount, filledCount: profile.filledCount,
            handle: ColumnFinding.handle(of: column, in: header)))
      }
    }
  }

  /// The columns whose header says phone, and whose cells do not deny it; those whose header may say so
  /// and whose cells do; if there is none, `number`.
  private static func found(
    _ meanings: [HeaderMeaning], _ profiles: ColumnProfiles, ignored: Set<Int>
  ) -> Set<Int> {
    func profile(_ column: Int) -> ColumnProfile {
      column < profiles.columns.count ? profiles.columns[column] : ColumnProfile()
    }
    let free = meanings.indices.filter { !ignored.contains($0) }
    let named = free.filter { meanings[$0].claim == .phone }
    let likely = named.filter { !profile($0).deniesNumbers }
    let allPlaces = free.filter { meanings[$0].claim == .place }
    func share(_ column: Int) -> ColumnProfile.Share {
      profiles.share(of: column, meanings[column])
    }
    var places = allPlaces.filter { share($0) >= (meanings[$0].isIdentifier ? .most : .perhaps) }
    // Where `work` is a number, `home` and `cell` are too, though remarks may stand beside them; `order no`
    // is not.
    if !places.isEmpty {
      places = allPlaces.filter {
        places.contains($0)
          || !meanings[$0].isIdentifier && (share($0) >= .some || profile($0).holdsLongDigits)
      }
    }
    if !likely.isEmpty || !places.isEmpty { return Set(likely + places) }
    // Better rows without a number than numbers without a look.
    if !named.isEmpty { return Set(named) }
    return Set(free.filter { meanings[$0].isNumber })
  }

  private static func kind(
    _ column: Int, _ meaning: HeaderMeaning?, _ profiles: ColumnProfiles, _ request: Request
  ) -> ColumnFinding.Kind? {
    guard column < profiles.columns.count else { return nil }
    let profile = profiles.columns[column]
    switch profiles.share(of: column, meaning) {
    // Of three remarks two may hold a number, and they are remarks all the same.
    case .most: return meaning?.isRemark == true ? .someNumbers : .numbers
    case .perhaps: return .perhaps
    case .some: return .someNumbers
    case .fewDigits: return .perhaps
    case .none:
      // Nobody says what stands in a column without a header.
      if meaning == nil, profile.numberCount > 0 { return .someNumbers }
    }
    if profile.isFlags && (request.isList && !request.hasStatus || meaning?.isRefusal == true) {
      return .refusals
    }
    guard request.columnNames.isEmpty, meaning?.claim == .phone else { return nil }
    return profile.isFlags ? .flags : .noNumbers
  }
}

extension ColumnProfile {
  /// True if half of the cells or more have the digits of a number.
  fileprivate var holdsLongDigits: Bool {
    longDigitsCount > 0 && longDigitsCount * 2 >= filledCount
  }
  /// True if the cells are something else than numbers, whatever the header says.
  fileprivate var deniesNumbers: Bool { isFlags || isDates || isLabels || isShort }
}
