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
  private var extraKeyStorage: [UInt64] = []
  private var extraOwnerStorage: [UInt32] = []
  private var extraReasonStorage: [UInt8] = []

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

  /// The grade of a cell.
  public func grade(at index: Int) -> Grade { Grade(rawValue: statuses[index] & 15)! }

  /// The rejection of a cell.
  public func rejection(at index: Int) -> Rejection { Rejection(rawValue: statuses[index] >> 4)! }

  /// Replaces a cell's answer; its extra keys go with the old one.
  public mutating func replace(at index: Int, with normalization: Normalization) {
    precondition(index < count, "no cell \(index) in a batch of \(count)")
    keyStorage[index] = normalization.number?.key ?? 0
    statusStorage[index] = normalization.status
    while let extra = extraOwnerStorage.firstIndex(of: UInt32(index)) {
      extraKeyStorage.remove(at: extra)
      extraOwnerStorage.remove(at: extra)
      extraReasonStorage.remove(at: extra)
    }
  }

  /// Makes room for so many further cells.
  mutating func reserve(_ additional: Int) {
    let needed = count + additional
    guard needed > keyStorage.count else { return }
    let grown = max(needed, keyStorage.count * 2)
    keyStorage.append(contentsOf: repeatElement(0, count: grown - keyStorage.count))
    statusStorage.append(contentsOf: repeatElement(0, count: grown - statusStorage.count))
  }

  /// Appends a cell's answer. The caller has reserved the room.
  mutating func append(key: UInt64, status: UInt8) {
    keyStorage[count] = key
    statusStorage[count] = status
    count += 1
  }

  /// Appends a cell's answer with its further keys.
  mutating func append(_ answer: CellAnswer) {
    let key = answer.number.key
    append(key: key, status: answer.status)
    for index in 0..<answer.extras.count where answer.extras[index].key != key {
      extraKeyStorage.append(answer.extras[index].key)
      extraOwnerStorage.append(UInt32(count - 1))
      extraReasonStorage.append(answer.extras[index].reason.rawValue)
    }
  }
}
