/// Further keys of one cell, with the reason for each.
struct ExtraKeys {
  /// More than any cell has been seen to need. A cell with more is refused, for they are not all here.
  static let countMax = 32

  // One more than `countMax`, for `insertRefused`.
  private var keys: [33 of UInt64] = .init(repeating: 0)
  private var reasons: [33 of AliasReason] = .init(repeating: .unrescued)
  private(set) var count = 0
  /// Whether there were more keys than there is room for.
  private(set) var isCut = false

  /// A key with its reason; through spans, for to read an element of the arrays copies all of them.
  subscript(index: Int) -> (key: UInt64, reason: AliasReason) {
    (keys.span[index], reasons.span[index])
  }

  func contains(_ key: UInt64) -> Bool {
    let keys = keys.span
    for index in 0..<count where keys[index] == key { return true }
    return false
  }

  /// Adds a key, unless it is 0 or here already.
  mutating func insert(_ key: UInt64, _ reason: AliasReason) {
    if key == 0 || contains(key) { return }
    guard count < ExtraKeys.countMax else {
      isCut = true
      return
    }
    keys[count] = key
    reasons[count] = reason
    count += 1
  }

  /// Notes that the cell has more numbers than were looked for.
  mutating func markCut() { isCut = true }

  /// Adds the answer's own key to those of a cell that is refused; a place is kept for it.
  mutating func insertRefused(_ key: UInt64) {
    if key == 0 || contains(key) { return }
    (keys[count], reasons[count]) = (key, .unrescued)
    count += 1
  }

  /// Adds the keys of a part of the cell.
  mutating func insert(_ others: ExtraKeys) {
    isCut = isCut || others.isCut
    for index in 0..<others.count {
      let (key, reason) = others[index]
      insert(key, reason)
    }
  }
}
