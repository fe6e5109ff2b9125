import Files
import TestSupport
import Testing

struct FileLockTests {
  private let folder = TemporaryFolder()

  @Test func onlyOneHoldsIt() throws {
    let path = folder.path("lock")
    func isFree() throws -> Bool { try FileLock.attempt(path: path) != nil }
    #expect(try isFree())
    do {
      let held = try FileLock.attempt(path: path)
      let isHeld = held != nil
      #expect(isHeld)
      #expect(try !isFree())
      _ = consume held
    }
    // The file stays, and means nothing.
    #expect(try folder.names == ["lock"])
    #expect(try isFree())
  }

  @Test func aFolderThatIsMissingIsAnError() {
    #expect(throws: FileError(.open, folder.path("no/lock"), .noSuchFileOrDirectory)) {
      let lock = try FileLock.attempt(path: folder.path("no/lock"))
      _ = consume lock
    }
  }
}
