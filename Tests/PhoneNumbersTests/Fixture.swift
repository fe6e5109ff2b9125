import Foundation

/// The files of `Tests/Fixtures/PhoneNumbers`.
enum Fixture {
  /// The content of a file that xz has compressed.
  static func decompressed(_ name: String) throws -> Data {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/PhoneNumbers").appending(path: name)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["xz", "-dc", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return data
  }
}
