import Keys

/// One or more indexes that are asked as if all their lists had been built into one; beside them there
/// may be an ``Overlay``.
///
/// Their lists follow each other in the order of the indexes, and each has its own name: of two lists
/// of one name, evidence could not tell which it means.
///
/// ```
/// let indexes = try SuppressionIndexes(paths: ["registers.ndx", "own.ndx"])
/// var lookUp = IndexesLookUp(indexes)          // one a thread
/// classes.append(addingCapacity: keys.count) { lookUp.find(keys, into: &$0) }
/// ```
public final class SuppressionIndexes: Sendable {
  /// The indexes, in the order in which they were given.
  public let indexes: [SuppressionIndex]
  /// What is in memory beside them.
  public let overlay: Overlay?
  /// What else is in memory, by keys of its own.
  public let furtherOverlays: [Overlay]
  /// The lists of all, those of the first index first, and those that only the overlay has last.
  public let lists: [SuppressionList]

  /// The only index, if nothing else is asked: its classes are those of all.
  package let single: SuppressionIndex?
  /// What else is asked, in order; none of a single index.
  let parts: [LookUpPart]
  /// Where each part is from.
  private let places: [Place]

  private enum Place {
    /// Its place among ``indexes``.
    case file(Int)
    case overlay
    /// Its place among ``furtherOverlays``.
    case further(Int)
  }

  /// How the overlay and what it shadows write numbers, if that is the same.
  let sharedCodes: KeyedNumbers?
  /// The last part, if what the overlay says of a number stands in the place of what it says.
  let shadowedPart: Int?
  /// The classes of the parts; nil of a single index.
  private let union: ClassUnion?

  /// Opens the indexes at `paths`.
  ///
  /// - Parameter keys: Where their keys are looked for.
  /// - Precondition: There is one.
  /// - Complexity: O(1) in the numbers, O(*n*) in the lists and classes.
  public convenience init(paths: [String], keys: KeyRing = .empty) throws(IndexError) {
    var indexes: [SuppressionIndex] = []
    for path in paths { indexes.append(try SuppressionIndex(path: path, keys: keys)) }
    try self.init(indexes)
  }

  /// One index.
  public init(_ index: SuppressionIndex) {
    indexes = [index]
    overlay = nil
    furtherOverlays = []
    lists = index.lists
    single = index
    parts = []
    places = []
    shadowedPart = nil
    sharedCodes = nil
    union = nil
  }

  /// - Parameters:
  ///   - shadowsLast: The overlay knows better than the last index: of a number that it has, what the index says does not
  ///     count.
  ///   - further: Overlays that say what they say beside all else.
  /// - Precondition: There is one; two, if the last one is shadowed.
  /// - Throws: If two are one file, or have a list of one name, or if there is more than one index may
  ///   hold.
  public init(
    _ indexes: [SuppressionIndex], overlay: Overlay? = nil, shadowsLast: Bool = false,
    further: [Overlay] = []
  ) throws(IndexError) {
    precondition(indexes.count > (shadowsLast ? 1 : 0), "there is an index to ask")
    try Self.refuseRepeated(indexes)
    self.indexes = indexes
    self.overlay = overlay
    furtherOverlays = further
    var lists = indexes.flatMap(\.lists)
    let added = overlay.map { Self.add($0.lists, to: &lists) } ?? []
    let furtherAdded = further.map { Self.add($0.lists, to: &lists) }
    self.lists = lists
    guard indexes.count > 1 || overlay != nil || !further.isEmpty else {
      single = indexes[0]
      parts = []
      places = []
      shadowedPart = nil
      sharedCodes = nil
      union = nil
      return
    }
    single = nil
    let isShadowed = shadowsLast && overlay != nil
    // The overlay is asked before what it shadows.
    var order: [Place] = indexes.indices.dropLast(isShadowed ? 1 : 0).map { .file($0) }
    order += further.indices.map { .further($0) }
    if overlay != nil { order.append(.overlay) }
    if isShadowed { order.append(.file(indexes.count - 1)) }
    places = order
    parts = order.map { place in
      switch place {
      case .file(let place): .file(indexes[place])
      case .overlay: .memory(overlay!)
      case .further(let place): .memory(further[place])
      }
    }
    shadowedPart = isShadowed ? order.count - 1 : nil
    sharedCodes =
      isShadowed && overlay!.keyID == indexes.last!.keyID ? overlay!.codes : nil
    guard lists.count <= SuppressionIndex.listCountMax else {
      throw IndexError(
        .together(of: "lists", max: SuppressionIndex.listCountMax), path: indexes[0].path)
    }
    var firstLists: [Int] = []
    var listCount = 0
    for index in indexes {
      firstLists.append(listCount)
      listCount += index.lists.count
    }
    let classes = order.map { place in
      switch place {
      case .file(let place): indexes[place].classes.map { $0.map { $0 + firstLists[place] } }
      case .overlay: overlay!.classes.map { $0.map { added[$0] }.sorted() }
      case .further(let place):
        further[place].classes.map { $0.map { furtherAdded[place][$0] }.sorted() }
      }
    }
    guard let union = ClassUnion(parts: classes) else { throw Self.tooManyClasses(indexes[0].path) }
    self.union = union
  }

  private static func refuseRepeated(_ indexes: [SuppressionIndex]) throws(IndexError) {
    var paths: [String: String] = [:]
    guard indexes.count > 1 else { return }
    for (place, index) in indexes.enumerated() {
      for other in indexes[..<place] where other.isSameFile(as: index) {
        throw IndexError(.sameFile(as: other.path), path: index.path)
      }
      for list in index.lists {
        if let other = paths.updateValue(index.path, forKey: list.id) {
          throw IndexError(.sameList(id: list.id, in: other), path: index.path)
        }
      }
    }
  }

  /// Adds lists to others that do not have them yet.
  ///
  /// - Returns: Where each of them is among all.
  private static func add(
    _ further: [SuppressionList], to lists: inout [SuppressionList]
  ) -> [Int] {
    let places = Dictionary(
      lists.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
    return further.map { list in
      if let place = places[list.id] { return place }
      lists.append(list)
      return lists.count - 1
    }
  }

  private static func tooManyClasses(_ path: String) -> IndexError {
    IndexError(
      .together(of: "different sets of lists on one number", max: ClassUnion.classCountMax - 1),
      path: path)
  }

  // MARK: What they hold

  /// The lists of each class found so far, as ascending indexes into ``lists``; class 0 is on none.
  public var classes: [[Int]] { single?.classes ?? union!.classes }
  /// The classes found so far: where several indexes are asked, there may be more after a look-up.
  public var classCount: Int { single?.classes.count ?? union!.classCount }

  /// The classes of all parts.
  ///
  /// - Precondition: There are several.
  var classUnion: ClassUnion { union! }

  /// The default regions of the lists, each once: none of indexes that name none.
  public var regions: [String] {
    var regions: [String] = []
    for index in indexes where !index.region.isEmpty && !regions.contains(index.region) {
      regions.append(index.region)
    }
    return regions
  }

  /// The default region of the lists, two letters, or empty if they name none or several.
  public var region: String { regions.count == 1 ? regions[0] : "" }

  // MARK: Questions

  /// The classes of one key, one for each part it is in, by bytes that were compared with their
  /// digests.
  ///
  /// - Parameter found: Called with each class.
  /// - Complexity: O(1) for each part.
  public func findVerified(
    _ key: UInt64, _ found: (Int) throws(IndexError) -> Void
  ) throws(IndexError) {
    if let single {
      let classNumber = try single.findVerified(key)
      guard classNumber < single.classes.count else { throw unknownClass }
      if classNumber > 0 { try found(classNumber) }
      return
    }
    let union = classUnion
    var isInOverlay = false
    for (number, part) in parts.enumerated() {
      if isInOverlay, number == shadowedPart { continue }
      let classNumber = try part.findVerified(key)
      guard classNumber < union.partClassCounts[number] else {
        union.noteDamage(ofPart: number)
        throw unknownClass
      }
      guard classNumber > 0 else { continue }
      if case .overlay = places[number] { isInOverlay = true }
      try found(classNumber + union.shifts[number])
    }
  }

  /// Why a class that was found is not among ``classes``.
  public var unknownClass: IndexError {
    if union?.isFull == true { return Self.tooManyClasses(indexes[0].path) }
    // Memory is not damaged.
    guard let part = union?.damagedPart, case .file(let place) = places[part] else {
      return IndexError(.unknownClass, path: indexes[0].path)
    }
    return IndexError(.unknownClass, path: indexes[place].path)
  }

  /// Fails if somebody has written to one of the files: see ``SuppressionIndex/checkUnchanged()``.
  public func checkUnchanged() throws(IndexError) {
    for index in indexes { try index.checkUnchanged() }
  }

  /// Tells the kernel how the indexes will be used.
  public func prepare(forLookUpCount lookUpCount: Int) {
    for index in indexes { index.prepare(forLookUpCount: lookUpCount) }
  }
}

/// Something that numbers are looked up in.
enum LookUpPart: Sendable {
  case file(SuppressionIndex)
  case memory(Overlay)

  func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    switch self {
    case .file(let index): index.find(keys, into: &found)
    case .memory(let overlay): overlay.find(keys, into: &found)
    }
  }

  /// The same of numbers that are written as the part writes them.
  func findCoded(_ codes: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    switch self {
    case .file(let index): index.findCoded(codes, into: &found)
    case .memory(let overlay): overlay.findCoded(codes, into: &found)
    }
  }

  func findVerified(_ key: UInt64) throws(IndexError) -> Int {
    switch self {
    case .file(let index): try index.findVerified(key)
    case .memory(let overlay): overlay.find(key)
    }
  }
}
