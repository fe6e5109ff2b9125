/// Further keys of one cell, with the reason for each.
///
/// The first few lie inside, so that the answer for a cell is small enough to be handed on; few cells
/// have more.
struct ExtraKeys {
  typealias Entry = (key: UInt64, reason: AliasReason)

  /// More than any cell has been seen to need. A cell with more is refused, for they are not all here.
  static let countMax = 32

  private static let insideCount = 6

  private var keys: [6 of UInt64] = .init(repeating: 0)
  private var reasons: [6 of AliasReason] = .init(repeating: .unrescued)
  /// Those for which there is no room inside; nil where there are none.
  private var others: [Entry]?
  private(set) var count = 0
  /// Whether there were more keys than there is room for.
  private(set) var isCut = false

  /// A key with its reason; through spans, for to read an element of the arrays copies all of them.
  subscript(index: Int) -> Entry {
    if let others, index >= ExtraKeys.insideCount { return others[index - ExtraKeys.insideCount] }
    return (keys.span[index], reasons.span[index])
  }

  func contains(_ key: UInt64) -> Bool {
    let keys = keys.span
    for index in 0..<min(count, ExtraKeys.insideCount) where keys[index] == key { return true }
    return others?.contains { $0.key == key } ?? false
  }

  /// Adds a key, unless it is 0 or here already.
  mutating func insert(_ key: UInt64, _ reason: AliasReason) {
    if key == 0 || contains(key) { return }
    guard count < ExtraKeys.countMax else {
      isCut = true
      return
    }
    append((key, reason))
  }

  /// Notes that the cell has more numbers than were looked for.
  mutating func markCut() { isCut = true }

  /// Adds the answer's own key to those of a cell that is refused, however many there are.
  mutating func insertRefused(_ key: UInt64) {
    if key == 0 || contains(key) { return }
    append((key, .unrescued))
  }

  /// Adds the keys of a part of the cell.
  mutating func insert(_ others: borrowing ExtraKeys) {
    isCut = isCut || others.isCut
    for index in 0..<others.count {
      let (key, reason) = others[index]
      insert(key, reason)
    }
  }

  private mutating func append(_ entry: Entry) {
    if count < ExtraKeys.insideCount {
      keys[count] = entry.key
      reasons[count] = entry.reason
    } else if others == nil {
      others = [entry]
    } else {
      others?.append(entry)
    }
    count += 1
  }
}
