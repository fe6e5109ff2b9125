import Foundation
import TestSupport

/// An executable product of this package, as `swift test` built it; or, for what only an optimised
/// build gets wrong, as it stands in the folder that NODIAL_TEST_EXECUTABLES names.
struct BuiltExecutable {
  /// What a run left behind.
  struct Run {
    let status: Int32
    let output: String
    let messages: String
  }

  private let url: URL

  /// - Parameter name: The product's name; it stands beside the test bundle.
  init(_ name: String) {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder =
      ProcessInfo.processInfo.environment["NODIAL_TEST_EXECUTABLES"]
      .map { URL(fileURLWithPath: $0) } ?? bundle.deletingLastPathComponent()
    url = folder.appendingPathComponent(name)
  }

  var path: String { url.path }

  /// Runs the executable to its end, with nothing on stdin.
  func run(_ arguments: String...) throws -> Run {
    try Self.run(url, arguments)
  }

  /// Runs `script` with bash, for pipes and redirections; no signal is blocked or ignored, as this
  /// process and so its children may have it.
  static func runShell(_ script: String) throws -> Run {
    try run(URL(fileURLWithPath: "/usr/bin/env"), ["--default-signal", "bash", "-c", script])
  }

  /// Both outputs go to files, since a pipe that nobody empties would stop the program.
  private static func run(_ url: URL, _ arguments: [String]) throws -> Run {
    let folder = TemporaryFolder()
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: try folder.write("stdout", ""))
    process.standardError = FileHandle(forWritingAtPath: try folder.write("stderr", ""))
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try folder.text("stdout"),
      messages: try folder.text("stderr"))
  }
}
