import Files
import Foundation
import TestSupport
import Testing

struct FileStampTests {
  private let folder = TemporaryFolder()

  @Test func itTellsStatesApart() throws {
    let path = try folder.write("a", "one")
    let first = try FileStamp(path: path)
    #expect(first.byteCount == 3)
    #expect(try FileStamp(path: path) == first)
    let other = try folder.write("b", "one")
    #expect(try FileStamp(path: other) != first)
    // The same bytes and the same date, but the change tells.
    usleep(20_000)
    try folder.write("a", "two")
    let date = Date(timeIntervalSince1970: Double(first.modified) / 1e9)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    #expect(try FileStamp(path: path).changed > first.changed)
  }

  @Test func freshStatesAreNotToBeTrusted() throws {
    let stamp = try FileStamp(path: folder.write("a", "one"))
    #expect(stamp.isFresh(at: FileStamp.now))
    #expect(stamp.isFresh(at: stamp.changed + 1_999_999_999))
    #expect(!stamp.isFresh(at: stamp.changed + 2_000_000_000))
    // What counts finer than seconds hides a change for a tick of the kernel.
    var other = stamp
    other.changed = 1_000_000_001
    #expect(other.mayHideChanges(at: 1_000_000_001) && other.mayHideChanges(at: 1_100_000_000))
    #expect(!other.mayHideChanges(at: 1_100_000_001))
    other.changed = 4_000_000_000
    #expect(other.mayHideChanges(at: 5_999_999_999) && !other.mayHideChanges(at: 6_000_000_000))
  }

  @Test func whatIsNotThereIsAnError() {
    let path = folder.path("no")
    #expect(throws: FileError(.inspect, path, .noSuchFileOrDirectory)) {
      try FileStamp(path: path)
    }
  }
}
