/// The final numbers of the classes: those in use, in the order of their sets, from 1 on.
///
/// The order does not depend on the order in which threads found the sets.
struct ClassNumbering {
  /// The lists of each class; class 0 is the empty set.
  let classes: [[Int]]
  /// The final number of each class as the registry numbered them; 0 for those not in use.
  let numbers: [UInt16]
  /// How many numbers of each domain are of each class.
  private let uses: [[Int]]

  /// - Parameters:
  ///   - lists: The lists of each class as the registry numbered them.
  ///   - uses: For each domain, how many numbers are of each of these classes.
  ///   - alsoNamed: Classes that are named elsewhere, though no entry may be of them.
  init(lists: [[Int]], uses: [[Int: Int]], alsoNamed: Set<Int> = []) {
    func isUsed(_ classNumber: Int) -> Bool {
      alsoNamed.contains(classNumber) || uses.contains { $0[classNumber, default: 0] > 0 }
    }
    let used = lists.indices.filter { $0 > 0 && isUsed($0) }
      .sorted { lists[$0].lexicographicallyPrecedes(lists[$1]) }
    var numbers = [UInt16](repeating: 0, count: lists.count)
    for (index, old) in used.enumerated() { numbers[old] = UInt16(index + 1) }
    classes = [[]] + used.map { lists[$0] }
    self.numbers = numbers
    self.uses = uses.map { uses in [0] + used.map { uses[$0, default: 0] } }
  }

  /// The final number of the class that the registry called `classNumber`.
  func number(of classNumber: Int) -> UInt16 { numbers[classNumber] }

  /// The distinct numbers, apart from ranges.
  var numberCount: Int { uses.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The distinct numbers of a domain, apart from ranges.
  func numberCount(of domain: CodeDomain) -> Int { uses[domain.tableNumber].reduce(0, +) }

  /// The distinct numbers on a list.
  func numberCount(list: Int) -> Int {
    classes.indices.filter { classes[$0].contains(list) }
      .reduce(0) { count, number in count + uses.reduce(0) { $0 + $1[number] } }
  }

  /// The section of the file: for each class its counts and a bit for every list.
  func encoded(listCount: Int) -> [UInt8] {
    let byteCount = IndexHeader.classByteCount(listCount: listCount)
    var bytes = [UInt8](repeating: 0, count: classes.count * byteCount)
    for (number, lists) in classes.enumerated() {
      let start = number * byteCount
      for byte in 0..<IndexHeader.classCountByteCount {
        let count = uses[byte / 8][number]
        bytes[start + byte] = UInt8(truncatingIfNeeded: count >> (byte % 8 * 8))
      }
      let bits = start + IndexHeader.classCountByteCount
      for list in lists { bytes[bits + list / 8] |= 1 << UInt8(list % 8) }
    }
    bytes.append(
      contentsOf: repeatElement(0, count: IndexHeader.aligned(bytes.count) - bytes.count))
    return bytes
  }
}
