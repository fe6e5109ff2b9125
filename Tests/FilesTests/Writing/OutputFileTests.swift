import Files
import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

struct OutputFileTests {
  private let folder = TemporaryFolder()
  private let text = Array("some bytes".utf8)

  private func failure(_ body: () throws(FileError) -> Void) -> FileError? {
    do throws(FileError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  private func permissions(_ path: String) -> mode_t {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return 0 }
    return status.st_mode & 0o7777
  }

  @Test(arguments: [true, false])
  func appearsWholeWhenPublished(isSynced: Bool) throws {
    let path = folder.path("new")
    let file = try OutputFile(path: path)
    #expect(!file.isStream)
    try file.write(text.span)
    try file.write(text.span)
    #expect(try folder.names == [])
    try file.publish(isSynced: isSynced)
    #expect(try folder.names == ["new"])
    #expect(try folder.read("new") == text + text)
  }

  /// Two runs of bytes lie behind each other, also if one of them is empty.
  @Test(arguments: [0, 1, 10], [0, 1, 10])
  func writesTwoRuns(firstByteCount: Int, secondByteCount: Int) throws {
    let bytes = Array("0123456789abcdefghij".utf8)
    let first = Array(bytes[..<firstByteCount])
    let second = Array(bytes[10..<10 + secondByteCount])
    let file = try OutputFile(path: folder.path("runs"))
    try file.write(first.span, second.span, at: 3)
    try file.publish(isSynced: false)
    let isEmpty = first.isEmpty && second.isEmpty
    #expect(try folder.read("runs") == (isEmpty ? [] : [0, 0, 0] + first + second))
  }

  /// What was set aside for more bytes than came is given back.
  @Test func expectedBytesThatDoNotComeTakeNoSpace() throws {
    let path = folder.path("new")
    let file = try OutputFile(path: path)
    file.expect(byteCount: 10_000_000)
    try file.write(text.span, at: 0)
    try file.write(text.span, at: text.count)
    try file.publish(isSynced: false)
    #expect(try folder.read("new") == text + text)
    var status = stat()
    #expect(unsafe stat(path, &status) == 0)
    #expect(status.st_blocks * 512 <= 1 << 16)
  }

  /// Nobody else is left without space for what may never be written.
  @Test func mostOfTheSpaceIsNotSetAside() throws {
    var space = statvfs()
    try #require(unsafe statvfs(folder.path("."), &space) == 0)
    let file = try OutputFile(path: folder.path("new"))
    file.expect(byteCount: Int(space.f_bavail) * Int(space.f_bsize) / 4 * 3)
    var status = stat()
    #expect(unsafe stat(file.stagingPath, &status) == 0)
    #expect(status.st_blocks == 0)
  }

  /// More than any disk holds is no error; only bytes that are written are.
  @Test func expectationsBeyondAllSpaceAreOnlyAdvice() throws {
    let file = try OutputFile(path: folder.path("new"))
    file.expect(byteCount: 1 << 43)
    try file.write(text.span)
    try file.publish(isSynced: false)
    #expect(try folder.read("new") == text)
  }

  @Test func whatIsNotPublishedNeverAppears() throws {
    try folder.write("old", "old")
    for name in ["new", "old"] {
      do {
        let file = try OutputFile(path: folder.path(name))
        try file.write(text.span)
      }
      #expect(try folder.names == ["old"])
      #expect(try folder.text("old") == "old")
    }
  }

  /// Readers of the old file keep it; whoever opens the name gets the new one.
  @Test func replacesAnOlderFileAtOnce() throws {
    let path = try folder.write("file", "a longer old text")
    let old = try InputFile(path: path).map()
    let file = try OutputFile(path: path)
    try file.write(text.span)
    #expect(try folder.text("file") == "a longer old text")
    try file.publish(isSynced: false)
    #expect(try folder.read("file") == text)
    #expect(try folder.names == ["file"])
    #expect(old.byteCount == 17)
  }

  @Test func takesBytesAtOffsetsFromSeveralThreads() throws {
    let bytes = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 / 1000) }
    let file = try OutputFile(path: folder.path("new"))
    DispatchQueue.concurrentPerform(iterations: 40) { part in
      let piece = Array(bytes[part * 10_000..<(part + 1) * 10_000])
      #expect(throws: Never.self) { try file.write(piece.span, at: part * 10_000) }
    }
    try file.publish(isSynced: false)
    #expect(try folder.read("new") == bytes)
  }

  // MARK: Permissions

  @Test func permissionsOfTheReplacedFileStay() throws {
    for mode: mode_t in [0o600, 0o640, 0o664, 0o777, 0o444] {
      let path = try folder.write("file \(mode)", "old")
      #expect(unsafe chmod(path, mode) == 0)
      let file = try OutputFile(path: path)
      try file.write(text.span)
      try file.publish(isSynced: false)
      #expect(permissions(path) == mode)
    }
  }

  @Test func aNewFileFollowsTheUmask() throws {
    // Reading the umask means setting it; another test may create a file meanwhile, which is harmless.
    let mask = umask(0o022)
    umask(mask)
    let path = folder.path("new")
    try OutputFile(path: path).publish(isSynced: false)
    #expect(permissions(path) == 0o666 & ~mask)
  }

  @Test func aPrivateFileIsForItsOwner() throws {
    let path = try folder.write("file", "old")
    #expect(unsafe chmod(path, 0o666) == 0)
    try OutputFile(path: path, access: .owner).publish(isSynced: false)
    #expect(permissions(path) == 0o600)
  }

  // MARK: Targets that are no plain names

  /// The link stays and its target is replaced.
  @Test func aSymbolicLinkIsFollowed() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("elsewhere"), withIntermediateDirectories: false)
    try folder.write("elsewhere/target", "old")
    #expect(unsafe symlink("elsewhere/target", folder.path("link")) == 0)
    let file = try OutputFile(path: folder.path("link"))
    try file.write(text.span)
    try file.publish(isSynced: true)
    #expect(try folder.read("elsewhere/target") == text)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link"))
        == "elsewhere/target")
    #expect(try folder.names == ["elsewhere", "link"])
  }

  /// A link to nothing yet is a link all the same, also by way of another.
  @Test func aLinkToAMissingFileIsFollowed() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("elsewhere"), withIntermediateDirectories: false)
    #expect(unsafe symlink("elsewhere/target", folder.path("link")) == 0)
    #expect(unsafe symlink(folder.path("link"), folder.path("other")) == 0)
    let file = try OutputFile(path: folder.path("other"))
    try file.write(text.span)
    try file.publish(isSynced: true)
    #expect(try folder.read("elsewhere/target") == text)
    #expect(try folder.names == ["elsewhere", "link", "other"])
    #expect(unsafe symlink("loop", folder.path("loop")) == 0)
    #expect(throws: FileError.self) { try OutputFile(path: folder.path("loop")) }
  }

  @Test func devicesAndPipesAreWrittenAsTheyAre() throws {
    let null = try OutputFile(path: "/dev/null")
    #expect(null.isStream)
    try null.write(text.span)
    try null.publish(isSynced: true)

    let pipe = PipeTarget()
    let file = try OutputFile(path: pipe.path)
    #expect(file.isStream)
    try file.write(text.span)
    #expect(pipe.bytes() == text)
    try file.publish(isSynced: true)

    let full = try OutputFile(path: "/dev/full")
    #expect(
      failure { () throws(FileError) in try full.write(text.span) }
        == FileError(.write, "/dev/full", .noSpace))
  }

  @Test func unusableTargetsAreRefusedAtOnce() throws {
    func refusal(_ path: String) -> FileError? {
      failure { () throws(FileError) in _ = try OutputFile(path: path) }
    }
    #expect(refusal(folder.path) == FileError(.open, folder.path, .isDirectory))
    let missing = folder.path("no/folder")
    #expect(refusal(missing) == FileError(.open, missing, .noSuchFileOrDirectory))
    let file = try folder.write("file", "old")
    #expect(refusal("\(file)/x") == FileError(.open, "\(file)/x", .notDirectory))
    #expect(refusal("") == FileError(.open, "", .noSuchFileOrDirectory))
    #expect(refusal(folder.path("new/")) == FileError(.open, folder.path("new/"), .isDirectory))
    #expect(try folder.names == ["file"])
  }

  /// Names as long as the file system takes, new and replaced.
  @Test(arguments: ["n", "é"])
  func aLongNameIsAName(letter: String) throws {
    let name = String(repeating: letter, count: 255 / letter.utf8.count)
    for number in 0..<2 {
      let file = try OutputFile(path: folder.path(name))
      try file.write([UInt8(number)].span)
      try file.publish(isSynced: false)
      #expect(try folder.read(name) == [UInt8(number)])
    }
    #expect(try folder.names == [name])
  }

  /// What a process of the same number left when it was killed does not stand in the way.
  @Test func takenTemporaryNamesArePassedOver() throws {
    let path = try folder.write("file", "old")
    // The names of the next outputs of this process, whatever their number is by now.
    for number in 0..<2000 { try folder.write(".file.\(getpid()).\(number).tmp", "taken") }
    let file = try OutputFile(path: path)
    try file.write(text.span)
    try file.publish(isSynced: false)
    #expect(try folder.read("file") == text)
    #expect(try folder.names.count == 2001)
  }

  /// The number of a process that has ended, which nobody has yet.
  private func endedProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  /// What a process left that was killed between naming a file and renaming it, the next one of the
  /// same output removes.
  @Test func replacingRemovesAbandonedNames() throws {
    let path = try folder.write("kept", "old")
    try folder.write(".kept.\(try endedProcess()).1.tmp", "of a process that was killed")
    let file = try OutputFile(path: path)
    try file.write(text.span)
    try file.publish(isSynced: false)
    #expect(try folder.read("kept") == text)
    #expect(try folder.names == ["kept"])
  }

  /// Names of processes that were killed are removed, and no others.
  @Test func abandonedNamesAreRemoved() throws {
    let number = try endedProcess()
    let others = [
      "new", ".new.\(getpid()).1.tmp", ".new.x.1.tmp", ".new.\(number).1.tmp2", ".new.0.1.tmp",
      ".newer.\(number).1.tmp", "new.\(number).1.tmp", ".new.\(number).1.2.tmp",
    ]
    for name in others + [".new.\(number).1.tmp", ".new.\(number).22.tmp"] {
      try folder.write(name, "")
    }
    try OutputFile.removeAbandoned(beside: folder.path("new"))
    #expect(try folder.names == others.sorted())
  }
}
