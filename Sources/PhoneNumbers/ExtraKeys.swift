/// Further keys of one cell, with the reason for each.
struct ExtraKeys {
  /// More than any cell has been seen to need; what is beyond is dropped.
  static let countMax = 32

  private var keys: [32 of UInt64] = .init(repeating: 0)
  private var reasons: [32 of AliasReason] = .init(repeating: .unrescued)
  private(set) var count = 0

  subscript(index: Int) -> (key: UInt64, reason: AliasReason) { (keys[index], reasons[index]) }

  func contains(_ key: UInt64) -> Bool {
    for index in 0..<count where keys[index] == key { return true }
    return false
  }

  /// Adds a key, unless it is 0 or here already.
  mutating func insert(_ key: UInt64, _ reason: AliasReason) {
    guard key != 0, count < ExtraKeys.countMax else { return }
    if contains(key) { return }
    keys[count] = key
    reasons[count] = reason
    count += 1
  }

  /// Adds the keys of a part of the cell.
  mutating func insert(_ others: ExtraKeys) {
    for index in 0..<others.count { insert(others.keys[index], others.reasons[index]) }
  }
}
