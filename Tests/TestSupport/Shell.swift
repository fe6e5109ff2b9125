import Foundation

/// Runs the programs that make the archives of the tests.
public enum Shell {
  /// Runs `script` with bash in `folder`; a script that fails is a test that cannot go on.
  public static func run(_ script: String, in folder: TemporaryFolder) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["bash", "-ec", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    precondition(process.terminationStatus == 0, "failed: \(script)")
  }
}
