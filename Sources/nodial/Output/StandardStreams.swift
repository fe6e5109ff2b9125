import Glibc
import SystemPackage

/// The three descriptors that every program expects to be open.
enum StandardStreams {
  /// Takes the place of those that are closed; otherwise the next file that is opened would get the
  /// number of standard output, and the results or messages meant for it.
  static func reserve() throws {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The wrong way round, so that reading and writing still fail. The lowest free number is taken.
      let isInput = number == STDIN_FILENO
      _ = try FileDescriptor.open(FilePath("/dev/null"), isInput ? .writeOnly : .readOnly)
    }
  }
}
