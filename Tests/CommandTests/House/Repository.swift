import Foundation

/// The files of this repository, as paths from its top.
enum Repository {
  /// The top level, found from where this file was compiled.
  static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What git holds, or would hold after the next commit: not what is ignored.
  static func trackedFiles() throws -> [String] {
    let script = """
      git -C '\(url.path)' -c safe.directory='*' ls-files -z \
      --cached --others --exclude-standard
      """
    let run = try BuiltExecutable.runShell(script)
    guard run.status == 0 else { throw CocoaError(.fileReadUnknown) }
    return run.output.split(separator: "\0").map(String.init)
  }

  static func swiftFiles(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
  }

  static func text(of file: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(file), encoding: .utf8)
  }

  /// The lines without what follows `//`. Cuts a string literal with `//` as well, which hides
  /// less than the words looked for here.
  static func codeLines(of file: String) throws -> [Substring] {
    try text(of: file).split(separator: "\n").map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
  }

  static func byteCount(of file: String) throws -> Int? {
    let path = url.appendingPathComponent(file).path
    // A file that is deleted and not yet committed is gone.
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
  }

  /// `Files` for `Sources/Files/InputFile.swift`.
  static func target(of file: String) -> String {
    String(file.split(separator: "/")[1])
  }

  static func importedModules(of file: String) throws -> Set<String> {
    Set(try codeLines(of: file).compactMap { importedModule(String($0)) })
  }

  /// The module that a line imports: after attributes, an access level and a kind of declaration.
  static func importedModule(_ line: String) -> String? {
    let pattern =
      /^\s*(@\w+(\([^)]*\))?\s+)*((public|package|internal|fileprivate|private)\s+)?import\s+((struct|class|enum|protocol|typealias|func|let|var|actor|macro)\s+)?(?<module>\w+)/
    return line.firstMatch(of: pattern).map { String($0.output.module) }
  }
}
