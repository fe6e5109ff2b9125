import ArgumentParser
import SystemPackage

/// An output file that could not be completed.
struct OutputError: Error, CustomStringConvertible {
  /// What was being done.
  enum Step: String {
    case open = "cannot be created"
    case write = "cannot be written"
    case rename = "cannot be given its name"
  }

  let step: Step
  let path: String
  let byteCount: Int
  let cause: Errno

  var description: String {
    let remedy =
      switch cause {
      case .noSpace, .diskQuotaExceeded: "free some space, or write to another disk"
      case .noSuchFileOrDirectory: "create the folder first"
      default: "choose another file"
      }
    let place = step == .write ? " after \(byteCount) bytes" : ""
    return "\(path): \(step.rawValue)\(place): \(cause.description); \(remedy)"
  }

  /// Ends the program: without a message if the reader of a pipe went away, else with one.
  func exit() throws -> Never {
    if cause == .brokenPipe { throw ExitCode.failure }
    throw self
  }
}
