import Glibc

/// How many files may be open at once.
enum OpenFileLimit {
  /// What the largest command opens: an index, a campaign and three outputs, and what Dispatch wants for
  /// its threads, which ends the process if it gets none.
  private static let freeCountMin = 16

  /// Fails if fewer files can be opened than a command may need.
  static func check() throws(Failure) {
    var opened: [CInt] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < freeCountMin {
      let descriptor = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
      guard descriptor >= 0 else {
        throw Failure(
          "only \(opened.count) more files can be opened, and \(freeCountMin) are needed; raise the "
            + "limit (ulimit -n 64)")
      }
      opened.append(descriptor)
    }
  }
}
