import Keys

/// What stands in a keyed index for the keys of numbers: the upper bits of their codes.
///
/// These are 58 bits (``CodeDomain/keyed``), which is what an entry has room for while an index is built. Two
/// numbers have the same code with a chance of one in 2^58: the index then takes them for one. That blocks a row
/// that is not listed in one of 290 scrubs of 10 million rows against 100 million numbers; and a deletion of
/// one of the two takes the other off the same list.
struct KeyedNumbers: Sendable {
  private static let droppedBitCount = UInt64(64 - CodeDomain.keyed.bitCount)

  let codes: NumberCodes

  init?(_ key: IndexKey?) {
    guard let key else { return nil }
    codes = key.codes
  }

  /// Sets what stands for each key; 0, which is no key, for 0.
  ///
  /// - Precondition: `found.count >= keys.count`.
  func encode(_ keys: Span<UInt64>, into found: inout MutableSpan<UInt64>) {
    codes.encode(keys, into: &found)
    for index in keys.indices {
      found[index] = keys[index] == 0 ? 0 : max(1, found[index] &>> Self.droppedBitCount)
    }
  }

  /// What stands for the number of a reference.
  static func key(_ reference: NumberReference) -> UInt64 {
    max(1, reference.code &>> droppedBitCount)
  }

  /// What stands for one key.
  func key(_ key: UInt64) -> UInt64 {
    key == 0 ? 0 : max(1, codes.code(of: key) &>> Self.droppedBitCount)
  }
}
