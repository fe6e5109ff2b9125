import CNodial
import PhoneNumbers
import SuppressionLists
import Verdicts

/// What `nodial_scratch` is: the memory of one thread, and why its last call failed.
final class Scratch {
  var memory: ScratchMemory
  private(set) var message = CText("")
  private var isFailed = false
  private var evidenceTexts: [CText] = []

  init(_ checker: Checker) { memory = ScratchMemory(checker) }
  init(normalizing region: Region?) { memory = ScratchMemory(normalizing: region) }

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
  /// Where a cell lies; nil for a null.
  ///
  /// - Throws: If it lies nowhere.
  func bytes(of cell: Int) throws(Refusal) -> UnsafeBufferPointer<UInt8>?
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
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Cells, one behind the other.
  private var gathered: [UInt8] = []
  private var outcomes = [UInt8](repeating: 0, count: cellCountMax)
  private var places = [UInt32](repeating: 0, count: cellCountMax)

  /// Cells at a time.
  private static let cellCountMax = 1024
  /// The longest cell, in bytes: what is longer holds no number, and is read to here.
  private static let cellByteCountMax = 1 << 20

  init(_ checker: Checker) {
    batch = Batch(
      BatchCheck(
        indexes: checker.indexes, region: checker.region, policy: checker.policy))
    normalizer = Normalizer(region: checker.region)
    starts.reserveCapacity(Self.cellCountMax)
    ends.reserveCapacity(Self.cellCountMax)
  }

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
    var first = 0
    while first < cells.count {
      let count = min(Self.cellCountMax, cells.count - first)
      try gather(cells, from: first, count: count)
      try Self.check(gathered, starts, ends, by: batch, &outcomes, &places)
      for place in 0..<count { unsafe outcomeTarget[first + place] = outcomes[place] }
      if let evidenceTarget = unsafe evidenceTarget {
        for place in 0..<count { unsafe evidenceTarget[first + place] = places[place] }
      }
      first += count
    }
  }

  private static func check(
    _ gathered: [UInt8], _ starts: [UInt32], _ ends: [UInt32], by batch: Batch?,
    _ outcomes: inout [UInt8], _ places: inout [UInt32]
  ) throws(Refusal) {
    guard let batch else { throw .withoutLists }
    var outcomes = outcomes.mutableSpan
    var places = places.mutableSpan
    do throws(IndexError) {
      try batch.check.check(
        gathered.span, starts: starts.span, ends: ends.span, outcomes: &outcomes,
        evidence: &places)
    } catch {
      throw .changed("\(error)")
    }
  }

  private static func normalize(
    _ gathered: [UInt8], _ starts: [UInt32], _ ends: [UInt32], by normalizer: Normalizer,
    into numbers: inout NumberBatch
  ) {
    numbers.removeAll()
    normalizer.normalize(gathered.span, starts: starts.span, ends: ends.span, into: &numbers)
  }

  /// Reads the numbers of cells; 0 where there is none that could be dialled.
  mutating func normalize(
    _ cells: some Cells, _ target: UnsafeMutablePointer<UInt64>
  ) throws(Refusal) {
    var first = 0
    while first < cells.count {
      let count = min(Self.cellCountMax, cells.count - first)
      try gather(cells, from: first, count: count)
      Self.normalize(gathered, starts, ends, by: normalizer, into: &numbers)
      for place in 0..<count {
        let isNumber = numbers.grade(at: place) >= .possible
        unsafe target[first + place] = isNumber ? numbers.keys[place] : 0
      }
      first += count
    }
  }

  /// Copies cells one behind the other: what the readers of cells are given ends where it ends, whatever lies behind.
  private mutating func gather(
    _ cells: some Cells, from first: Int, count: Int
  ) throws(Refusal) {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    gathered.removeAll(keepingCapacity: true)
    for cell in first..<first + count {
      starts.append(UInt32(gathered.count))
      if let bytes = unsafe try cells.bytes(of: cell) {
        unsafe gathered.append(contentsOf: bytes.prefix(Self.cellByteCountMax))
      }
      ends.append(UInt32(gathered.count))
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
      throw .changed("\(error)")
    }
  }

  // MARK: Evidence

  var evidenceCount: Int { verdicts.count }

  private var verdicts: [VerdictTable.Verdict] { batch?.check.evidence ?? [] }

  func verdict(_ place: Int) -> VerdictTable.Verdict? {
    place < verdicts.count ? verdicts[place] : nil
  }
}
