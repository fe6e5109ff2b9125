import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing

@testable import ListReading
@testable import Pipelines

/// Lists of several files: full ones and changes, plain and packed.
struct ListReaderTests {
  private let folder = TemporaryFolder()

  private func read(
    _ paths: [String], tolerance: Double = 0, threadCount: Int = 2, blockByteCount: Int = 1 << 20,
    adjust: (inout ListRequest) -> Void = { _ in }
  ) throws(PipelineError) -> (index: SuppressionIndex, events: [ListReader.Event]) {
    var request = ListRequest()
    request.region = Region("US")
    adjust(&request)
    var options = ListBuild.Options()
    options.tolerancePercent = tolerance
    options.index.threadCount = threadCount
    options.limits.blockByteCount = blockByteCount
    let list = SuppressionList(id: "us", kind: .registry)
    var events: [ListReader.Event] = []
    let source = ListReader.Source(list: list, paths: paths, request: request)
    _ = try ListBuild(sources: [source], options: options)
      .run(outputPath: folder.path("a.ndx")) { events.append($0) }
    do throws(IndexError) {
      return (try SuppressionIndex(path: folder.path("a.ndx")), events)
    } catch {
      throw PipelineError(error)
    }
  }

  private func counts(_ events: [ListReader.Event]) -> [ListCounts] {
    events.compactMap { if case .read(_, _, _, let counts) = $0 { counts } else { nil } }
  }

  private func formats(_ events: [ListReader.Event]) -> [String] {
    events.compactMap { event in
      if case .recognized(_, _, let recognition) = event {
        "\(recognition.format.name) \(recognition.role)"
      } else {
        nil
      }
    }
  }

  /// The national numbers, ten digits, that an index lists among those of `twin`.
  private func listed(_ index: SuppressionIndex, _ twin: ListTwin) -> Set<UInt64> {
    let all = twin.days.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
      .union(twin.changes.joined().map(\.number))
    return all.filter { index.find(10_000_000_000 + $0) != 0 }
  }

  // MARK: Histories

  private func fullText(_ numbers: Set<UInt64>) -> String {
    numbers.sorted().map { "\($0 / 10_000_000),\(String($0).suffix(7))\r\n" }.joined()
  }

  /// A full file of one day and all changes after it are the full file of the last day, in any
  /// order, in any packing, with files twice and changes from before.
  @Test func fullAndChangesAreTheLaterFull() throws {
    var generator = SeededGenerator(stream: 0xC4A1)
    for round in 0..<25 {
      let twin = ListTwin(dayCount: 6, using: &generator)
      let start = Int.random(in: 0...4, using: &generator)
      let first = Int.random(in: 0...start, using: &generator)
      let full = try folder.write(
        "\(ListTwin.date(start))_full.txt", fullText(twin.days[start]))
      var paths = [full]
      for day in first..<6 where !twin.changes[day].isEmpty {
        let lines = twin.changes[day].map(\.line).shuffled(using: &generator)
        let name = "\(ListTwin.date(day + 1))_change.txt"
        paths.append(try folder.write(name, lines.joined(separator: "\n") + "\n"))
        if Bool.random(using: &generator) {
          try Shell.run("rm -f \(name).zip; zip -q \(name).zip \(name)", in: folder)
          paths.append(folder.path(name + ".zip"))
        }
      }
      paths.shuffle(using: &generator)
      let (index, _) = try read(
        paths, threadCount: Int.random(in: 1...3, using: &generator),
        blockByteCount: Int.random(in: 10...200, using: &generator))
      #expect(listed(index, twin) == twin.days[6], "round \(round), from \(start)")
      #expect(index.numberCount == twin.days[6].count)
      try Shell.run("rm -f *.txt *.zip", in: folder)
    }
  }

  /// Files whose rows tell no moment count by the day in their names and then by row.
  @Test func changesWithoutMomentsCountByDayAndRow() throws {
    var generator = SeededGenerator(stream: 0xC4A2)
    for _ in 0..<25 {
      let twin = ListTwin(dayCount: 4, using: &generator)
      var paths = [try folder.write("\(ListTwin.date(0))_full.txt", fullText(twin.days[0]))]
      for day in 0..<4 {
        let lines = twin.changes[day].map {
          "\($0.isAddition ? "insert" : "REMOVE");\($0.number)\n"
        }
        paths.append(
          try folder.write("\(ListTwin.date(day))_c.csv", "op;phone\n" + lines.joined()))
      }
      paths.shuffle(using: &generator)
      let full = paths.filter { $0.hasSuffix(".txt") }
      let changes = paths.filter { $0.hasSuffix(".csv") }
      // One request for all files: the full one as a csv of additions.
      let additions = twin.days[0].map { "A;\($0)\n" }.joined()
      let base = try folder.write("2026-10-31_c.csv", "op;phone\n" + additions)
      _ = full
      let (index, _) = try read(
        [base] + changes, blockByteCount: Int.random(in: 10...100, using: &generator)
      ) {
        $0.format = .csv
        $0.delimiter = UInt8(ascii: ";")
        $0.mapping = [.action: ["op"], .number: ["phone"]]
      }
      #expect(listed(index, twin) == twin.days[4])
    }
  }

  @Test func atOneMomentAdditionWins() throws {
    let moment = "2026-11-20T08:00:00"
    let path = try folder.write(
      "c.txt", "2025550101,\(moment),A\n2025550101,\(moment),D\n2025550102,\(moment),D\n")
    let (index, events) = try read([path])
    #expect(index.find(12_025_550_101) != 0)
    #expect(index.find(12_025_550_102) == 0)
    #expect(counts(events)[0].additionCount == 1)
    #expect(counts(events)[0].deletionCount == 2)
    #expect(counts(events)[0].firstTimestamp?.description == "2026-11-20T08:00:00Z")
  }

  /// By area codes: the deletion of the 19th is older than the full file of 202, not than that of
  /// 305.
  @Test func aFullFileOutlivesOlderDeletionsOfItsArea() throws {
    let paths = [
      try folder.write("2026-11-20_202_x.txt", "202,5550101\n"),
      try folder.write("2026-11-18_305_x.txt", "305,5550101\n"),
      try folder.write(
        "2026-11-21_y.txt",
        "2025550101,2026-11-19T08:00:00,D\n3055550101,2026-11-19T08:00:00,D\n"),
    ]
    let (index, events) = try read(paths)
    #expect(index.find(12_025_550_101) != 0)
    #expect(index.find(13_055_550_101) == 0)
    #expect(counts(events).map(\.outdatedChangeCount) == [0, 0, 1])
    #expect(index.lists[0].coverage == ["1202", "1305"])
    #expect(index.lists[0].versionDate == CalendarDate("2026-11-21"))
    #expect(index.lists[0].sources.map(\.role) == [.full, .full, .change])
  }

  /// A name may hold three digits that are no area code, or the wrong one.
  @Test func aNameAloneCoversNoArea() throws {
    let own = try folder.write("2026-11-20_500_rows.txt", "2025550101\n2025550102\n")
    #expect(try ListFile.examine(own).coverage == [])
    let wrong = try folder.write("2026-11-20_818_x.txt", "202,5550101\n202,5550102\n")
    let (index, events) = try read([wrong])
    #expect(index.lists[0].coverage == [])
    #expect(events.contains { if case .foreignArea(_, _, "818") = $0 { true } else { false } })
    let empty = try folder.write("2026-11-20_305_x.txt", "")
    #expect(try ListFile.examine(empty).coverage == ["1305"])
  }

  @Test func actionsThatNobodyMappedAreTold() throws {
    let text = "phone,what\n2025550101,add\n2025550102,delete\n"
    func column(_ adjust: (inout ListRequest) -> Void) throws -> String? {
      let (_, events) = try read([try folder.write("c.csv", text)], adjust: adjust)
      for case .recognized(_, _, let recognition) in events { return recognition.unmappedActions }
      return nil
    }
    #expect(try column { _ in } == "what")
    #expect(try column { $0.mapping = [.action: ["what"]] } == nil)
  }

  // MARK: Registers

  /// A file and what is made of it.
  private static let samples: [(text: String, format: String, keys: [UInt64], absent: [UInt64])] = [
    (
      "AREA,NUMBER\r\n202,5550101\r\n\r\n305,5550102,\r\n305,5550102", "ftc full",
      [12_025_550_101, 13_055_550_102], []
    ),
    (
      "2025550101,2026-08-29T08:00:00,A\n3055550102,2026-08-29T08:00:00,d\n", "ftc change",
      [12_025_550_101], [13_055_550_102]
    ),
    (
      "202,5550101,2026-08-29T08:00:00,A\n305,5550102,2026-08-29T08:00:00,D\n", "ftc change",
      [12_025_550_101], [13_055_550_102]
    ),
    (
      "\u{FEFF}<list type='full' level='ac' val='416' /> <ac val='416'> <ph val='5550101' /></ac>",
      "xml full", [14_165_550_101], []
    ),
    (
      "<ac val='416'><ph val='5550101' action='A' date='2026-11-20'/><ph val='5550102' action='D'"
        + " date='2026-11-20'/></ac>", "xml change", [14_165_550_101], [14_165_550_102]
    ),
    (
      "Service Area Code,Phone Numbers,Preferences,Opstype,Phone Type\n11,23456789,0,A,2\n"
        + ",9810012345,2#3,A,1\n,9810012346,0,D,1\n", "ncpr change",
      [911_123_456_789, 919_810_012_345], [919_810_012_346]
    ),
  ]

  @Test(arguments: samples.indices)
  func registersAreRecognised(sample: Int) throws {
    let (text, format, keys, absent) = Self.samples[sample]
    let path = try folder.write("list", text)
    for isPacked in [false, true] {
      if isPacked { try Shell.run("gzip -f list", in: folder) }
      for blockByteCount in [7, 50, 1 << 20] {
        let (index, events) = try read(
          [isPacked ? path + ".gz" : path], blockByteCount: blockByteCount
        ) { $0.region = nil }
        #expect(formats(events) == [format])
        #expect(keys.allSatisfy { index.find($0) == 1 }, "\(format)")
        #expect(absent.allSatisfy { index.find($0) == 0 }, "\(format)")
        #expect(index.numberCount == keys.count)
        let bytes = try folder.read(isPacked ? "list.gz" : "list")
        #expect(index.lists[0].sourceByteCount == bytes.count)
        #expect(index.lists[0].sourceDigest == ContentDigest(of: bytes.span))
      }
    }
  }

  /// 0-, 44- and bare forms of the UK's list.
  @Test func theUKsListIsNational() throws {
    let path = try folder.write(
      "tps_ns.txt", "02079460001\r\n2079460002\r\n442079460003\r\n+442079460004\r\n\r\n")
    let (index, _) = try read([path]) {
      $0.region = nil
      $0.format = .tps
    }
    #expect((1...4).allSatisfy { index.find(442_079_460_000 + $0) == 1 })
    #expect(index.numberCount == 4)
    #expect(index.region == "GB")
  }

  @Test func onlyAClearWordClears() throws {
    let rows = ["Y", "n", "", "rejected", "??", "Not registered", "NO", "No data"]
    let text = rows.enumerated().map { "202555010\($0.offset),\($0.element)\n" }.joined()
    func clear(_ format: ListFormat, _ adjust: (inout ListRequest) -> Void) throws -> [Int] {
      let path = try folder.write("w.csv", "Number,Result\n" + text)
      let (index, _) = try read([path]) {
        $0.format = format
        adjust(&$0)
      }
      return rows.indices.filter { index.find(12_025_550_100 + UInt64($0)) == 0 }
    }
    #expect(try clear(.wash) { _ in } == [1, 5, 6])
    #expect(try clear(.reassigned) { _ in } == [1, 6])
    #expect(try clear(.wash) { $0.words = [.clear: ["rejected"]] } == [3])
    #expect(try clear(.csv) { $0.mapping = [.status: ["Result"]] } == [1, 5, 6])
    let (_, events) = try read([folder.path("w.csv")]) { $0.format = .wash }
    #expect(counts(events)[0].clearedRowCount == 3)
    #expect(counts(events)[0].unansweredRowCount == 4)
    let path = try folder.write("x.csv", "Number,Colour\n2025550101,red\n")
    #expect(throws: PipelineError.self) { try read([path]) { $0.format = .wash } }
  }

  @Test func rowsExpire() throws {
    let path = try folder.write(
      "e.csv",
      "Phone,Until\n2025550101,2026-11-21\n2025550102,2026-11-22\n2025550103,\n"
        + "2025550104,soon\n2025550105,20261124\n")
    let (index, events) = try read([path], tolerance: 50) {
      $0.mapping = [.number: ["Phone"], .expiry: ["Until"]]
      $0.asOf = CalendarDate("2026-11-22")
    }
    #expect((1...5).map { index.find(12_025_550_100 + $0) } == [0, 1, 1, 1, 1])
    #expect(counts(events)[0].unreadableRows == [5])
    #expect(index.lists[0].expiredRowCount == 1)
    #expect(index.lists[0].nextExpiry == CalendarDate("2026-11-23"))
  }

  /// What is not readable in a change keeps its number on the list, and is named by its row.
  @Test func unreadableChangesListTheirNumber() throws {
    let good = (100..<200).map { "2025550\($0),2026-11-20T08:00:00,A\n" }.joined()
    let path = try folder.write(
      "c.txt", good + "2025550201,soon,A\n2025550202,soon,D\n2025550203,2026-11-20T08:00:00,?\n")
    let (index, events) = try read([path], tolerance: 50)
    #expect((1...3).map { index.find(12_025_550_200 + $0) } == [1, 0, 1])
    #expect(counts(events)[0].unreadableRows == [101, 102, 103])
  }

  @Test func rangesAreKeptAsRanges() throws {
    let text = "+33162*\n202-555-1XXX\n3055550000-3055559999\n202-555-0123\n2025559999-2025550000\n"
    for (name, content) in [
      ("r.txt", text), ("r.csv", "phone,x\n" + text.replacing("\n", with: ",a\n")),
    ] {
      let path = try folder.write(name, content)
      for blockByteCount in [10, 1 << 20] {
        let (index, events) = try read([path], tolerance: 50, blockByteCount: blockByteCount)
        let count = counts(events)[0]
        #expect(count.rangeCount == 3)
        #expect(count.unreadableRows == [name == "r.csv" ? 6 : 5])
        #expect(index.lists[0].rangeCount == 3)
        for key: UInt64 in [33_162_123_456, 12_025_551_000, 12_025_551_999, 13_055_554_321] {
          #expect(index.find(key) != 0)
        }
        for key: UInt64 in [33_163_123_456, 12_025_552_000, 13_055_560_000] {
          #expect(index.find(key) == 0)
        }
        #expect(index.find(12_025_550_123) != 0)
      }
    }
  }

  // MARK: Archives

  @Test func aMemberIsAFileOfTheList() throws {
    try folder.write("2026-11-20_202_x.txt", "\u{FEFF}202,5550101\r\n")
    try folder.write("2026-11-19_305_x.txt", "305,5550102")
    try Shell.run("zip -q full.zip *.txt; tar czf full.tgz *.txt", in: folder)
    for name in ["full.zip", "full.tgz"] {
      let (index, events) = try read([folder.path(name)])
      #expect(index.find(12_025_550_101) == 1 && index.find(13_055_550_102) == 1)
      #expect(index.numberCount == 2)
      let list = index.lists[0]
      #expect(list.versionDate == CalendarDate("2026-11-19"))
      #expect(list.coverage == ["1202", "1305"])
      #expect(list.sources.count == 1)
      #expect(list.sources[0].name == name)
      #expect(list.rowCount == 2)
      #expect(counts(events).count == 2)
      let bytes = try folder.read(name)
      #expect(list.sourceByteCount == bytes.count)
      #expect(list.sourceDigest == ContentDigest(of: bytes.span))
      let description = try ListFile.examine(folder.path(name))
      #expect(description.coverage == ["1202", "1305"])
      #expect(description.versionDate == CalendarDate("2026-11-19"))
      #expect(description.members.count == 2)
      #expect(description.role == .full)
    }
  }

  /// A member that is no list fails the build, by its name.
  @Test func aWrongMemberIsNamed() throws {
    try folder.write("list.txt", "202,5550101\n")
    try folder.write("order.txt", "Thank you for\nyour order.\n")
    try Shell.run("zip -q a.zip list.txt order.txt", in: folder)
    do throws(PipelineError) {
      _ = try read([folder.path("a.zip")])
      Issue.record("a letter was read")
    } catch {
      #expect(error.path == folder.path("a.zip:order.txt"))
    }
  }

  @Test func heads() throws {
    let change = try folder.write(
      "2026-11-21_818_c.txt", "8185550101,2026-11-20T09:00:00,A\n8185550101,2026-11-20T08:00:00,D\n"
    )
    let description = try ListFile.examine(change)
    #expect(description.format == .ftc)
    #expect(description.role == .change)
    #expect(description.coverage == ["1818"])
    #expect(description.versionDate == CalendarDate("2026-11-21"))
    #expect(description.firstTimestamp?.description == "2026-11-20T08:00:00Z")
    #expect(description.byteCount == 66)
    let plain = try ListFile.examine(try folder.write("own.txt", "+12025550101\n"))
    #expect(plain.format == .plain)
    #expect(plain.versionDate == nil)
    #expect(plain.coverage == [])
  }
}
