import Files
import Glibc
import SystemPackage
import TestSupport
import Testing

struct InputFileTests {
  private let folder = TemporaryFolder()

  private func failure(opening path: String) -> FileError? {
    do throws(FileError) {
      _ = try InputFile(path: path)
      return nil
    } catch {
      return error
    }
  }

  private func readAll(_ file: borrowing InputFile, pieceByteCount: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceByteCount)
    while true {
      var span = piece.mutableSpan
      let byteCount = try file.read(into: &span)
      all += piece[..<byteCount]
      if byteCount < pieceByteCount { return all }
    }
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
  func aRegularFileIsReadAndMapped(byteCount: Int) throws {
    let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try InputFile(path: folder.write("file", bytes))
    #expect(file.byteCount == byteCount)
    let mapping = try file.map()
    #expect(mapping.byteCount == byteCount)
    #expect(mapping.bytes.indices.map { mapping.bytes[$0] } == bytes)
    mapping.advise(.sequential)
    mapping.advise(.random)
    mapping.readAhead()
    let middle = byteCount / 3..<byteCount / 2
    #expect(
      mapping.withBytes(middle) { part in part.indices.map { part[$0] } } == Array(bytes[middle]))
    #expect(try readAll(file, pieceByteCount: 1000) == bytes)
  }

  /// The mapping outlives the file's name and its replacement.
  @Test func aMappingKeepsTheFileThatWasOpened() throws {
    let path = try folder.write("file", "old")
    let mapping = try InputFile(path: path).map()
    try folder.write("new", "new and longer")
    #expect(unsafe rename(folder.path("new"), path) == 0)
    #expect(mapping.bytes.indices.map { mapping.bytes[$0] } == Array("old".utf8))
  }

  @Test(arguments: [1, 7, 4096])
  func aPipeIsAStream(pieceByteCount: Int) throws {
    let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0) }
    let pipe = PipeSource(bytes, pieceByteCount: pieceByteCount)
    let file = try InputFile(path: pipe.path)
    withExtendedLifetime(pipe) {}
    #expect(file.byteCount == nil)
    // Short reads of the system are no ends of the file.
    #expect(try readAll(file, pieceByteCount: 3000) == bytes)
  }

  @Test func whatCannotBeOpenedIsNamed() throws {
    #expect(
      failure(opening: folder.path("missing"))
        == FileError(.open, folder.path("missing"), .noSuchFileOrDirectory))
    #expect(failure(opening: folder.path) == FileError(.open, folder.path, .isDirectory))
    let path = try folder.write("file", "")
    #expect(failure(opening: "\(path)/x") == FileError(.open, "\(path)/x", .notDirectory))
    #expect(failure(opening: "") == FileError(.open, "", .noSuchFileOrDirectory))
  }

  @Test func twoNamesOfOneFileHaveOneIdentity() throws {
    let path = try folder.write("file", "a")
    let other = try folder.write("other", "a")
    #expect(unsafe link(path, folder.path("hard")) == 0)
    #expect(unsafe symlink(path, folder.path("soft")) == 0)
    let identity = try InputFile(path: path).identity
    #expect(FileIdentity(path: path) == identity)
    #expect(FileIdentity(path: folder.path("hard")) == identity)
    #expect(FileIdentity(path: folder.path("soft")) == identity)
    #expect(FileIdentity(path: other) != identity)
    #expect(FileIdentity(path: folder.path("missing")) == nil)
  }
}
