import Files
import Synchronization

/// The rows of a sheet as comma-separated text in UTF-8, made as they are read.
///
/// Lines end with LF; there is no byte-order mark.
public final class SheetText: Sendable {
  private struct State: ~Copyable {
    var part: PartReader
    var scanner: SheetScanner
    /// Rows that were made and not yet taken.
    var rows = ByteBuffer(capacity: 1 << 17)
    var takenByteCount = 0
  }

  private let package: WorkbookPackage
  private let state: Mutex<State>

  init(
    _ package: WorkbookPackage, _ part: consuming PartReader, _ scanner: consuming SheetScanner
  ) {
    self.package = package
    state = Mutex(State(part: part, scanner: scanner))
  }

  /// What separates the fields.
  public static let delimiter = CommaSeparated.delimiter

  public var path: String { package.file.path }

  /// Appends rows, fewer than `byteCount` bytes of them at the end.
  public func append(
    upTo byteCount: Int, to buffer: inout ByteBuffer
  ) throws(FileError) -> Int {
    try state.withLock { state throws(FileError) in
      while state.rows.count - state.takenByteCount < byteCount && !state.part.isAtEnd {
        try makeRows(&state)
      }
      let start = state.takenByteCount
      let end = min(state.rows.count, start + byteCount)
      buffer.append(state.rows.span.extracting(start..<end))
      state.takenByteCount = end
      return end - start
    }
  }

  /// Fails if the workbook has not been the same since it was opened.
  public func checkUnchanged() throws(FileError) { try package.file.checkUnchanged() }

  private func makeRows(_ state: inout State) throws(FileError) {
    // Only here, so that what was taken is not moved at every call.
    state.rows.removeFirst(state.takenByteCount)
    state.takenByteCount = 0
    try state.part.next()
    do throws(SheetScanner.Fault) {
      try state.scanner.scan(state.part.batch, into: &state.rows)
      if state.part.isAtEnd { try state.scanner.finish() }
    } catch {
      switch error {
      case .damaged(let detail): throw state.part.damaged(detail)
      case .uncalculated(let cell):
        throw FileError(ArchiveFailure(.uncalculated(cell: cell.text)), path: path)
      }
    }
  }
}
