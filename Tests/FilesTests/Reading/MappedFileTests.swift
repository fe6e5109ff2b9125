import Files
import Glibc
import SystemPackage
import TestSupport
import Testing

/// A guarded mapping behind a reference, for expectations take copies.
private final class Mapping {
  private let file: MappedFile

  init(_ path: String) throws { file = try InputFile(path: path).map(isGuarded: true) }

  var hasLostBytes: Bool { file.hasLostBytes }

  func bytes(_ range: Range<Int>) -> [UInt8] {
    file.withBytes(range) { part in part.indices.map { part[$0] } }
  }
}

/// Files that others change while they are mapped or read.
struct MappedFileTests {
  private let folder = TemporaryFolder()
  private let pageByteCount = 4096

  /// What a shortened file has lost reads as zeros, and other mappings are none the worse.
  @Test func lostBytesAreZeros() throws {
    let content = (0..<5 * pageByteCount).map { UInt8(truncatingIfNeeded: $0 % 251 + 1) }
    let path = try folder.write("file", content)
    let mapping = try Mapping(path)
    let other = try Mapping(folder.write("other", content))
    #expect(mapping.bytes(0..<content.count) == content)
    #expect(!mapping.hasLostBytes)

    let kept = pageByteCount + 100
    #expect(unsafe truncate(path, off_t(kept)) == 0)
    // The rest of the last page is zeros without further ado.
    #expect(mapping.bytes(0..<kept) == Array(content[..<kept]))
    #expect(!mapping.hasLostBytes)
    let lost = kept..<content.count
    #expect(mapping.bytes(lost) == lost.map { _ in 0 })
    #expect(mapping.hasLostBytes)
    #expect(mapping.bytes(0..<kept) == Array(content[..<kept]))
    #expect(other.bytes(0..<content.count) == content)
    #expect(!other.hasLostBytes)
  }

  /// Guards are given back: far more mappings than there are guards, one after another.
  @Test func guardsAreUsedAgain() throws {
    let path = try folder.write("file", "text")
    for _ in 0..<3000 {
      let mapping = try Mapping(path)
      #expect(mapping.bytes(0..<4) == Array("text".utf8) && !mapping.hasLostBytes)
    }
  }

  /// Whoever holds no guarded mapping is ended by the signal, as ever.
  @Test func theSignalStillEndsOthers() async throws {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let folder = TemporaryFolder()
      let path = try folder.write("file", [UInt8](repeating: 1, count: 8192))
      let guarded = try InputFile(path: path).map(isGuarded: true)
      let mapping = try InputFile(path: path).map()
      unsafe truncate(path, 0)
      // Leaves nothing behind, for nobody comes back to remove it.
      unsafe unlink(path)
      _ = guarded.hasLostBytes
      print(mapping.bytes[5000])
    }
  }

  @Test func changesAreNoticed() throws {
    let path = try folder.write("file", "1234")
    let file = try InputFile(path: path)
    try file.checkUnchanged()
    // Beyond the grain of the time stamps of older kernels.
    usleep(20_000)
    let writer = unsafe open(path, O_WRONLY)
    #expect(unsafe pwrite(writer, "x", 1, 1) == 1)
    #expect(throws: FileError(.read, path, .resourceBusy)) { try file.checkUnchanged() }
    #expect(unsafe truncate(path, 3) == 0)
    #expect(throws: FileError(.read, path, .noData)) { try file.checkUnchanged() }
    close(writer)
  }

  /// A file that is replaced stays what it was for those who have it open.
  @Test func aReplacedFileIsUnchanged() throws {
    let path = try folder.write("file", "1234")
    let file = try InputFile(path: path)
    usleep(20_000)
    try folder.write("new", "56")
    #expect(unsafe rename(folder.path("new"), path) == 0)
    try file.checkUnchanged()
  }
}
