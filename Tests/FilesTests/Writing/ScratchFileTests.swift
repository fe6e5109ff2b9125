import Files
import SystemPackage
import TestSupport
import Testing

struct ScratchFileTests {
  private let folder = TemporaryFolder()

  @Test func givesBackWhatWasWrittenAndHasNoName() throws {
    let scratch = try ScratchFile(folder: folder.path)
    let words = (0..<1000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    // SAFETY: integers have no padding, and any bytes are integers.
    try scratch.write(unsafe words.span.bytes, at: 80_000)
    try scratch.write(unsafe words.span.bytes, at: 0)
    #expect(try folder.names == [])
    for offset in [0, 80_000] {
      var found = [UInt64](repeating: 0, count: 1000)
      var span = found.mutableSpan
      var bytes = unsafe span.mutableBytes
      try scratch.read(into: &bytes, at: offset)
      #expect(found == words)
    }
  }

  @Test func readingBeyondItsEndIsAnError() throws {
    let scratch = try ScratchFile(folder: folder.path)
    let words: [UInt64] = [1]
    try scratch.write(unsafe words.span.bytes, at: 0)
    do throws(FileError) {
      var found: [UInt64] = [0, 0]
      var span = found.mutableSpan
      var bytes = unsafe span.mutableBytes
      try scratch.read(into: &bytes, at: 0)
      Issue.record("read beyond the end")
    } catch {
      #expect(error == FileError(.read, folder.path, .ioError))
    }
  }

  @Test func aMissingFolderIsNamed() throws {
    do throws(FileError) {
      _ = try ScratchFile(folder: folder.path("missing"))
      Issue.record("a scratch file without a folder")
    } catch {
      #expect(error == FileError(.open, folder.path("missing"), .noSuchFileOrDirectory))
    }
  }
}
