import Files
import SuppressionLists
import Synchronization

/// An output that several workers fill, in the order of their blocks.
///
/// In its turn a worker either writes (to a pipe) or only learns its offset and writes afterwards,
/// while others do the same (to a file).
final class OrderedOutput: Sendable {
  private struct State: ~Copyable {
    var offset = 0
    var hasher = ContentHasher()
  }

  private let file: OutputFile
  private let isDigested: Bool
  private let state = Mutex(State())

  /// Prepares to write `path`, or standard output for `-`.
  init(path: String, isDigested: Bool) throws(PipelineError) {
    do throws(FileError) {
      file = try OutputFile(path: path)
    } catch {
      throw PipelineError(error)
    }
    self.isDigested = isDigested
  }

  /// Tells how many bytes will come at most.
  func expect(byteCount: Int) { file.expect(byteCount: byteCount) }

  /// Takes the bytes in: to be called in turn.
  ///
  /// - Returns: Where to ``write(_:at:)`` them afterwards, or nil if they are written already.
  func take(_ bytes: Span<UInt8>) throws(PipelineError) -> Int? {
    let offset = state.withLock { state in
      if isDigested { state.hasher.update(bytes) }
      defer { state.offset += bytes.count }
      return state.offset
    }
    guard file.isStream else { return offset }
    do throws(FileError) {
      try file.write(bytes)
      return nil
    } catch {
      throw PipelineError(error)
    }
  }

  /// Writes what ``take(_:)`` gave this offset for; in any order.
  func write(_ bytes: Span<UInt8>, at offset: Int) throws(PipelineError) {
    do throws(FileError) {
      try file.write(bytes, at: offset)
    } catch {
      throw PipelineError(error)
    }
  }

  /// Takes and writes in one: for a header, before the workers start.
  func append(_ bytes: Span<UInt8>) throws(PipelineError) {
    if let offset = try take(bytes) { try write(bytes, at: offset) }
  }

  /// What was written, once all is.
  func result(path: String) -> FileResult {
    state.withLock { state in
      FileResult(
        path: path, byteCount: state.offset, digest: isDigested ? state.hasher.digest() : nil)
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
  /// XXH3-128 of all bytes, if it was asked for.
  public var digest: ContentDigest?
}
