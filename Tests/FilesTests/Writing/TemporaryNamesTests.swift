import TestSupport
import Testing

@testable import Files

/// The names that stand in for unnamed files where a file system knows none.
@Suite(.serialized)
struct TemporaryNamesTests {
  private let folder = TemporaryFolder()

  @Test func aNameIsRemovedOnceAndNotAfterItWasRenamed() throws {
    for name in ["removed", "forgotten"] { TemporaryNames.insert(try folder.write(name, "")) }
    TemporaryNames.forget(folder.path("forgotten"))
    TemporaryNames.remove(folder.path("forgotten"))
    TemporaryNames.remove(folder.path("removed"))
    #expect(try folder.names == ["forgotten"])
    try folder.write("removed", "")
    TemporaryNames.remove(folder.path("removed"))
    #expect(try folder.names == ["forgotten", "removed"])
  }

  @Test func allNamesAreRemovedAtTheEnd() throws {
    for name in ["a", "b", "c"] { TemporaryNames.insert(try folder.write(name, "")) }
    try folder.write("d", "")
    TemporaryNames.forget(folder.path("b"))
    TemporaryNames.removeAll()
    #expect(try folder.names == ["b", "d"])
  }
}
