import Files
import Glibc
import TestSupport
import Testing

struct FileAccessTests {
  private let folder = TemporaryFolder()

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    #expect(unsafe stat(folder.path(name), &status) == 0)
    return status.st_mode & 0o7777
  }

  /// A file that is there: others lose what they had, the owner and the group get nothing new.
  @Test(arguments: [
    (0o600, 0o600), (0o644, 0o600), (0o640, 0o640), (0o660, 0o640), (0o666, 0o600),
    (0o444, 0o400), (0o440, 0o440), (0o604, 0o600), (0o400, 0o400),
  ])
  func aFileIsClosed(before: mode_t, after: mode_t) throws {
    let path = try folder.write("a", "text")
    #expect(unsafe chmod(path, before) == 0)
    try FileAccess.owner.protect(path)
    #expect(mode("a") == after)
    try FileAccess.owner.protect(path)
    #expect(mode("a") == after)
    // One that replaces it, by the same rule.
    #expect(unsafe chmod(path, before) == 0)
    let file = try OutputFile(path: path, access: FileAccess.owner.replacing(path))
    try file.publish(isSynced: false)
    #expect(mode("a") == (after & 0o040 == 0 ? 0o600 : 0o640))
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    try FileAccess.owner.protect(folder.path("missing"))
    try FileAccess.owner.protect("/dev/null")
    var status = stat()
    #expect(unsafe stat("/dev/null", &status) == 0 && status.st_mode & 0o777 == 0o666)
    try FolderNames.makeFolder(folder.path("new"), access: .owner)
    #expect(mode("new") == 0o700)
    try FolderNames.makeFolder(folder.path("new"), access: .everybody)
    #expect(mode("new") == 0o700)
    try FolderNames.makeFolder(folder.path("open"), access: .everybody)
    #expect(mode("open") == 0o755)
  }

  @Test func aGroupOfItsOwnMayRead() throws {
    #expect(FileAccess.mayGive(toGroup: getegid()))
    let path = try folder.write("a", "text")
    #expect(unsafe chmod(path, 0o666) == 0)
    try FileAccess.group(getegid()).protect(path)
    #expect(mode("a") == 0o640)
  }

  @Test func groupsAreRead() throws {
    let path = try folder.write(
      "group", "root:x:0:\n# no group\nbroken\ndialers:x:4711:ann,bob\nshort:x\nlast:x:12:")
    let groups = try SystemGroups(path: path)
    #expect(groups.names == ["dialers", "last", "root"])
    #expect(groups.number(of: "dialers") == 4711)
    #expect(groups.number(of: "last") == 12)
    #expect(groups.number(of: "815") == 815)
    for name in ["", "dialer", "-1", "4711x", "99999999999"] {
      #expect(groups.number(of: name) == nil)
    }
    #expect(throws: FileError.self) { try SystemGroups(path: folder.path("missing")) }
  }
}
