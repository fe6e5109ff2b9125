internal import CKernels

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
  // Cells of the block at hand that the scan has left open.
  private var open: [nodial_open_cell]
  private var cellMemory = CellMemory()
  private var extraKeyStorage: [UInt64] = []
  private var extraOwnerStorage: [UInt32] = []
  private var extraReasonStorage: [UInt8] = []
  private var mendedCellStorage: [UInt32] = []
  private var mendingStorage: [UInt8] = []

  /// An empty batch with room for `capacity` cells; it grows beyond as needed.
  public init(capacity: Int) {
    keyStorage = Array(repeating: 0, count: capacity)
    statusStorage = Array(repeating: 0, count: capacity)
    open = Array(repeating: DigitScan.noCell, count: min(capacity, DigitScan.cellCountMax))
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

  /// Whether a cell has a further key.
  ///
  /// - Complexity: O(log *n*) in the further keys of the batch.
  public func hasExtraKey(at index: Int) -> Bool {
    var low = 0
    var high = extraOwnerStorage.count
    while low < high {
      let middle = (low + high) / 2
      if Int(extraOwnerStorage[middle]) < index { low = middle + 1 } else { high = middle }
    }
    return low < extraOwnerStorage.count && Int(extraOwnerStorage[low]) == index
  }

  /// Whether what a cell holds can match what others write: a number that can be dialled, or a
  /// further key that stands for one. What a spreadsheet has spoilt, or is not read to its end, cannot.
  public func isReadable(at index: Int) -> Bool {
    if grade(at: index) >= .local { return true }
    switch rejection(at: index) {
    case .lossySpreadsheetNumber, .tooManyNumbers: return false
    default: return hasExtraKey(at: index)
    }
  }

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
    reserve(starts.count)
    var next = 0
    while next < starts.count {
      let cells = next..<min(next + DigitScan.cellCountMax, starts.count)
      appendSome(
        block, starts: starts.extracting(cells), ends: ends.extracting(cells), by: normalizer)
      next = cells.upperBound
    }
  }

  private mutating func appendSome(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, by normalizer: Normalizer
  ) {
    let first = count
    count += starts.count
    let openCount = NumberBatch.scan(
      block, starts, ends, normalizer, from: first, &keyStorage, &statusStorage, &open)
    for place in 0..<openCount {
      let index = Int(open[place].index)
      let cell = block.extracting(Int(starts[index])..<Int(ends[index]))
      let found = KeyedAnswer(
        key: keyStorage[first + index], status: statusStorage[first + index])
      if let usual = normalizer.usualAnswer(to: open[place], found: found, cell: cell) {
        set(first + index, usual)
        continue
      }
      let answer = normalizer.answer(to: open[place], cell: cell, memory: &cellMemory)
      set(first + index, answer)
    }
  }

  /// Answers the cells that need no second look.
  private static func scan(
    _ block: Span<UInt8>, _ starts: Span<UInt32>, _ ends: Span<UInt32>, _ normalizer: Normalizer,
    from first: Int, _ keys: inout [UInt64], _ statuses: inout [UInt8],
    _ open: inout [nodial_open_cell]
  ) -> Int {
    var keys = keys.mutableSpan
    var statuses = statuses.mutableSpan
    var open = open.mutableSpan
    return DigitScan.read(
      block, starts: starts, ends: ends, by: normalizer, from: first, keys: &keys,
      statuses: &statuses, open: &open)
  }

  /// Sets a cell's answer and appends its further keys; later cells have none yet.
  private mutating func set(_ index: Int, _ answer: CellAnswer) {
    let key = answer.number.key
    keyStorage[index] = key
    statusStorage[index] = answer.status
    note(answer.mending, of: index)
    for extra in 0..<answer.extras.count where answer.extras[extra].key != key {
      append(answer.extras[extra].key, answer.extras[extra].reason, of: index)
    }
  }

  private mutating func set(_ index: Int, _ answer: KeyedAnswer) {
    keyStorage[index] = answer.key
    statusStorage[index] = answer.status
    note(answer.mending, of: index)
    appendUnlessEmpty(answer.extras.0, of: index)
    appendUnlessEmpty(answer.extras.1, of: index)
  }

  private mutating func note(_ mending: Mending, of index: Int) {
    if mending.isEmpty { return }
    mendedCellStorage.append(UInt32(index))
    mendingStorage.append(mending.rawValue)
  }

  private mutating func appendUnlessEmpty(_ extra: ExtraKeys.Entry, of index: Int) {
    if extra.key != 0, extra.key != keyStorage[index] { append(extra.key, extra.reason, of: index) }
  }

  private mutating func append(_ extraKey: UInt64, _ reason: AliasReason, of index: Int) {
    extraKeyStorage.append(extraKey)
    extraOwnerStorage.append(UInt32(index))
    extraReasonStorage.append(reason.rawValue)
  }

  /// Makes room for so many further cells.
  private mutating func reserve(_ additional: Int) {
    let openCount = min(additional, DigitScan.cellCountMax)
    if openCount > open.count {
      open.append(contentsOf: repeatElement(DigitScan.noCell, count: openCount - open.count))
    }
    let needed = count + additional
    guard needed > keyStorage.count else { return }
    let grown = max(needed, keyStorage.count * 2)
    keyStorage.append(contentsOf: repeatElement(0, count: grown - keyStorage.count))
    statusStorage.append(contentsOf: repeatElement(0, count: grown - statusStorage.count))
  }
}
