import Files
import Foundation
import SuppressionLists
import TestSupport
import Testing

/// A file is verified once, and again whenever it may be another one.
struct VerifiedIndexesTests {
  private let folder = TemporaryFolder()
  /// What was written now is not remembered yet.
  private let later = FileStamp.now + 10_000_000_000

  private var memory: VerifiedIndexes { VerifiedIndexes(path: folder.path("verified")) }

  private func open(_ name: String = "a.ndx") throws -> SuppressionIndex {
    try SuppressionIndex(path: folder.path(name))
  }

  @Test func aFileIsVerifiedOnce() throws {
    let index = try buildIndex([[1, 2, 3]], at: folder.path("a.ndx"))
    #expect(try memory.verify(index, at: later))
    #expect(try !memory.verify(open(), at: later))
    // The next day a disk may have lost something.
    #expect(try !memory.verify(open(), at: later + 86_000_000_000_000))
    #expect(try memory.verify(open(), at: later + 87_000_000_000_000))
    // A clock that was set back says nothing.
    #expect(try memory.verify(open(), at: later))
    #expect(try !memory.verify(open(), at: later))
  }

  @Test func whatIsFreshIsNotRemembered() throws {
    let index = try buildIndex([[1, 2, 3]], at: folder.path("a.ndx"))
    #expect(try memory.verify(index))
    #expect(try memory.verify(index))
    #expect(try folder.names == ["a.ndx"])
  }

  @Test func anotherFileIsVerified() throws {
    let index = try buildIndex([[1, 2, 3]], at: folder.path("a.ndx"))
    #expect(try memory.verify(index, at: later))
    let bytes = try folder.read("a.ndx")
    // A copy, the same file written again, and one whose permissions changed.
    try folder.write("b.ndx", bytes)
    #expect(try memory.verify(open("b.ndx"), at: later))
    #expect(try !memory.verify(open(), at: later))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path("a.ndx"))
    #expect(try memory.verify(open(), at: later))
    try folder.write("a.ndx", bytes)
    #expect(try memory.verify(open(), at: later))
    #expect(try !memory.verify(open("b.ndx"), at: later))
  }

  @Test func damageIsNotRemembered() throws {
    _ = try buildIndex([[1, 2, 3]], at: folder.path("a.ndx"))
    var bytes = try folder.read("a.ndx")
    bytes[4096 + 8] ^= 1
    try folder.write("a.ndx", bytes)
    for _ in 0..<2 {
      #expect(throws: IndexError.self) { try memory.verify(open(), at: later) }
    }
    #expect(try folder.names == ["a.ndx"])
  }

  /// Without a memory, or with one of nonsense, all is verified.
  @Test func aLostMemoryCostsTimeOnly() throws {
    let index = try buildIndex([[1, 2, 3]], at: folder.path("a.ndx"))
    let nowhere = VerifiedIndexes(path: folder.path("no/such/folder"))
    for _ in 0..<2 { #expect(try nowhere.verify(index, at: later)) }
    #expect(try memory.verify(index, at: later))
    let text = try folder.text("verified")
    for nonsense in ["", "x", text.replacingOccurrences(of: "\t", with: " "), "\0\u{1}\n"] {
      try folder.write("verified", nonsense)
      #expect(try memory.verify(index, at: later))
      #expect(try !memory.verify(index, at: later))
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("verified"))
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
  }
}
