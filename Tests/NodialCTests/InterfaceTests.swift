import CNodial
import Foundation
import PhoneNumbers
import SuppressionLists
import TestSupport
import Testing
import Verdicts

@testable import NodialC

/// The C interface gives the verdicts of `NumberCheck`, and fails with a sentence.
struct InterfaceTests {
  private let folder = TemporaryFolder()
  private let index: SuppressionIndex

  init() throws {
    let builder = try IndexBuilder(
      path: folder.path("dnc.ndx"), listCount: 2, options: IndexBuilder.Options())
    var collector = builder.makeCollector()
    for (list, keys) in [
      [12_025_550_101 as UInt64, 12_025_550_102], [12_025_550_102, 442_079_460_000],
    ].enumerated() { try collector.add(keys.span, list: list) }
    try collector.flush()
    var register = SuppressionList(
      id: "us-ftc", kind: .registry, versionDate: CalendarDate("2026-11-20"))
    register.coverage = ["1202", "44"]
    _ = try builder.finish(
      lists: [register, SuppressionList(id: "withdrawn", kind: .objection)], region: "US")
    index = try SuppressionIndex(path: folder.path("dnc.ndx"))
  }

  /// Opens the index; nil, and the sentence, if that fails.
  private func open(
    _ path: String? = nil, region: String? = nil, channel: String? = nil,
    change: (inout nodial_settings) -> Void = { _ in }
  ) -> (checker: OpaquePointer?, status: nodial_status, sentence: String) {
    var checker: OpaquePointer?
    var message = [CChar](repeating: 0, count: 256)
    let status = (path ?? folder.path("dnc.ndx")).withCString { path in
      var paths: [UnsafePointer<CChar>?] = [path]
      return paths.withUnsafeMutableBufferPointer { paths in
        func opened(_ region: UnsafePointer<CChar>?, _ channel: UnsafePointer<CChar>?) -> Int32 {
          var settings = nodial_settings()
          settings.size = MemoryLayout<nodial_settings>.size
          settings.index_paths = UnsafePointer(paths.baseAddress)
          settings.index_count = 1
          settings.call_day = CalendarDate("2026-11-27")!.day
          settings.region = region
          settings.channel = channel
          change(&settings)
          return nodial_open(&settings, &checker, &message, message.count)
        }
        return (region ?? "").withCString { regionText in
          (channel ?? "").withCString { channelText in
            opened(region == nil ? nil : regionText, channel == nil ? nil : channelText)
          }
        }
      }
    }
    let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (checker, status, String(decoding: bytes, as: UTF8.self))
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// Cells as Arrow has them.
  private struct Column {
    var bytes: [UInt8] = []
    var offsets: [Int32] = [0]
    var largeOffsets: [Int64] = [0]
    var views: [UInt8] = []
    var validity: [UInt8] = []

    init(_ cells: [[UInt8]?]) {
      validity = [UInt8](repeating: 0, count: cells.count / 8 + 2)
      for (place, cell) in cells.enumerated() {
        // Three bits before the first.
        if cell != nil { validity[(place + 3) / 8] |= 1 << UInt8((place + 3) % 8) }
        // What lies under a null is any bytes.
        let own = cell ?? Array("+12025550109".utf8)
        var view = Self.bytes(of: Int32(own.count))
        view +=
          own.count <= 12
          ? own : own.prefix(4) + Self.bytes(of: 0) + Self.bytes(of: Int32(bytes.count))
        views += view + [UInt8](repeating: 0, count: 16 - view.count)
        bytes += own
        offsets.append(Int32(bytes.count))
        largeOffsets.append(Int64(bytes.count))
      }
    }

    private static func bytes(of number: Int32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
  }

  /// Whatever way cells come in, they get the verdict of each alone.
  @Test func cellsGetTheirVerdicts() throws {
    let opened = open(region: "US")
    let checker = try #require(opened.checker)
    let scratch = nodial_scratch_new(checker)
    defer {
      nodial_scratch_free(scratch)
      nodial_close(checker)
    }
    var generator = CellGenerator(SeededGenerator(stream: 0xC0DE))
    var cells: [[UInt8]?] = [
      "+12025550101", "2025550102", "(202) 555-0103", "+442079460000", "+493012345678", "",
      "nobody",
    ].map { Array($0.utf8) }
    for _ in 0..<2_500 {
      let cell = generator.next()
      cells.append(cell)
      cells.append(generator.mutated(cell))
      if generator.pick(in: 0..<10) == 0 { cells.append(nil) }
    }
    let column = Column(cells)
    let check = NumberCheck(
      index: index, region: Region("US"),
      policy: VerdictPolicy(callDate: CalendarDate("2026-11-27")!))
    let wanted = try cells.map { try check.verdict(for: $0 ?? []) }
    let count = cells.count
    for way in 0..<4 {
      var outcomes = [UInt8](repeating: 99, count: count)
      var evidence = [UInt32](repeating: 99, count: count)
      var buffers: [UnsafePointer<UInt8>?] = []
      var sizes = [Int64(column.bytes.count)]
      let status = column.bytes.withUnsafeBufferPointer { bytes in
        buffers = [bytes.baseAddress]
        switch way {
        case 0:
          return nodial_check_strings(
            scratch, bytes.baseAddress, column.offsets, column.validity, 3, count, &outcomes,
            &evidence)
        case 1:
          return nodial_check_large_strings(
            scratch, bytes.baseAddress, column.largeOffsets, column.validity, 3, count, &outcomes,
            &evidence)
        case 2:
          return nodial_check_views(
            scratch, column.views, &buffers, &sizes, 1, column.validity, 3, count, &outcomes,
            &evidence)
        default:
          for (place, cell) in cells.enumerated() {
            let status = (cell ?? []).withUnsafeBytes { cell in
              nodial_check(
                scratch, cell.baseAddress?.assumingMemoryBound(to: CChar.self), cell.count,
                &outcomes[place], &evidence[place])
            }
            if status != 0 { return status }
          }
          return 0
        }
      }
      #expect(status == 0, "\(way): \(Self.text(nodial_message(scratch)) ?? "")")
      for place in 0..<count {
        let lists = Self.text(nodial_evidence_lists(scratch, evidence[place]))
        #expect(
          outcomes[place] == wanted[place].outcome.rawValue && lists == wanted[place].listsText
            && nodial_evidence_code(scratch, evidence[place])
              == CChar(bitPattern: wanted[place].code),
          "way \(way), cell \(place)")
      }
    }
    #expect(nodial_evidence_lists(scratch, 4_000_000) == nil)
    #expect(nodial_evidence_count(scratch) >= 4)
    // The numbers alone.
    var numbers = [UInt64](repeating: 9, count: 7)
    let status = nodial_normalize_strings(
      scratch, column.bytes, column.offsets, nil, 0, 7, &numbers)
    #expect(status == 0)
    #expect(
      numbers == [
        12_025_550_101, 12_025_550_102, 12_025_550_103, 442_079_460_000, 493_012_345_678, 0, 0,
      ])
  }

  /// Arrow's structures, with cells before the first.
  @Test func arraysOfArrow() throws {
    let checker = try #require(open(region: "US").checker)
    let scratch = nodial_scratch_new(checker)
    let normalizer = try #require(nodial_normalizer_new("US"))
    defer {
      nodial_scratch_free(scratch)
      nodial_scratch_free(normalizer)
      nodial_close(checker)
    }
    let texts: [String?] = [
      "before", "+12025550101", nil, "2025550103", "+44 20 7946 0000 (office)",
    ]
    let column = Column(texts.map { $0.map { Array($0.utf8) } })
    let wanted: [Int] = [1, 2, 0, 1]
    for (format, isRight) in [("u", true), ("U", true), ("vu", true), ("i", false), ("+s", false)] {
      var outcomes = [UInt8](repeating: 99, count: 4)
      var numbers = [UInt64](repeating: 99, count: 4)
      // Of a call that fails; zeros would be clear.
      var refused = [UInt8](repeating: 0, count: 4)
      // The nulls are three bits behind their beginning in `Column`, and one cell is left out.
      var validity = [UInt8](repeating: 0, count: 4)
      for (place, text) in texts.enumerated() where text != nil { validity[0] |= 1 << UInt8(place) }
      let statuses = format.withCString { format in
        column.bytes.withUnsafeBufferPointer { bytes in
          column.offsets.withUnsafeBytes { offsets in
            column.largeOffsets.withUnsafeBytes { large in
              column.views.withUnsafeBytes { views in
                [Int64(bytes.count)].withUnsafeBytes { sizes in
                  validity.withUnsafeBytes { validity in
                    var buffers: [UnsafeRawPointer?] = [validity.baseAddress]
                    switch String(cString: format) {
                    case "U": buffers += [large.baseAddress, UnsafeRawPointer(bytes.baseAddress)]
                    case "vu":
                      buffers += [
                        views.baseAddress, UnsafeRawPointer(bytes.baseAddress), sizes.baseAddress,
                      ]
                    default:
                      buffers += [offsets.baseAddress, UnsafeRawPointer(bytes.baseAddress)]
                    }
                    return buffers.withUnsafeMutableBufferPointer { buffers in
                      var schema = ArrowSchema()
                      schema.format = format
                      var array = ArrowArray()
                      (array.length, array.offset) = (4, 1)
                      array.n_buffers = Int64(buffers.count)
                      array.buffers = buffers.baseAddress
                      return [
                        nodial_check_arrow(scratch, &schema, &array, &outcomes, nil),
                        nodial_normalize_arrow(normalizer, &schema, &array, &numbers),
                        nodial_check_arrow(normalizer, &schema, &array, &refused, nil),
                      ]
                    }
                  }
                }
              }
            }
          }
        }
      }
      #expect(statuses == (isRight ? [0, 0, 1] : [1, 1, 1]), "\(format)")
      #expect(refused == [UInt8](repeating: UInt8(NODIAL_INVALID), count: 4), "\(format)")
      if !isRight { continue }
      #expect(outcomes.map(Int.init) == wanted, "\(format)")
      #expect(numbers == [12_025_550_101, 0, 12_025_550_103, 442_079_460_000], "\(format)")
    }
    #expect(nodial_normalizer_new("XX1") == nil)
  }

  /// What cannot be is refused with a sentence, and nothing is read where nothing is.
  @Test func whatCannotBeIsRefused() throws {
    #expect(nodial_open(nil, nil, nil, 0) == nodial_status(NODIAL_INVALID_ARGUMENT))
    let ofVersion = open { $0.size = 8 }
    #expect(ofVersion.status == 1 && ofVersion.sentence.contains("sizeof(nodial_settings)"))
    let none = open { $0.index_count = 0 }
    #expect(none.status == 1 && none.sentence.contains("no index is named"))
    let gone = open(folder.path("gone.ndx"))
    #expect(gone.status == 2 && gone.sentence.contains("gone.ndx"))
    let channel = open(channel: "pigeon")
    #expect(channel.status == 1 && channel.sentence.contains("voice"))
    let region = open(region: "XX1")
    #expect(region.status == 1 && region.sentence.contains("region"))
    try folder.write("text.ndx", "no index")
    #expect(open(folder.path("text.ndx")).status == 2)
    var bytes = try folder.read("dnc.ndx")
    bytes[bytes.count / 2] ^= 1
    try folder.write("damaged.ndx", bytes)
    #expect(open(folder.path("damaged.ndx")).status == 2)
    let opened = open()
    let checker = try #require(opened.checker)
    let scratch = nodial_scratch_new(checker)
    defer {
      nodial_scratch_free(scratch)
      nodial_close(checker)
    }
    var outcomes = [UInt8](repeating: 0, count: 4)
    let text = Array("+12025550101".utf8)
    for offsets in [[0, 12, 4], [-1, 4, 8], [12, 0, 12]] as [[Int32]] {
      #expect(
        nodial_check_strings(scratch, text, offsets, nil, 0, 2, &outcomes, nil) == 1)
      #expect(Self.text(nodial_message(scratch))?.contains("cell") == true)
    }
    // An offset far behind the bytes, before one that descends: nothing is read.
    outcomes = [0, 0, 0, 0]
    let wild: [Int64] = [0, 1 << 40, 10]
    #expect(nodial_check_large_strings(scratch, text, wild, nil, 0, 2, &outcomes, nil) == 1)
    #expect(outcomes[..<2].allSatisfy { $0 == UInt8(NODIAL_INVALID) })
    #expect(nodial_check_strings(scratch, nil, [0, 4] as [Int32], nil, 0, 1, &outcomes, nil) == 1)
    #expect(nodial_check_strings(scratch, nil, [0, 0] as [Int32], nil, 0, 1, &outcomes, nil) == 0)
    #expect(outcomes[0] == UInt8(NODIAL_INVALID))
    #expect(
      nodial_check_strings(scratch, nil, nil as UnsafePointer<Int32>?, nil, 0, 0, nil, nil) == 0)
    #expect(nodial_check_strings(nil, text, [0, 12] as [Int32], nil, 0, 1, &outcomes, nil) == 1)
    let long = Column([Array("+12025550101 and more".utf8)])
    #expect(nodial_check_views(scratch, long.views, nil, nil, 0, nil, 0, 1, &outcomes, nil) == 1)
    #expect(Self.text(nodial_list_name(checker, 1)) == "withdrawn")
    #expect(nodial_list_name(checker, 2) == nil && nodial_list_count(checker) == 2)
    #expect(nodial_outcome_name(250) == nil)
    #expect(Self.text(nodial_outcome_name(UInt8(NODIAL_STALE))) == "stale")
    nodial_close(nil)
    nodial_scratch_free(nil)
  }

  /// An index that is replaced or cut while it is open gives no answer.
  @Test func whatChangesGivesNoAnswer() throws {
    let opened = open()
    let checker = try #require(opened.checker)
    let scratch = nodial_scratch_new(checker)
    defer {
      nodial_scratch_free(scratch)
      nodial_close(checker)
    }
    var outcomes = [UInt8](repeating: 0, count: 1)
    let text = Array("+12025550101".utf8)
    let offsets: [Int32] = [0, 12]
    #expect(nodial_check_strings(scratch, text, offsets, nil, 0, 1, &outcomes, nil) == 0)
    #expect(outcomes == [UInt8(NODIAL_LISTED)])
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("dnc.ndx")))
    try handle.truncate(atOffset: 100)
    try handle.close()
    #expect(
      nodial_check_strings(scratch, text, offsets, nil, 0, 1, &outcomes, nil)
        == nodial_status(NODIAL_CHANGED))
    #expect(Self.text(nodial_message(scratch))?.contains("open it again") == true)
    // One number alone is asked no less.
    var outcome = UInt8(NODIAL_CLEAR)
    #expect(
      nodial_check(scratch, "+12025550101", 12, &outcome, nil) == nodial_status(NODIAL_CHANGED))
    #expect(outcome == UInt8(NODIAL_INVALID))
  }

  /// The version is that of the program.
  @Test func theVersionIsThatOfTheProgram() throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/nodial/Program/Nodial.swift")
    let text = try String(contentsOf: source, encoding: .utf8)
    let version = try #require(text.firstMatch(of: #/let programVersion = "([^"]+)"/#)).1
    #expect(Self.text(nodial_version()) == String(version))
  }
}
