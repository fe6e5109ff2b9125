import PhoneNumbers

/// What an audit counts.
public struct AuditCounts: Sendable {
  public internal(set) var rowCount = 0
  /// The cells of the phone columns, and those with nothing in them.
  public internal(set) var cellCount = 0
  public internal(set) var emptyCellCount = 0
  /// The cells that hold more than one number.
  public internal(set) var severalNumberCellCount = 0
  /// The cells from which a spreadsheet's marks were taken.
  public internal(set) var cleanedCellCount = 0
  /// The cells in which only a rescue found a valid number.
  public internal(set) var rescuedCellCount = 0
  /// What the rows are, and which lists hold them, if there is an index.
  public internal(set) var verdicts: ScrubCounts?
  /// By the raw values.
  private var grades = [Int](repeating: 0, count: 16)
  private var rejections = [Int](repeating: 0, count: 16)
  private var kinds = [Int](repeating: 0, count: 16)
  private var shorts = [Int](repeating: 0, count: 16)
  /// By the code of the region; of no region under an empty one.
  private var regions: [Region?: Int] = [:]
  /// The keys of all numbers, as often as they occur.
  private var keys: [UInt64] = []

  init(listCount: Int?) { verdicts = listCount.map { ScrubCounts(listCount: $0) } }

  public func count(_ grade: Grade) -> Int { grades[Int(grade.rawValue)] }
  public func count(_ rejection: Rejection) -> Int { rejections[Int(rejection.rawValue)] }
  public func count(_ kind: LineKind) -> Int { kinds[Int(kind.rawValue)] }
  public func count(_ short: ShortNumberKind) -> Int { shorts[Int(short.rawValue)] }

  /// All numbers: one a cell that has one, and the others in it.
  public var numberCount: Int { keys.count }

  /// The numbers by region, the most frequent first; nil for those of no region.
  public var regionCounts: [(region: Region?, count: Int)] {
    regions.map { (region: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.region?.code ?? "") < ($0.count, $1.region?.code ?? "")
    }
  }

  /// How many numbers there are if each counts once.
  ///
  /// - Complexity: O(*n* log *n*); the keys are sorted in their place.
  public mutating func distinctNumberCount() -> Int {
    keys.sort()
    var count = 0
    var last: UInt64 = 0
    for key in keys where key != last {
      count += 1
      last = key
    }
    return count
  }

  mutating func addCell(status: UInt8) {
    cellCount += 1
    grades[Int(status & 15)] += 1
    rejections[Int(status >> 4)] += 1
    if status >> 4 == Rejection.empty.rawValue { emptyCellCount += 1 }
  }

  /// - Parameter key: Not 0.
  mutating func addNumber(_ key: UInt64) {
    let facts = LineFacts(key: key)
    kinds[Int(facts.kind.rawValue)] += 1
    shorts[Int(facts.short.rawValue)] += 1
    regions[facts.region, default: 0] += 1
    keys.append(key)
  }

  mutating func add(_ other: AuditCounts) {
    rowCount += other.rowCount
    cellCount += other.cellCount
    emptyCellCount += other.emptyCellCount
    severalNumberCellCount += other.severalNumberCellCount
    cleanedCellCount += other.cleanedCellCount
    rescuedCellCount += other.rescuedCellCount
    if let others = other.verdicts { verdicts?.add(others) }
    Self.add(&grades, other.grades)
    Self.add(&rejections, other.rejections)
    Self.add(&kinds, other.kinds)
    Self.add(&shorts, other.shorts)
    regions.merge(other.regions) { $0 + $1 }
    keys.append(contentsOf: other.keys)
  }

  private static func add(_ counts: inout [Int], _ others: [Int]) {
    for index in counts.indices { counts[index] += others[index] }
  }

  mutating func removeAll() {
    var keys = keys
    self = AuditCounts(listCount: verdicts?.lists.count)
    keys.removeAll(keepingCapacity: true)
    self.keys = keys
  }
}
