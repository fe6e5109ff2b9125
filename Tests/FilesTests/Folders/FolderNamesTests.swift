import Files
import Foundation
import TestSupport
import Testing

struct FolderNamesTests {
  private let folder = TemporaryFolder()

  @Test func namesAreSorted() throws {
    for name in ["b", ".a", "a", "ä", "B"] { try folder.write(name, "") }
    #expect(try FolderNames.all(in: folder.path) == [".a", "B", "a", "b", "ä"])
    #expect(throws: FileError(.list, folder.path("no"), .noSuchFileOrDirectory)) {
      try FolderNames.all(in: folder.path("no"))
    }
  }

  @Test func foldersAreMadeOnce() throws {
    let path = folder.path("new")
    try FolderNames.makeFolder(path)
    try FolderNames.makeFolder(path)
    #expect(FolderNames.isFolder(path))
    let file = try folder.write("file", "")
    #expect(throws: FileError(.makeFolder, file, .notDirectory)) {
      try FolderNames.makeFolder(file)
    }
    #expect(throws: FileError(.makeFolder, folder.path("no/new"), .noSuchFileOrDirectory)) {
      try FolderNames.makeFolder(folder.path("no/new"))
    }
  }

  @Test func aSecondNameIsTheSameFile() throws {
    let path = try folder.write("a", "text")
    try FolderNames.link(path, as: folder.path("b"))
    #expect(FileIdentity(path: path) == FileIdentity(path: folder.path("b")))
    #expect(throws: FileError(.link, folder.path("b"), .fileExists)) {
      try FolderNames.link(path, as: folder.path("b"))
    }
    // A symbolic link that is led elsewhere takes the second name with it no more.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("soft"), withDestinationPath: "a")
    try FolderNames.link(folder.path("soft"), as: folder.path("c"))
    #expect(FileIdentity(path: path) == FileIdentity(path: folder.path("c")))
    try FolderNames.remove(path)
    try FolderNames.remove(path)
    #expect(try folder.text("c") == "text")
    #expect(try folder.text("b") == "text")
  }

  @Test(
    arguments: [
      ("a", ".", "a"), ("a", "/", "/a"), ("a", "x/y", "x/y/a"), ("/a", "x", "/a"),
      ("a", "./x", "./x/a"),
    ])
  func namesAreJoined(name: String, folder: String, path: String) {
    #expect(FolderNames.path(name, in: folder) == path)
  }

  @Test(
    arguments: [
      ("a", ".", "a"), ("/a", "/", "a"), ("x/y/a", "x/y", "a"), ("./a", ".", "a"),
    ])
  func pathsAreSplit(path: String, folder: String, name: String) {
    let split = FolderNames.split(path)
    #expect(split.folder == folder)
    #expect(split.name == name)
  }
}
