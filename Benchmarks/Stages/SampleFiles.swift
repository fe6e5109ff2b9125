import DelimitedText
import Foundation
import PhoneNumbers

/// What `Scripts/benchmark-stages` made: a list, and a campaign of which some rows are listed.
enum SampleFiles {
  static let listPath = "\(folder)/list.txt"
  static let campaignPath = "\(folder)/campaign.csv"
  /// A path for what a benchmark writes.
  static func scratchPath(_ name: String) -> String { "\(folder)/\(name)" }

  /// Where the phone stands in a campaign row.
  static let phoneColumn = 3

  /// The default of `Scripts/benchmark-stages`.
  private static let folder =
    ProcessInfo.processInfo.environment["NODIAL_BENCHMARK_DATA"] ?? "/tmp/nodial-benchmark"

  static func campaign() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: campaignPath)))
  }

  /// The phone cells of the campaign, one after the other.
  static func campaignCells() throws -> Cells {
    let bytes = try campaign()
    let scanner = RowScanner(delimiter: UInt8(ascii: ","), columns: [phoneColumn])
    var batch = RowBatch(rowCapacity: 4096, columnCount: 1)
    var cells = Cells()
    var offset = 0
    while offset < bytes.count {
      offset = scanner.scan(bytes.span, from: offset, isFinal: true, into: &batch)
      for row in 0..<batch.rowCount {
        cells.append(bytes[Int(batch.fieldStarts[row])..<Int(batch.fieldEnds[row])])
      }
    }
    return cells
  }

  /// The keys of the campaign's numbers, in its order.
  static func campaignKeys() throws -> [UInt64] {
    let cells = try campaignCells()
    var batch = NumberBatch(capacity: cells.count)
    Normalizer(region: Region("US")).normalize(
      cells.bytes.span, starts: cells.starts.span, ends: cells.ends.span, into: &batch)
    return (0..<batch.count).map { batch.keys[$0] }
  }

  /// The keys of the list, whose lines are `202,5550123`.
  static func listKeys() throws -> [UInt64] {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: listPath))
    var keys: [UInt64] = []
    var digits: UInt64 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits = digits * 10 + UInt64(byte - 48)
      case UInt8(ascii: "\n"):
        keys.append(10_000_000_000 + digits)
        digits = 0
      default: break
      }
    }
    return keys
  }

  /// Cells in one run of bytes, as a scan leaves them.
  struct Cells {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    var count: Int { starts.count }

    mutating func append(_ cell: ArraySlice<UInt8>) {
      starts.append(UInt32(bytes.count))
      bytes.append(contentsOf: cell)
      ends.append(UInt32(bytes.count))
    }
  }
}
