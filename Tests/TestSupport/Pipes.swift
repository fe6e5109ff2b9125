import Foundation
import Glibc

/// A pipe that gives some bytes to whoever opens its path, once.
///
/// A thread of its own writes them in pieces, so that readers see short reads and never wait for us.
public final class PipeSource: Sendable {
  public let path: String
  private let readEnd: CInt

  public init(_ bytes: [UInt8], pieceByteCount: Int = 4096) {
    var ends: [CInt] = [0, 0]
    precondition(unsafe pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    readEnd = ends[0]
    path = "/dev/fd/\(readEnd)"
    let writeEnd = ends[1]
    Thread.detachNewThread {
      // A reader that gives up must not end the test run; the signal stays with this thread.
      var signals = sigset_t()
      unsafe sigemptyset(&signals)
      unsafe sigaddset(&signals, SIGPIPE)
      unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
      var offset = 0
      while offset < bytes.count {
        let piece = Array(bytes[offset..<min(bytes.count, offset + pieceByteCount)])
        let byteCount = unsafe write(writeEnd, piece, piece.count)
        if byteCount < 0 { break }
        offset += byteCount
      }
      close(writeEnd)
    }
  }

  deinit { close(readEnd) }
}

/// A pipe that takes what is written to its path, up to 64 KiB.
public final class PipeTarget: Sendable {
  public let path: String
  private let readEnd: CInt
  private let writeEnd: CInt

  public init() {
    var ends: [CInt] = [0, 0]
    precondition(unsafe pipe(&ends) == 0)
    // The end that is written to looks like one that was handed over.
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    path = "/dev/fd/\(writeEnd)"
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// All that was written so far.
  public func bytes() -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let byteCount = unsafe read(readEnd, &piece, piece.count)
      guard byteCount > 0 else { return all }
      all += piece[..<byteCount]
    }
  }
}
