import CKernels

/// Numbers that rows have had: tells which of further rows repeat one.
///
/// Exact: it holds the keys themselves, eight bytes each, in a table that is between two and five parts
/// in six full. It takes 10 to 20 bytes a number, and while it grows half as much again; some 11 if the
/// numbers are counted beforehand.
///
/// SAFETY: of all `unsafe` in this file: only this value knows the memory of `set`, which the kernels
/// allocate and free. The counts that they are given are those of the arrays, as checked before.
@safe public struct NumberSet: ~Copyable, @unchecked Sendable {
  private var set = unsafe nodial_number_set()

  /// An empty set, without memory.
  public init() {}

  deinit {
    var set = unsafe set
    unsafe nodial_number_set_free(&set)
  }

  /// The numbers in it.
  public var count: Int { unsafe set.count }

  /// Makes room for so many further numbers.
  ///
  /// - Returns: False if there is no memory for them.
  public mutating func reserve(_ additional: Int) -> Bool {
    unsafe nodial_number_set_reserve(&set, additional) != 0
  }

  /// Adds all numbers of another set.
  ///
  /// - Returns: False if there is no memory for them; then none was added.
  public mutating func add(_ other: borrowing NumberSet) -> Bool {
    guard reserve(other.count) else { return false }
    var source = unsafe other.set
    unsafe nodial_number_set_add(&set, &source)
    return true
  }

  /// Takes rows one after the other. One with a number that is in this set or in `earlier` is repeated,
  /// and none of its numbers is added; those of any other row are.
  ///
  /// - Parameters:
  ///   - keys: The numbers of all rows; none is 0.
  ///   - keyEnds: Where the keys of each row end; empty if each row has one.
  ///   - repeated: Begins with the indexes of the repeated rows, ascending; what follows has no meaning.
  ///     It is made longer if it is too short.
  /// - Returns: How many rows are repeated; nil if there is no memory for their numbers.
  /// - Complexity: O(*n*), at one or two cache lines a number, which are asked for ahead.
  public mutating func take(
    _ keys: [UInt64], keyEnds: [UInt32], earlier: borrowing NumberSet, repeated: inout [UInt32]
  ) -> Int? {
    guard reserve(keys.count) else { return nil }
    let rowCount = keyEnds.isEmpty ? keys.count : keyEnds.count
    precondition(keyEnds.isEmpty || keyEnds.last! == keys.count, "the keys are those of the rows")
    let missing = rowCount - repeated.count
    if missing > 0 { repeated.append(contentsOf: repeatElement(0, count: missing)) }
    var earlierSet = unsafe earlier.set
    return unsafe keys.withUnsafeBufferPointer { keys in
      unsafe keyEnds.withUnsafeBufferPointer { keyEnds in
        unsafe repeated.withUnsafeMutableBufferPointer { repeated in
          unsafe nodial_number_set_take(
            &set, &earlierSet, keys.baseAddress, keyEnds.isEmpty ? nil : keyEnds.baseAddress,
            rowCount, repeated.baseAddress)
        }
      }
    }
  }
}
