import PhoneNumbers

/// The normalisers for the regions that the cells of a column name, each found once.
///
/// One value a worker. What is not known is counted by the block, as it may have to be read again.
struct RegionCells {
  /// What is remembered; a column of something else holds any number of texts.
  private static let textCountMax = 4096

  private let options: Normalizer.Options
  /// Nil for a text that names no region.
  private var known: [[UInt8]: Region?] = [:]
  private var normalizers: [Region?: Normalizer] = [:]
  /// The texts of the block that name no region, and in how many rows.
  private(set) var unknown: [[UInt8]: Int] = [:]

  init(options: Normalizer.Options) { self.options = options }

  /// The normaliser for a row whose region cell this is; one for no region if it names none.
  ///
  /// - Precondition: There is something in the cell.
  mutating func normalizer(for cell: [UInt8]) -> Normalizer {
    let region: Region?
    if let found = known[cell] {
      region = found
    } else {
      region = RegionNames.region(cell)
      if known.count < Self.textCountMax { known[cell] = .some(region) }
    }
    if region == nil, unknown.count < Self.textCountMax || unknown[cell] != nil {
      unknown[cell, default: 0] += 1
    }
    if let made = normalizers[region] { return made }
    let made = Normalizer(region: region, options: options)
    normalizers[region] = made
    return made
  }

  mutating func beginBlock() {
    if !unknown.isEmpty { unknown.removeAll() }
  }
}
