import Files
import Foundation
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Keys
@testable import ListReading
@testable import Pipelines
@testable import Rebuilding
@testable import Verdicts

/// Registers that live for weeks, rebuilt every night from what of their files is there.
struct RebuildHistoryTests {
  /// A folder with lists, rebuilt in this process.
  private final class Place {
    let folder = TemporaryFolder()
    var settings: RebuildSettings
    private let key: IndexKey?
    private var keys: KeyRing { KeyRing(key.map { [$0] } ?? []) }

    /// - Parameter isKeyed: True for an index with a key, always the same one.
    init(isKeyed: Bool) throws {
      let bytes = [UInt8](repeating: 7, count: 32)
      key = isKeyed ? try IndexKey(MasterKey.of(bytes.span)) : nil
      try FileManager.default.createDirectory(
        atPath: folder.path("lists"), withIntermediateDirectories: true)
      settings = RebuildSettings(
        folder: folder.path, indexPath: folder.path("dnc.ndx"), workFolder: folder.path("work"))
      settings.memoryByteCount = 64 << 20
      settings.keptCount = 1
      var list = ListSettings(id: "register", kind: .registry, patterns: ["lists/*"])
      list.shrinkPercentMax = 100
      list.request.format = ListFormat(name: "ftc")
      settings.lists = [list]
    }

    func rebuild(day: Int) throws -> Rebuild.Summary {
      var options = Rebuild.Options(
        today: CalendarDate(day: Int32(RegisterHistory.firstDay + day)))
      // Quiet days give the same file twice.
      options.accepted = [GateAcceptance(.duplicate)]
      options.key = key
      options.keys = keys
      let work = try WorkFolder(path: settings.workFolder)
      return try Rebuild(settings: settings, options: options).run(in: work) { _ in }
    }

    /// The numbers of the index, of all that a history may hold.
    func numbers() throws -> Set<Int> {
      let index = try SuppressionIndex(path: settings.indexPath, keys: keys)
      try index.verify()
      let all = [212, 818].flatMap { area in
        (0..<100).map { area * 10_000_000 + 5_550_100 + $0 }
      }
      let found = Set(all.filter { index.find(UInt64(10_000_000_000 + $0)) != 0 })
      #expect(index.lists[0].numberCount == found.count)
      return found
    }
  }

  /// How many histories of each kind are lived through; NODIAL_TEST_HISTORIES asks for more.
  private static let historyCount =
    ProcessInfo.processInfo.environment["NODIAL_TEST_HISTORIES"].flatMap { Int($0) } ?? 3

  /// Full files and changes come on random nights, early, late and twice; old files are removed.
  ///
  /// Whatever was there on a night that went well counts from then on. A night that is refused leaves
  /// the index byte for byte as it was, and so does the same night once more.
  @Test(arguments: [false, true], 0..<historyCount)
  func nightsSayWhatTheirFilesSay(isByArea: Bool, seed: Int) throws {
    var generator = SeededGenerator(stream: 0xB11D + UInt64(seed) + (isByArea ? 1000 : 0))
    var history = RegisterHistory(isByArea: isByArea, using: &generator)
    let place = try Place(isKeyed: seed % 2 == 1)
    var present: Set<RegisterHistory.File> = []
    var known: Set<RegisterHistory.File> = []
    var underway: [RegisterHistory.File] = []
    var endings: [Rebuild.Ending] = []
    for day in 0..<14 {
      let isFull = day == 0 || Int.random(in: 0..<5, using: &generator) == 0
      let delivered = history.deliver(
        day: day, full: isFull, changes: !isFull || Bool.random(using: &generator),
        using: &generator)
      for file in underway + delivered {
        // The first full files are never late.
        guard day == 0 || Int.random(in: 0..<8, using: &generator) > 0 else { continue }
        try place.folder.write("lists/\(file.name)", file.text)
        present.insert(file)
      }
      underway = (underway + delivered).filter { !present.contains($0) && !known.contains($0) }
      // Only what an index holds may be removed.
      for file in present.intersection(known) where Int.random(in: 0..<6, using: &generator) == 0 {
        try FileManager.default.removeItem(atPath: place.folder.path("lists/\(file.name)"))
        present.remove(file)
      }
      let before = try? place.folder.read("dnc.ndx")
      let outcome = try place.rebuild(day: day)
      endings.append(outcome.ending)
      if outcome.ending == .refused {
        let isSame = (try? place.folder.read("dnc.ndx")) == before
        #expect(isSame)
        let gates = Set(outcome.findings.filter { !$0.isAccepted }.map(\.gate))
        #expect(gates.isSubset(of: [.late, .gone, .older, .missing]), "\(gates)")
        // Only what is not there any more can be the reason.
        #expect(!known.subtracting(present).isEmpty)
        continue
      }
      known.formUnion(present)
      let isRight = try place.numbers() == history.numbers(by: known)
      #expect(isRight, "day \(day)")
      let after = try place.folder.read("dnc.ndx")
      #expect(outcome.ending == (before == after ? .unchanged : .switched))
      #expect(try place.rebuild(day: day).ending == .unchanged)
      let isSame = try place.folder.read("dnc.ndx") == after
      #expect(isSame)
    }
    #expect(endings.contains(.switched))
  }

  /// Where nothing is late or lost, every night's index is that of a first night, byte for byte, and
  /// it holds all that the register holds; nothing besides if the changes do not reach back.
  @Test(arguments: [0, 100_000], 0..<max(2, historyCount / 3))
  func buildingOnIsBuildingAnew(overlapSecondCount: Int, seed: Int) throws {
    var generator = SeededGenerator(stream: 0xB22D + UInt64(seed))
    var history = RegisterHistory(isByArea: seed % 2 == 1, using: &generator)
    history.overlapSecondCount = overlapSecondCount
    let place = try Place(isKeyed: seed % 2 == 1)
    let other = try Place(isKeyed: seed % 2 == 1)
    var decisions: Set<ListPlan.Decision> = []
    for day in 0..<10 {
      let isFull = day == 0 || Int.random(in: 0..<6, using: &generator) == 0
      for file in history.deliver(day: day, full: isFull, changes: !isFull, using: &generator) {
        for place in [place, other] { try place.folder.write("lists/\(file.name)", file.text) }
      }
      let outcome = try place.rebuild(day: day)
      #expect(outcome.ending == .switched)
      decisions.insert(outcome.plan.lists[0].decision)
      let truth = history.numbers.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
      let numbers = try place.numbers()
      let missingCount = truth.subtracting(numbers).count
      #expect(missingCount == 0)
      // A quiet day's full file is the one before; that this was accepted is in the index for good.
      if !outcome.lists[0].acceptedGates.isEmpty { break }
      guard overlapSecondCount == 0 else { continue }
      let surplusCount = numbers.subtracting(truth).count
      #expect(surplusCount == 0)
      try? FileManager.default.removeItem(atPath: other.folder.path("dnc.ndx"))
      #expect(try other.rebuild(day: day).plan.lists[0].decision == .reread)
      // But for the header, which counts the rebuilds.
      let isSame =
        try place.folder.read("dnc.ndx").dropFirst(4096)
        == other.folder.read("dnc.ndx").dropFirst(4096)
      #expect(isSame)
    }
    #expect(decisions.isSubset(of: [.reread, .extended]))
  }
}
