import CNodial
import Glibc
import PhoneNumbers
import SuppressionLists
import Verdicts

/// What `nodial_scratch` is: the memory of one thread, and why its last call failed.
final class Scratch {
  var memory: ScratchMemory
  private(set) var message = CText("")
  private var isFailed = false
  private var evidenceTexts: [CText] = []

  /// Nil where numbers are only read.
  private let checker: Checker?
  /// What was asked last.
  private var asked: Asked?

  init(_ checker: Checker) throws(Refusal) {
    self.checker = checker
    let asked = try checker.latestAsked()
    self.asked = asked
    memory = ScratchMemory(asked, region: checker.region)
  }

  init(normalizing region: Region?) {
    checker = nil
    memory = ScratchMemory(normalizing: region)
  }

  /// Runs a call that asks the indexes, which must be those that were opened, before and after; and what the ledger holds when
  /// it begins.
  ///
  /// - Parameter isOfOne: True of one number: whether another file is under the name is then asked once a millisecond.
  func ask(
    isOfOne: Bool = false, _ body: (inout ScratchMemory) throws(Refusal) -> Void
  ) -> nodial_status {
    run { memory throws(Refusal) in
      guard let checker else { throw .withoutLists }
      let now = isOfOne ? Self.millisecond : 0
      if !isOfOne || now != lastLook {
        try checker.checkNames()
        lastLook = now
      }
      let asked = try checker.asked(after: asked)
      if asked !== self.asked {
        memory.ask(asked)
        self.asked = asked
      }
      // Before, so that no file is read of which a part is gone.
      try Checker.checkBytes(of: asked)
      try body(&memory)
      try Checker.checkBytes(of: asked)
    }
  }

  private var lastLook: Int = -1

  /// The clock that costs nothing, as exact as the system ticks.
  private static var millisecond: Int {
    var time = timespec()
    // SAFETY: there is room for a time.
    unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Runs a call and keeps what it fails with.
  func run(_ body: (inout ScratchMemory) throws(Refusal) -> Void) -> nodial_status {
    do throws(Refusal) {
      try body(&memory)
      if isFailed { message = CText("") }
      isFailed = false
      return nodial_status(NODIAL_OK)
    } catch {
      message = CText(error.sentence)
      isFailed = true
      return error.status
    }
  }

  /// The lists of an answer, as long as this lives; nil if there is no such answer.
  func evidenceText(_ place: Int) -> CText? {
    guard place < memory.evidenceCount else { return nil }
    while evidenceTexts.count <= place {
      evidenceTexts.append(CText(memory.verdict(evidenceTexts.count)!.listsText))
    }
    return evidenceTexts[place]
  }
}

/// Cells in the memory of a caller.
protocol Cells {
  var count: Int { get }
  /// Fails if what says where cells lie cannot be.
  func check() throws(Refusal)
  /// Where cells lie if they lie one behind the other, and each of them: nulls are empty.
  ///
  /// - Returns: Nil if they lie elsewhere.
  /// - Throws: If one of them lies nowhere.
  func block(
    from first: Int, count: Int, _ starts: inout MutableSpan<UInt32>,
    _ ends: inout MutableSpan<UInt32>
  ) throws(Refusal) -> UnsafeBufferPointer<UInt8>?
  /// Where a cell lies; nil for a null.
  ///
  /// - Throws: If it lies nowhere.
  func bytes(of cell: Int) throws(Refusal) -> UnsafeBufferPointer<UInt8>?
}

extension Cells {
  /// Of cells that lie anywhere.
  func block(
    from first: Int, count: Int, _ starts: inout MutableSpan<UInt32>,
    _ ends: inout MutableSpan<UInt32>
  ) throws(Refusal) -> UnsafeBufferPointer<UInt8>? { nil }
}

/// What decides on many cells, where something does.
final class Batch {
  var check: BatchCheck
  init(_ check: consuming BatchCheck) { self.check = check }
}

/// Memory that is used again from call to call.
struct ScratchMemory: ~Copyable {
  /// Nil where numbers are only read.
  private let batch: Batch?
  private var numbers = NumberBatch(capacity: cellCountMax)
  private let normalizer: Normalizer
  private var starts = [UInt32](repeating: 0, count: cellCountMax)
  private var ends = [UInt32](repeating: 0, count: cellCountMax)
  /// Cells, one behind the other.
  private var gathered: [UInt8] = []
  private var places = [UInt32](repeating: 0, count: cellCountMax)

  /// Cells at a time.
  private static let cellCountMax = 1024
  /// The longest cell, in bytes: what is longer holds no number, and is read to here.
  private static let cellByteCountMax = 1 << 20

  init(_ asked: Asked, region: Region?) {
    batch = Batch(
      BatchCheck(indexes: asked.indexes, region: region, verdicts: asked.verdicts))
    normalizer = Normalizer(region: region)
  }

  /// Asks something else from now on.
  func ask(_ asked: Asked) { batch?.check.ask(asked.indexes, asked.verdicts) }

  init(normalizing region: Region?) {
    batch = nil
    normalizer = Normalizer(region: region)
  }

  /// Decides on cells.
  // SAFETY: the caller vouches that there is room for as many answers as cells.
  mutating func check(
    _ cells: some Cells, _ outcomeTarget: UnsafeMutablePointer<UInt8>,
    _ evidenceTarget: UnsafeMutablePointer<UInt32>?
  ) throws(Refusal) {
    guard let batch else { throw .withoutLists }
    try cells.check()
    var first = 0
    while first < cells.count {
      let count = min(Self.cellCountMax, cells.count - first)
      let block = try unsafe block(of: cells, from: first, count: count)
      // SAFETY: there is room for as many answers, and the block lives as long as the call.
      var outcomes = unsafe MutableSpan(_unsafeStart: outcomeTarget + first, count: count)
      let evidence = unsafe evidenceTarget.map { unsafe $0 + first }
      try unsafe Self.check(
        block, starts, ends, count: count, by: batch, &outcomes, evidence, spare: &places)
      first += count
    }
  }

  private static func check(
    _ block: UnsafeBufferPointer<UInt8>, _ starts: [UInt32], _ ends: [UInt32], count: Int,
    by batch: Batch, _ outcomes: inout MutableSpan<UInt8>,
    _ evidence: UnsafeMutablePointer<UInt32>?, spare: inout [UInt32]
  ) throws(Refusal) {
    let (starts, ends) = (starts.span.extracting(..<count), ends.span.extracting(..<count))
    let block = unsafe block.span
    do throws(IndexError) {
      if let evidence = unsafe evidence {
        // SAFETY: likewise.
        var places = unsafe MutableSpan(_unsafeStart: evidence, count: count)
        try batch.check.check(
          block, starts: starts, ends: ends, outcomes: &outcomes, evidence: &places)
      } else {
        var places = spare.mutableSpan
        try batch.check.check(
          block, starts: starts, ends: ends, outcomes: &outcomes, evidence: &places)
      }
    } catch {
      throw Checker.changed(error.path)
    }
  }

  /// Reads the numbers of cells; 0 where there is none that could be dialled.
  mutating func normalize(
    _ cells: some Cells, _ target: UnsafeMutablePointer<UInt64>
  ) throws(Refusal) {
    for place in 0..<cells.count { unsafe target[place] = 0 }
    try cells.check()
    var first = 0
    while first < cells.count {
      let count = min(Self.cellCountMax, cells.count - first)
      let block = try unsafe block(of: cells, from: first, count: count)
      unsafe Self.normalize(block, starts, ends, count: count, by: normalizer, into: &numbers)
      for place in 0..<count {
        let isNumber = numbers.grade(at: place) >= .possible
        unsafe target[first + place] = isNumber ? numbers.keys[place] : 0
      }
      first += count
    }
  }

  private static func normalize(
    _ block: UnsafeBufferPointer<UInt8>, _ starts: [UInt32], _ ends: [UInt32], count: Int,
    by normalizer: Normalizer, into numbers: inout NumberBatch
  ) {
    numbers.removeAll()
    unsafe normalizer.normalize(
      block.span, starts: starts.span.extracting(..<count), ends: ends.span.extracting(..<count),
      into: &numbers)
  }

  /// Where cells lie: in the caller's memory, or copied one behind the other.
  private mutating func block(
    of cells: some Cells, from first: Int, count: Int
  ) throws(Refusal) -> UnsafeBufferPointer<UInt8> {
    if let block = try unsafe Self.block(of: cells, from: first, count: count, &starts, &ends) {
      return unsafe block
    }
    try gather(cells, from: first, count: count)
    // SAFETY: `gathered` stays as it is until the next chunk, which is when the block is not used any more.
    return unsafe gathered.withUnsafeBufferPointer { unsafe $0 }
  }

  private static func block(
    of cells: some Cells, from first: Int, count: Int, _ starts: inout [UInt32],
    _ ends: inout [UInt32]
  ) throws(Refusal) -> UnsafeBufferPointer<UInt8>? {
    var starts = starts.mutableSpan
    var ends = ends.mutableSpan
    return try unsafe cells.block(from: first, count: count, &starts, &ends)
  }

  private mutating func gather(
    _ cells: some Cells, from first: Int, count: Int
  ) throws(Refusal) {
    gathered.removeAll(keepingCapacity: true)
    for place in 0..<count {
      starts[place] = UInt32(gathered.count)
      if let bytes = try unsafe cells.bytes(of: first + place) {
        unsafe gathered.append(contentsOf: bytes.prefix(Self.cellByteCountMax))
      }
      ends[place] = UInt32(gathered.count)
    }
  }

  /// Decides on one cell.
  mutating func check(
    _ cell: UnsafeBufferPointer<UInt8>
  ) throws(Refusal) -> (outcome: UInt8, place: UInt32) {
    gathered.removeAll(keepingCapacity: true)
    unsafe gathered.append(contentsOf: cell.prefix(Self.cellByteCountMax))
    return try Self.check(gathered, by: batch)
  }

  private static func check(
    _ cell: [UInt8], by batch: Batch?
  ) throws(Refusal) -> (outcome: UInt8, place: UInt32) {
    guard let batch else { throw .withoutLists }
    do throws(IndexError) {
      return try batch.check.check(cell.span)
    } catch {
      throw Checker.changed(error.path)
    }
  }

  // MARK: Evidence

  /// That of what holds no number.
  static let invalidPlace: UInt32 = 1

  var evidenceCount: Int { verdicts.count }

  private var verdicts: [VerdictTable.Verdict] { batch?.check.evidence ?? [] }

  func verdict(_ place: Int) -> VerdictTable.Verdict? {
    place < verdicts.count ? verdicts[place] : nil
  }
}
