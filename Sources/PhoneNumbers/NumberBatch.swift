/// The answers for a batch of cells, in arrays that are used again and again.
///
///     cell      0          1          2          3
///     keys      [12025550123] [0]     [442079460000] [0]      0 = no key
///     statuses  [valid]    [refused]  [possible]  [doubtful]  grade | rejection << 4
///     extras    owner 2 → 441…, owner 2 → 442…               ascending by owner
///
/// Nothing is allocated once the arrays have grown to the size of the blocks.
public struct NumberBatch: ~Copyable, Sendable {
  /// Cells so far.
  public private(set) var count = 0
  // Both are longer than `count`; what lies beyond is stale.
  private var keyStorage: [UInt64]
  private var statusStorage: [UInt8]
  // Cells of the block at hand that the hot loop has put off; `textFlag` marks those that it could
  // not read.
  private var pending: [UInt32] = []
  private var extraKeyStorage: [UInt64] = []
  private var extraOwnerStorage: [UInt32] = []
  private var extraReasonStorage: [UInt8] = []
  private var mendedCellStorage: [UInt32] = []
  private var mendingStorage: [UInt8] = []

  /// An empty batch with room for `capacity` cells; it grows beyond as needed.
  public init(capacity: Int) {
    keyStorage = Array(repeating: 0, count: capacity)
    statusStorage = Array(repeating: 0, count: capacity)
    extraKeyStorage.reserveCapacity(capacity)
    extraOwnerStorage.reserveCapacity(capacity)
    extraReasonStorage.reserveCapacity(capacity)
  }

  /// Forgets the answers and keeps the memory.
  public mutating func removeAll() {
    count = 0
    extraKeyStorage.removeAll(keepingCapacity: true)
    extraOwnerStorage.removeAll(keepingCapacity: true)
    extraReasonStorage.removeAll(keepingCapacity: true)
    mendedCellStorage.removeAll(keepingCapacity: true)
    mendingStorage.removeAll(keepingCapacity: true)
  }

  /// The primary key of each cell; 0 where there is none.
  public var keys: Span<UInt64> {
    @_lifetime(borrow self) get { keyStorage.span.extracting(0..<count) }
  }

  /// The grade of each cell in the low four bits, its rejection in the high four.
  public var statuses: Span<UInt8> {
    @_lifetime(borrow self) get { statusStorage.span.extracting(0..<count) }
  }

  /// Further keys: aliases, and other numbers of the same cell.
  public var extraKeys: Span<UInt64> { @_lifetime(borrow self) get { extraKeyStorage.span } }

  /// The cell that each extra key belongs to, ascending.
  public var extraOwners: Span<UInt32> { @_lifetime(borrow self) get { extraOwnerStorage.span } }

  /// Why each extra key is there: raw values of `AliasReason`.
  public var extraReasons: Span<UInt8> { @_lifetime(borrow self) get { extraReasonStorage.span } }

  /// The cells that were mended, ascending: few of most files.
  public var mendedCells: Span<UInt32> {
    @_lifetime(borrow self) get { mendedCellStorage.span }
  }

  /// What was done to each mended cell: raw values of `Mending`.
  public var mendings: Span<UInt8> { @_lifetime(borrow self) get { mendingStorage.span } }

  /// The grade of a cell.
  public func grade(at index: Int) -> Grade { Grade(rawValue: statuses[index] & 15)! }

  /// The rejection of a cell.
  public func rejection(at index: Int) -> Rejection { Rejection(rawValue: statuses[index] >> 4)! }

  /// Replaces a cell's answer; its extra keys and mendings go with the old one.
  public mutating func replace(at index: Int, with normalization: Normalization) {
    precondition(index < count, "no cell \(index) in a batch of \(count)")
    keyStorage[index] = normalization.number?.key ?? 0
    statusStorage[index] = normalization.status
    if let mended = mendedCellStorage.firstIndex(of: UInt32(index)) {
      mendedCellStorage.remove(at: mended)
      mendingStorage.remove(at: mended)
    }
    while let extra = extraOwnerStorage.firstIndex(of: UInt32(index)) {
      extraKeyStorage.remove(at: extra)
      extraOwnerStorage.remove(at: extra)
      extraReasonStorage.remove(at: extra)
    }
  }

  /// Appends the answers for the cells of a block.
  mutating func append(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, by normalizer: Normalizer
  ) {
    let first = count
    reserve(starts.count)
    count += starts.count
    pending.removeAll(keepingCapacity: true)
    NumberBatch.fill(
      &keyStorage, &statusStorage, from: first, pending: &pending, block, starts, ends, normalizer)
    for entry in pending {
      let index = Int(entry & ~NumberBatch.textFlag)
      let cell = block.extracting(Int(starts[index])..<Int(ends[index]))
      let answer =
        entry & NumberBatch.textFlag != 0
        ? normalizer.completeText(cell) : normalizer.answer(to: cell)
      set(first + index, answer)
    }
  }

  private static let textFlag: UInt32 = 1 << 31

  /// The hot loop: answers the plain cells whose number is valid and has no alias, and puts the
  /// others off.
  private static func fill(
    _ keys: inout [UInt64], _ statuses: inout [UInt8], from first: Int, pending: inout [UInt32],
    _ block: Span<UInt8>, _ starts: Span<UInt32>, _ ends: Span<UInt32>, _ normalizer: Normalizer
  ) {
    var keys = keys.mutableSpan
    var statuses = statuses.mutableSpan
    for index in starts.indices {
      let start = Int(starts[index])
      let end = Int(ends[index])
      guard let reading = normalizer.read(block, start: start, end: end) else {
        pending.append(UInt32(truncatingIfNeeded: index) | NumberBatch.textFlag)
        continue
      }
      let grade = reading.number.grade
      keys[first &+ index] = reading.number.key
      statuses[first &+ index] = grade.rawValue | reading.number.rejection.rawValue &<< 4
      if normalizer.needsSteps(reading, grade) {
        pending.append(UInt32(truncatingIfNeeded: index))
      }
    }
  }

  /// Appends the answer for one cell.
  mutating func append(_ answer: CellAnswer) {
    reserve(1)
    count += 1
    set(count - 1, answer)
  }

  /// Sets a cell's answer and appends its further keys; later cells have none yet.
  private mutating func set(_ index: Int, _ answer: CellAnswer) {
    let key = answer.number.key
    keyStorage[index] = key
    statusStorage[index] = answer.status
    if !answer.mending.isEmpty {
      mendedCellStorage.append(UInt32(index))
      mendingStorage.append(answer.mending.rawValue)
    }
    for extra in 0..<answer.extras.count where answer.extras[extra].key != key {
      extraKeyStorage.append(answer.extras[extra].key)
      extraOwnerStorage.append(UInt32(index))
      extraReasonStorage.append(answer.extras[extra].reason.rawValue)
    }
  }

  /// Makes room for so many further cells.
  private mutating func reserve(_ additional: Int) {
    let needed = count + additional
    guard needed > keyStorage.count else { return }
    let grown = max(needed, keyStorage.count * 2)
    keyStorage.append(contentsOf: repeatElement(0, count: grown - keyStorage.count))
    statusStorage.append(contentsOf: repeatElement(0, count: grown - statusStorage.count))
  }
}
