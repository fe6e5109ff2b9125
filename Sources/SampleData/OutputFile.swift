import Glibc
import SystemPackage

/// A file that appears under its name when it is complete, or not at all.
///
/// Bytes go to `PATH.partial`, which is renamed at the end and removed after a failure. What cannot
/// be replaced (stdout, a device, a pipe) is written to directly.
struct OutputFile: ~Copyable {
  /// The least that is written at once, except for the last block. Large enough that the system
  /// calls cost nothing, small enough to stay in the second-level cache.
  static let blockByteCount = 1 << 20
  /// No line or row is longer.
  private static let rowByteCountMax = 1 << 10

  private let path: String
  /// The name until the end; nil if the file is written to directly.
  private var partialPath: String?
  private let descriptor: FileDescriptor
  private var writtenByteCount = 0

  /// - Parameter path: A file, or `-` for stdout.
  init(path: String) throws(OutputError) {
    self.path = path == "-" ? "stdout" : path
    if path == "-" {
      descriptor = .standardOutput
      return
    }
    let isReplaceable = (try? Stat(FilePath(path)).type == .regular) ?? true
    let target = isReplaceable ? "\(path).partial" : path
    do {
      descriptor = try FileDescriptor.open(
        FilePath(target), .writeOnly, options: isReplaceable ? [.create, .truncate] : [],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw OutputError(step: .open, path: path, byteCount: 0, cause: error as! Errno)
    }
    partialPath = isReplaceable ? target : nil
  }

  deinit {
    guard let partialPath else { return }
    // SAFETY: the string outlives the call, which only reads it.
    _ = unsafe unlink(partialPath)
  }

  /// An empty block with room for a row more than a block's worth of bytes.
  static func makeBlock() -> [UInt8] {
    var block: [UInt8] = []
    block.reserveCapacity(blockByteCount + rowByteCountMax)
    return block
  }

  /// Writes and empties a block that has grown to its size.
  mutating func writeIfFull(_ block: inout [UInt8]) throws(OutputError) {
    guard block.count >= Self.blockByteCount else { return }
    try write(block)
    block.removeAll(keepingCapacity: true)
  }

  mutating func write(_ bytes: [UInt8]) throws(OutputError) {
    do {
      writtenByteCount += try descriptor.writeAll(bytes)
    } catch {
      throw failure(.write, error as! Errno)
    }
  }

  /// Gives the file its name.
  mutating func finish() throws(OutputError) {
    do {
      // Some file systems report a full disk only here.
      try descriptor.close()
    } catch {
      throw failure(.write, error as! Errno)
    }
    guard let partialPath else { return }
    // SAFETY: both strings outlive the call, which only reads them.
    guard unsafe rename(partialPath, path) == 0 else {
      throw failure(.rename, Errno(rawValue: errno))
    }
    self.partialPath = nil
  }

  private func failure(_ step: OutputError.Step, _ cause: Errno) -> OutputError {
    OutputError(step: step, path: path, byteCount: writtenByteCount, cause: cause)
  }
}
