import Files
import Foundation
import Glibc
import TestSupport
import Testing

struct FilePatternTests {
  private let folder = TemporaryFolder()

  init() throws {
    for name in ["b [1]", "b [1]/sub", "b [1]/folder.txt"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    for name in ["b [1]/2.txt", "b [1]/10.txt", "b [1]/.hidden.txt", "b [1]/a.csv"] {
      try folder.write(name, "")
    }
    try folder.write("b [1]/sub/3.txt", "")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("b [1]/lost.txt"), withDestinationPath: "nowhere")
  }

  @Test(
    arguments: [
      ("*.txt", ["10.txt", "2.txt", "lost.txt"]), ("?.txt", ["2.txt"]), ("2.txt", ["2.txt"]),
      ("*/*.txt", ["sub/3.txt"]), ("[1-9]*.txt", ["10.txt", "2.txt"]), ("sub", []), ("3.txt", []),
      ("no/*.txt", []), ("2.txt/*", []), (".*.txt", [".hidden.txt"]), ("lost.txt", ["lost.txt"]),
      ("sub/../a.csv", ["sub/../a.csv"]), ("[", []),
    ])
  func matches(pattern: String, names: [String]) throws {
    // A folder's own brackets are no pattern.
    let base = folder.path("b [1]")
    #expect(try FilePattern(pattern, in: base).paths() == names.map { "\(base)/\($0)" })
  }

  @Test func absolutePatternsNeedNoFolder() throws {
    try folder.write("x.txt", "")
    let found = try FilePattern(folder.path("?.txt"), in: "/nowhere").paths()
    #expect(found == [folder.path("x.txt")])
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func foldersThatCannotBeReadAreErrors() throws {
    let path = folder.path("b [1]/sub")
    unsafe chmod(path, 0o000)
    defer { unsafe chmod(path, 0o700) }
    #expect(throws: FileError(.list, path, .permissionDenied)) {
      try FilePattern("*", in: path).paths()
    }
  }
}
