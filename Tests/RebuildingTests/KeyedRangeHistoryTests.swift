import Foundation
import ListReading
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import Keys
@testable import Rebuilding

/// Ranges of a keyed index from night to night: on the index in force, read anew, and by another key.
struct KeyedRangeHistoryTests {
  private struct Row {
    var numbers: ClosedRange<Int>
    var isAddition: Bool
    var day: Int

    var text: String {
      let ends = [numbers.lowerBound, numbers.upperBound].map { "+1202555\(1000 + $0)" }
      return "\(numbers.count == 1 ? ends[0] : ends.joined(separator: "-")),"
        + "\(isAddition ? "A" : "D"),2026-11-\(day < 10 ? "0" : "")\(day)\n"
    }
  }

  private static let numberCount = 200

  private static func key(_ byte: UInt8) throws -> IndexKey {
    let bytes = [UInt8](repeating: byte, count: 32)
    return try IndexKey(MasterKey.of(bytes.span))
  }

  private func settings(_ folder: TemporaryFolder) -> RebuildSettings {
    var settings = RebuildSettings(
      folder: folder.path, indexPath: folder.path("own.ndx"), workFolder: folder.path("work"))
    settings.memoryByteCount = 64 << 20
    var list = ListSettings(id: "own", kind: .objection, patterns: ["*.csv"])
    list.shrinkPercentMax = 100
    list.request.format = .csv
    list.request.mapping = [.number: ["phone"], .action: ["action"], .date: ["date"]]
    settings.lists = [list]
    return settings
  }

  private func rebuild(
    _ settings: RebuildSettings, _ key: IndexKey, former: IndexKey? = nil
  ) throws -> Rebuild.Summary {
    var options = Rebuild.Options(today: CalendarDate("2026-11-28")!)
    // A list of one's own may be made of changes alone, and all of its numbers may be deleted.
    options.accepted = [GateAcceptance(.missing), GateAcceptance(.empty)]
    options.key = key
    options.keys = KeyRing([key, former].compactMap { $0 })
    let work = try WorkFolder(path: settings.workFolder)
    return try Rebuild(settings: settings, options: options).run(in: work) { _ in }
  }

  private func numbers(_ settings: RebuildSettings, _ key: IndexKey) throws -> Set<Int> {
    let index = try SuppressionIndex(path: settings.indexPath, keys: KeyRing([key]))
    try index.verify()
    return Set(
      (0..<Self.numberCount).filter { index.find(12_025_551_000 + UInt64($0)) != 0 })
  }

  /// Each night brings the changes of two days; some nights bring them late.
  @Test(arguments: 0..<6)
  func nightsSayWhatTheRowsSay(seed: Int) throws {
    var generator = SeededGenerator(stream: 0x6B41 + UInt64(seed))
    let folder = TemporaryFolder()
    let settings = settings(folder)
    let key = try Self.key(1)
    var nights = Array(0..<6)
    if seed % 3 == 2 { nights.shuffle(using: &generator) }
    var known: [Row] = []
    for night in nights {
      let rows = (0..<Int.random(in: 4...20, using: &generator)).map { _ in
        let low = Int.random(in: 0..<Self.numberCount - 30, using: &generator)
        let isRange = Int.random(in: 0..<3, using: &generator) == 0
        return Row(
          numbers: low...(isRange ? low + Int.random(in: 1..<30, using: &generator) : low),
          isAddition: isRange || Int.random(in: 0..<3, using: &generator) == 0,
          day: 1 + 2 * night + Int.random(in: 0...1, using: &generator))
      }
      known += rows
      let day = 2 + 2 * night
      try folder.write(
        "2026-11-\(day < 10 ? "0" : "")\(day)_changes.csv",
        "phone,action,date\n" + rows.map(\.text).joined())
      #expect(try rebuild(settings, key).ending == .switched)
      #expect(try numbers(settings, key) == listed(known))
    }
    let before = try Self.tables(folder.read("own.ndx"))
    // At once, of all that is there.
    try FileManager.default.removeItem(atPath: settings.indexPath)
    try FileManager.default.removeItem(atPath: settings.workFolder)
    #expect(try rebuild(settings, key).ending == .switched)
    let isSame = try Self.tables(folder.read("own.ndx")) == before
    #expect(isSame)
    let newKey = try Self.key(2)
    #expect(try rebuild(settings, newKey, former: key).ending == .switched)
    #expect(try numbers(settings, newKey) == listed(known))
  }

  private func listed(_ rows: [Row]) -> Set<Int> {
    var last: [Int: (day: Int, isAddition: Bool)] = [:]
    for row in rows {
      for number in row.numbers {
        if let known = last[number] {
          if known.day > row.day || known.day == row.day && known.isAddition { continue }
        }
        last[number] = (row.day, row.isAddition)
      }
    }
    return Set(last.filter(\.value.isAddition).keys)
  }

  /// What lies before the catalogue, which counts what was read.
  private static func tables(_ bytes: [UInt8]) -> [UInt8] {
    var end = 0
    for place in (352..<360).reversed() { end = end << 8 | Int(bytes[place]) }
    return Array(bytes[4096..<end])
  }
}
