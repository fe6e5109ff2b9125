import Files
import Keys
import SuppressionLists
import Synchronization

/// An output that several workers fill, in the order of their blocks.
///
/// In its turn a worker either writes (to a pipe) or only learns its place and writes afterwards (to a
/// file; see ``OutputShare``). Files are cut where the page cache likes it:
///
/// ```
///   blocks   │ 1        │ 2          │ 3    │ 4          │
///   pieces   │ 1     │ 2        │ 3               │ rest │   each begins at a multiple of 64 KiB
/// ```
///
/// What a block has behind the last such multiple goes before the next one's bytes, and blocks with
/// little to write are gathered. The kernel then takes fewer and larger pages: of rejected rows,
/// 60 KiB a block, writing takes half the time.
final class OrderedOutput: Sendable {
  /// What a worker has to write after its turn; one value a worker, used for block after block.
  struct Piece: ~Copyable {
    fileprivate var offset = 0
    /// The bytes of earlier blocks, which come first.
    fileprivate var head = ByteBuffer(capacity: 0)
    /// How many of the block's own bytes follow.
    fileprivate var bodyByteCount = 0

    /// True if there is nothing to write.
    var isEmpty: Bool { bodyByteCount == 0 }

    mutating func removeAll() {
      head.removeAll()
      bodyByteCount = 0
    }
  }

  private struct State: ~Copyable {
    var byteCount = 0
    var hasher: EvidenceHasher
    /// The bytes of a file that no piece holds yet: its end.
    var rest = ByteBuffer(capacity: 0)
    /// Where they begin.
    var restOffset = 0
  }

  /// Where pieces begin: at multiples of this, in bytes.
  static let alignment = 64 << 10
  /// The bytes of the smallest piece, a multiple of `alignment`.
  static let pieceByteCountMin = 256 << 10

  private let file: OutputFile
  private let state: Mutex<State>
  private let writerCount = Atomic<Int>(0)

  /// Prepares to write `path`, or standard output for `-`.
  init(path: String, digest: DigestChoice = .none) throws(PipelineError) {
    do throws(FileError) {
      file = try OutputFile(path: path)
    } catch {
      throw PipelineError(error)
    }
    state = Mutex(State(hasher: EvidenceHasher(digest)))
  }

  /// Tells how many bytes will come at most.
  func expect(byteCount: Int) { file.expect(byteCount: byteCount) }

  /// Takes the bytes in: to be called in turn.
  ///
  /// - Parameter piece: Receives what to ``write(_:with:)`` afterwards; nothing, if they are written
  ///   already or are left to a later piece.
  func take(
    _ bytes: borrowing ByteBuffer, into piece: inout Piece
  ) throws(PipelineError) {
    piece.removeAll()
    state.withLock { state in
      state.hasher.update(bytes.span)
      state.byteCount += bytes.count
      if !file.isStream { Self.cut(bytes.span, into: &piece, &state) }
    }
    guard file.isStream else { return }
    do throws(FileError) {
      try file.write(bytes.span)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Makes a piece of the rest and of `bytes` up to a multiple of the alignment, if it is worth it.
  private static func cut(
    _ bytes: Span<UInt8>, into piece: inout Piece, _ state: inout State
  ) {
    guard state.rest.count + bytes.count >= pieceByteCountMin else {
      state.rest.append(bytes)
      return
    }
    // Beyond the rest, which is shorter than the smallest piece.
    let end = state.byteCount - state.byteCount % alignment
    swap(&piece.head, &state.rest)
    piece.offset = state.restOffset
    piece.bodyByteCount = end - state.restOffset - piece.head.count
    state.rest.append(bytes.extracting(piece.bodyByteCount...))
    state.restOffset = end
  }

  /// Writes what ``take(_:into:)`` made of the same bytes; in any order.
  func write(
    _ piece: borrowing Piece, with bytes: borrowing ByteBuffer
  ) throws(PipelineError) {
    guard !piece.isEmpty else { return }
    beginWriting()
    defer { endWriting() }
    do throws(FileError) {
      try file.write(
        piece.head.span, bytes.span.extracting(..<piece.bodyByteCount), at: piece.offset)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Whether somebody is writing a piece: another one would have to wait. Only advice.
  var isBeingWritten: Bool { writerCount.load(ordering: .relaxed) > 0 }

  func beginWriting() { writerCount.wrappingAdd(1, ordering: .relaxed) }
  func endWriting() { writerCount.wrappingSubtract(1, ordering: .relaxed) }

  /// Takes and writes in one: for a header, before the workers start.
  func append(_ bytes: borrowing ByteBuffer) throws(PipelineError) {
    var piece = Piece()
    try take(bytes, into: &piece)
    try write(piece, with: bytes)
  }

  /// Writes the rest, once all pieces are written.
  ///
  /// - Returns: What was written, under the name `path`.
  func finish(path: String) throws(PipelineError) -> FileResult {
    let result = state.withLock { state in
      Result { () throws(FileError) in
        if state.rest.count > 0 { try file.write(state.rest.span, at: state.restOffset) }
        state.rest.removeAll()
        return FileResult(
          path: path, byteCount: state.byteCount, digests: state.hasher.finish())
      }
    }
    do throws(FileError) {
      return try result.get()
    } catch {
      throw PipelineError(error)
    }
  }

  func publish(isSynced: Bool) throws(PipelineError) {
    do throws(FileError) {
      try file.publish(isSynced: isSynced)
    } catch {
      throw PipelineError(error)
    }
  }
}

/// A file that a pipeline read or wrote.
public struct FileResult: Sendable, Equatable {
  public var path: String
  public var byteCount: Int
  /// Of all bytes, if they were asked for.
  public var digests: Digests?

  public struct Digests: Sendable, Equatable {
    public var xxh3: ContentDigest
    public var sha256: Hash?
  }
}
