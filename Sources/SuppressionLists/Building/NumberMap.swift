import CKernels

/// Numbers in memory, and the lists that each is on.
///
/// It takes 14 to 29 bytes a number, and while it grows half as much again; more if numbers are added
/// that are in it already.
///
/// ```
/// var numbers = NumberMap(listCount: 2, name: "ledger.db")
/// try numbers.add(keys.span, list: 0)
/// let overlay = Overlay(lists: lists, numbers: numbers)
/// ```
///
/// SAFETY: of all `unsafe` in this file: only this value knows the memory of `map`, which the kernels
/// allocate and free. The counts that they are given are those of the spans; `others` has room for all
/// keys; a key whose class is asked for is in the map.
@safe public struct NumberMap: ~Copyable, @unchecked Sendable {
  private var map = unsafe nodial_number_map()
  private let registry: ClassRegistry
  private var cache: ClassCache
  private let listCount: Int
  private var others: [UInt32] = []
  /// What messages call it.
  let name: String

  /// An empty map.
  ///
  /// - Parameter name: What messages call it, such as the path of what the numbers are from.
  /// - Precondition: `0 < listCount <= SuppressionIndex.listCountMax`.
  public init(listCount: Int, name: String) {
    precondition(listCount > 0 && listCount <= SuppressionIndex.listCountMax)
    registry = ClassRegistry(listCount: listCount, path: name)
    cache = ClassCache(registry: registry)
    self.listCount = listCount
    self.name = name
  }

  deinit {
    var map = unsafe map
    unsafe nodial_number_map_free(&map)
  }

  /// The distinct numbers.
  public var count: Int { unsafe map.count }
  /// The lists of each class, ascending; class 0 is on none.
  var classes: [[Int]] { registry.lists }

  /// Adds numbers to a list; a number that is on others stays on these too.
  ///
  /// - Parameter keys: Any count; keys of 0 are passed over.
  /// - Throws: If there is no memory for them, or if there are too many different sets of lists.
  /// - Complexity: O(*n*), at a cache line a number, which is asked for ahead.
  public mutating func add(_ keys: Span<UInt64>, list: Int) throws(IndexError) {
    precondition(list >= 0 && list < listCount, "a list of the map")
    guard unsafe nodial_number_map_reserve(&map, keys.count) != 0 else {
      throw IndexError(.memory(numberCount: count), path: name)
    }
    let missing = keys.count - others.count
    if missing > 0 { others.append(contentsOf: repeatElement(0, count: missing)) }
    let otherCount = unsafe keys.withUnsafeBufferPointer { keys in
      unsafe others.withUnsafeMutableBufferPointer { others in
        unsafe nodial_number_map_add(
          &map, keys.baseAddress, keys.count, UInt16(list + 1), others.baseAddress)
      }
    }
    for place in 0..<otherCount {
      let classNumber = unsafe nodial_number_map_class(&map, keys[Int(others[place])])!
      let joined = try cache.union(Int(unsafe classNumber.pointee), list: list)
      unsafe classNumber.pointee = UInt16(joined)
    }
  }

  /// Makes look-ups of numbers that are not in it faster, until the next one is added.
  mutating func seal() { unsafe nodial_number_map_seal(&map) }

  /// Appends the class of each key: 0 for one that is not in the map, and for 0.
  ///
  /// - Precondition: `classes.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*), at a cache line a key, which is asked for ahead.
  func find(_ keys: Span<UInt64>, into classes: inout OutputSpan<UInt16>) {
    precondition(classes.freeCapacity >= keys.count, "no room for the classes of all keys")
    guard keys.count > 0 else { return }
    var map = unsafe map
    unsafe keys.withUnsafeBufferPointer { keys in
      unsafe classes.withUnsafeMutableBufferPointer { classes, classCount in
        unsafe nodial_number_map_find(
          &map, keys.baseAddress, keys.count, classes.baseAddress! + classCount)
        classCount += keys.count
      }
    }
  }
}
