import ArgumentParser
import Files

extension FileError {
  /// Ends the program with 1: without a message if the reader of a pipe went away, else with one.
  func exit() throws -> Never {
    if reason == .brokenPipe { throw ExitCode.failure }
    throw self
  }
}
