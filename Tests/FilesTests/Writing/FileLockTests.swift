import Files
import Foundation
import Glibc
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

  /// As a process that is being started has one, until it runs its program.
  @Test func aCopyOfTheDescriptorDoesNotHoldIt() throws {
    let path = folder.path("lock")
    var copy: CInt = -1
    do {
      let held = try FileLock.attempt(path: path)
      let manager = FileManager.default
      for name in try manager.contentsOfDirectory(atPath: "/proc/self/fd") {
        let target = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
        if target == path { copy = dup(CInt(name)!) }
      }
      _ = consume held
    }
    try #require(copy >= 0)
    let lock = try FileLock.attempt(path: path)
    let isHeld = lock != nil
    #expect(isHeld)
    close(copy)
  }

  @Test func aFolderThatIsMissingIsAnError() {
    #expect(throws: FileError(.open, folder.path("no/lock"), .noSuchFileOrDirectory)) {
      let lock = try FileLock.attempt(path: folder.path("no/lock"))
      _ = consume lock
    }
  }
}
