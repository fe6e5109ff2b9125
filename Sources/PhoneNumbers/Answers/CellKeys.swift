internal import CKernels

/// All keys of one cell, in memory that is used again for the next one: what a batch is for many.
///
/// Nothing is allocated for a cell that has one key and needs no second look.
public struct CellKeys: Sendable {
  /// The primary key; 0 where there is none.
  public private(set) var key: UInt64 = 0
  /// Grade in the low four bits, rejection in the high four.
  public private(set) var status: UInt8 = 0
  /// Further keys: aliases, and other numbers of the cell.
  public private(set) var extraKeys: [UInt64] = []
  /// Why each further key is there.
  public private(set) var extraReasons: [AliasReason] = []
  private var cellMemory = CellMemory()

  /// No cell's, as yet.
  public init() {}

  /// How well the number fits the plan.
  public var grade: Grade { Grade(rawValue: status & 15)! }

  /// Reads a cell in place of the last one.
  mutating func read(_ cell: Span<UInt8>, by normalizer: Normalizer) {
    if !extraKeys.isEmpty {
      extraKeys.removeAll(keepingCapacity: true)
      extraReasons.removeAll(keepingCapacity: true)
    }
    let found = DigitScan.read(cell, by: normalizer)
    key = found.key
    status = found.status
    guard let open = found.open else { return }
    let scanned = KeyedAnswer(key: key, status: status)
    if let usual = normalizer.usualAnswer(to: open, found: scanned, cell: cell) {
      set(usual)
    } else {
      set(normalizer.answer(to: open, cell: cell, memory: &cellMemory))
    }
  }

  private mutating func set(_ answer: KeyedAnswer) {
    key = answer.key
    status = answer.status
    appendUnlessEmpty(answer.extras.0)
    appendUnlessEmpty(answer.extras.1)
  }

  private mutating func appendUnlessEmpty(_ extra: ExtraKeys.Entry) {
    if extra.key != 0, extra.key != key { append(extra.key, extra.reason) }
  }

  private mutating func append(_ extraKey: UInt64, _ reason: AliasReason) {
    extraKeys.append(extraKey)
    extraReasons.append(reason)
  }

  private mutating func set(_ answer: CellAnswer) {
    key = answer.number.key
    status = answer.status
    for extra in 0..<answer.extras.count where answer.extras[extra].key != key {
      append(answer.extras[extra].key, answer.extras[extra].reason)
    }
  }
}
