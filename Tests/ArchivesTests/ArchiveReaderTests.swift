import Archives
import Files
import Glibc
import SystemPackage
import TestSupport
import Testing

/// Archives made by the programs that everybody makes them with, whole and damaged.
struct ArchiveReaderTests {
  private let folder = TemporaryFolder()

  /// A member with its content.
  private struct Member: Equatable {
    var name: String?
    var bytes: [UInt8]
  }

  private func members(
    _ name: String, chunkByteCount: Int = 1000, limits: ArchiveReader.Limits = .init()
  ) throws(FileError) -> [Member] {
    let mapping = try InputFile(path: folder.path(name)).map()
    let format = mapping.withBytes(0..<min(512, mapping.byteCount)) { ArchiveFormat(head: $0) }
    guard let format else { throw FileError(.open, name, .badMessage) }
    let file = try ArchiveFile(InputFile(path: folder.path(name)), format: format)
    let reader = try ArchiveReader(file, limits: limits)
    var members: [Member] = []
    while let member = try reader.nextMember() {
      var content = ByteBuffer(capacity: 0)
      while try content.append(upTo: chunkByteCount, from: reader) == chunkByteCount {}
      members.append(
        Member(name: member.name, bytes: content.span.indices.map { content.span[$0] }))
    }
    return members
  }

  private func cause(
    _ name: String, limits: ArchiveReader.Limits = .init()
  ) -> ArchiveFailure? {
    do throws(FileError) {
      _ = try members(name, limits: limits)
      return nil
    } catch {
      return error.archive
    }
  }

  private static let makers: [(name: String, command: String)] = [
    ("a.gz", "gzip -c a > a.gz"), ("a.zst", "zstd -q a"), ("a.xz", "xz -k a"),
    ("a.bz2", "bzip2 -k a"), ("a.zip", "zip -q a.zip a"), ("a0.zip", "zip -q -0 a0.zip a"),
    ("a.tar", "tar cf a.tar a"), ("a.tgz", "tar czf a.tgz a"),
    ("a.tzst", "tar cf - a | zstd -q > a.tzst"),
    // As parallel compressors begin: with a frame that tells how long the next one is.
    ("a.pzst", "(printf 'P*M\\030\\004\\0\\0\\0\\0\\0\\0\\0'; zstd -q < a) > a.pzst"),
  ]

  @Test(arguments: makers.map(\.name), [0, 1, 511, 512, 513, 5000])
  func everyKindIsUnpacked(name: String, byteCount: Int) throws {
    var generator = SeededGenerator(stream: 0xA2C1)
    let bytes = (0..<byteCount).map { _ in UInt8.random(in: 0x30...0x39, using: &generator) }
    try folder.write("a", bytes)
    try Shell.run(Self.makers.first { $0.name == name }!.command, in: folder)
    let isNamed = name.hasSuffix("zip") || name.contains(".t")
    for chunkByteCount in [1, 7, 512, 100_000] {
      let expected = [Member(name: isNamed ? "a" : nil, bytes: bytes)]
      #expect(try members(name, chunkByteCount: chunkByteCount) == expected)
    }
  }

  /// Whatever bit is flipped and wherever the file is cut: an error, or the very content.
  @Test(arguments: makers.map(\.name).filter { $0 != "a.tar" })
  func damageIsNeverReadAsContent(name: String) throws {
    var generator = SeededGenerator(stream: 0xA2C2)
    let bytes = (0..<1500).map { _ in UInt8.random(in: 0x30...0x39, using: &generator) }
    try folder.write("a", bytes)
    try Shell.run(Self.makers.first { $0.name == name }!.command, in: folder)
    let whole = try folder.read(name)
    var failureCount = 0
    var cutFailureCount = 0
    for index in whole.indices {
      var flipped = whole
      flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try folder.write("b", flipped)
      do throws(FileError) {
        // A member that is lost is not found where there is none.
        let contents = try members("b").map(\.bytes)
        #expect(contents == [bytes], "byte \(index) of \(name)")
      } catch {
        failureCount += 1
      }
      try folder.write("b", Array(whole[..<index]))
      do throws(FileError) {
        let contents = try members("b").map(\.bytes)
        #expect(contents == [bytes], "\(name) cut at \(index)")
      } catch {
        cutFailureCount += 1
      }
    }
    #expect(failureCount > whole.count / 4)
    #expect(cutFailureCount > whole.count / 2)
  }

  @Test func severalMembersComeInOrderAndLitterIsPassedOver() throws {
    try Shell.run(
      """
      mkdir -p lists/__MACOSX empty
      for code in 202 305 818; do echo "$code,5550101" > lists/2026-9-9_${code}_x.txt; done
      cp lists/*_202_* lists/__MACOSX; touch lists/.DS_Store lists/._x lists/Thumbs.db
      zip -q -r a.zip empty lists; tar czf a.tar.gz empty lists
      """, in: folder)
    for name in ["a.zip", "a.tar.gz"] {
      let found = try members(name).sorted { $0.name! < $1.name! }
      #expect(found.map(\.name) == ["202", "305", "818"].map { "lists/2026-9-9_\($0)_x.txt" })
      #expect(found.map(\.bytes.count) == [12, 12, 12])
    }
  }

  @Test func whatIsNotReadIsRefusedWithItsCause() throws {
    try Shell.run(
      """
      seq 1 1000 > a; gzip -k a; zip -q -P secret encrypted.zip a; zip -q nested.zip a.gz
      gzip -c a.gz > twice.gz; tar cf nested.tar a.gz; xz -c a.gz > nested.xz
      xz -c a | zstd -q > twice.zst; zstd -q a.gz -o gz.zst
      ln -s a link; tar cf link.tar link
      (cat a.gz; echo garbage) > tail.gz; (cat a.gz; head -c 512 /dev/zero) > padded.gz
      cat a.gz a.gz > both.gz; head -c 1024 /dev/zero | xz > zeros.xz
      """, in: folder)
    #expect(cause("encrypted.zip") == ArchiveFailure(.encrypted, member: "a"))
    #expect(cause("nested.zip") == ArchiveFailure(.nested, member: "a.gz"))
    #expect(cause("nested.tar") == ArchiveFailure(.nested, member: "a.gz"))
    for name in ["twice.gz", "nested.xz", "twice.zst", "gz.zst"] {
      #expect(cause(name) == ArchiveFailure(.nested), "\(name)")
    }
    #expect(cause("link.tar") == ArchiveFailure(.notAFile, member: "link"))
    #expect(cause("tail.gz") == ArchiveFailure(.followed))
    #expect(cause("zeros.xz") == ArchiveFailure(.noMember))
    let text = try folder.read("a")
    #expect(try members("padded.gz") == [Member(name: nil, bytes: text)])
    #expect(try members("both.gz") == [Member(name: nil, bytes: text + text)])
  }

  // MARK: The end

  /// What packs a tar or a member; how a cut of it reads.
  private static let packers = ["cat", "gzip", "zstd -q", "xz", "bzip2"]

  /// Every writer's tars are whole, and cut at any block of 512 bytes they are cut off. One block of the
  /// mark suffices, for no member begins with zeros.
  @Test(
    arguments: [
      "tar cf", "tar --format=v7 -cf", "tar --format=pax -cf", "tar --format=ustar -b 1 -cf",
      "tar --format=gnu -b 2 -cf", "python3 -m tarfile -c",
    ], packers)
  func tarsEndWithTheirMark(writer: String, packer: String) throws {
    try Shell.run(
      "seq 100 400 > one; seq 500 700 > two; \(writer) t.tar one two; \(packer) < t.tar > packed",
      in: folder)
    let texts = try [folder.read("one"), folder.read("two")]
    #expect(try members("packed").map(\.bytes) == texts)
    let whole = try folder.read("t.tar")
    let memberByteCount = whole.count - whole.reversed().prefix { $0 == 0 }.count
    let markOffset = (memberByteCount + 511) / 512 * 512
    #expect(whole.count - markOffset >= 1024)
    for end in stride(from: 512, through: markOffset, by: 512) {
      try folder.write("cut.tar", Array(whole[..<end]))
      try Shell.run("\(packer) < cut.tar > cut", in: folder)
      // Behind what tells of a member only, the library takes its absence for damage.
      let causes: [ArchiveFailure.Cause] = [.truncated, .damaged("Damaged tar archive")]
      let found = cause("cut")?.cause
      #expect(found.map(causes.contains) == true, "cut at \(end)")
    }
    #expect(cause("cut")?.cause == .truncated)
    for byteCount in [512, 1024] {
      try folder.write("cut.tar", Array(whole[..<(markOffset + byteCount)]))
      try Shell.run("\(packer) < cut.tar > cut", in: folder)
      #expect(try members("cut").map(\.bytes) == texts)
    }
    // A second archive behind the first, which no reader of tars would come to.
    try Shell.run("cat t.tar t.tar | \(packer) > both", in: folder)
    #expect(cause("both")?.cause == .followed)
  }

  /// Files of several streams in a row are one, also if a later one is damaged or something else.
  @Test(arguments: ["gzip", "zstd -q", "xz", "bzip2"])
  func streamsInARowAreReadToTheLast(packer: String) throws {
    try Shell.run(
      """
      seq 1 500 > a; seq 501 900 > b
      \(packer) < a > first; (cat first; \(packer) < b) > both
      (\(packer) < a; echo 2025550123) > tail
      (\(packer) < a; head -c 512 /dev/zero) > padded
      \(packer) < /dev/null > empty; (cat empty; echo 2025550123) > emptytail
      """, in: folder)
    let first = try folder.read("a")
    let texts = try first + folder.read("b")
    #expect(try members("both") == [Member(name: nil, bytes: texts)])
    #expect(cause("tail") != nil)
    #expect(cause("emptytail") != nil)
    #expect(try members("empty") == [Member(name: nil, bytes: [])])
    if packer != "zstd -q" {
      #expect(try members("padded") == [Member(name: nil, bytes: first)])
    }
    let whole = try folder.read("both")
    let boundary = try folder.read("first").count
    var generator = SeededGenerator(stream: 0xA2C3)
    for index in boundary..<whole.count {
      var flipped = whole
      flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try folder.write("damaged", flipped)
      do throws(FileError) {
        let contents = try members("damaged")
        #expect(contents.map(\.bytes) == [texts], "byte \(index)")
      } catch {}
      guard index > boundary else { continue }
      try folder.write("cut", Array(whole[..<index]))
      do throws(FileError) {
        let contents = try members("cut")
        #expect(contents.map(\.bytes) == [texts], "cut at \(index)")
      } catch {}
    }
  }

  @Test func zipsAreAsTheirDirectorySays() throws {
    try Shell.run(
      """
      seq 1 500 > a; seq 501 900 > b; mkdir c
      zip -q one.zip a; zip -q -r two.zip a b c; zip -q two-b.zip b; echo remark | zip -q -z two.zip
      cat one.zip two-b.zip > joined.zip; (cat two.zip; echo x) > tail.zip
      (echo x; cat two.zip) > head.zip; (cat two.zip; head -c 512 /dev/zero) > padded.zip
      cat a b | zip -q streamed.zip -; python3 - << 'end'
      import zipfile
      z = zipfile.ZipFile("zip64.zip", "w")
      for n in "ab":
          with z.open(n, "w", force_zip64=True) as f: f.write(open(n, "rb").read())
      z.close()
      whole = bytearray(open("two.zip", "rb").read())
      open("cut.zip", "wb").write(whole[:whole.index(b"PK" + bytes([3, 4]), 4)])
      end = whole.rindex(b"PK" + bytes([5, 6]))
      whole[end + 8] = whole[end + 10] = 4
      open("count.zip", "wb").write(whole)
      end
      """, in: folder)
    let (first, second) = try (folder.read("a"), folder.read("b"))
    for name in ["two.zip", "padded.zip", "zip64.zip"] {
      #expect(try members(name).map(\.bytes) == [first, second], "\(name)")
    }
    #expect(try members("streamed.zip").map(\.bytes) == [first + second])
    #expect(cause("cut.zip")?.cause == .truncated)
    #expect(cause("tail.zip")?.cause == .followed)
    #expect(
      cause("count.zip")?.cause == .damaged("3 of the 4 files it names are there"))
    let byteCount = try folder.read("one.zip").count
    #expect(
      cause("joined.zip")?.cause
        == .damaged("it holds \(byteCount) bytes that its directory does not know of"))
    // Bytes before it make it no zip, but what they are.
    let head = try folder.read("head.zip")
    let format = ArchiveFormat(head: head.span)
    #expect(format == nil)
    let whole = try folder.read("two.zip")
    for end in 4..<whole.count {
      try folder.write("cut", Array(whole[..<end]))
      #expect(cause("cut") != nil, "cut at \(end)")
    }
  }

  /// An archive that is shortened or written to while it is read says that, and nothing else.
  @Test(arguments: ["gzip", "zstd -q", "xz", "bzip2", "tar", "tar zstd", "tar gzip", "zip"])
  func changesMeanwhileAreNamed(packer: String) throws {
    let command =
      switch packer {
      case "tar": "tar cf packed a"
      case "tar zstd": "tar cf - a | zstd -q > packed"
      case "tar gzip": "tar cf - a | gzip > packed"
      case "zip": "zip -q - a > packed"
      default: "\(packer) < a > packed"
      }
    var generator = SeededGenerator(stream: 0xA2C4)
    let bytes = (0..<3_000_000).map { _ in UInt8.random(in: 0x30...0x39, using: &generator) }
    try folder.write("a", bytes)
    for isShortened in [true, false] {
      try Shell.run(command, in: folder)
      let path = folder.path("packed")
      let whole = try folder.read("packed")
      let found = ArchiveFormat(head: whole.span)
      let format = try #require(found)
      let reader = try ArchiveReader(ArchiveFile(InputFile(path: path), format: format))
      _ = try reader.nextMember()
      // Beyond the grain of the time stamps of older kernels.
      usleep(20_000)
      if isShortened {
        #expect(unsafe truncate(path, 10_000) == 0)
      } else {
        try Shell.run(
          "dd if=/dev/zero of=packed bs=1000 seek=700 count=50 conv=notrunc 2> /dev/null",
          in: folder)
      }
      let reason: Errno = isShortened ? .noData : .resourceBusy
      var failure: FileError?
      do throws(FileError) {
        var content = ByteBuffer(capacity: 0)
        while try content.append(upTo: 100_000, from: reader) == 100_000 {}
        while try reader.nextMember() != nil {}
        try reader.file.checkUnchanged()
      } catch {
        failure = error
      }
      #expect(failure == FileError(.read, path, reason))
    }
  }

  @Test func limitsHold() throws {
    try Shell.run(
      "head -c 3000000 /dev/zero | tr '\\0' x > zeros; gzip -k zeros; zip -q zeros.zip zeros; xz -k zeros; "
        + "for n in 1 2 3; do cp zeros z$n; done; zip -q three.zip z1 z2 z3", in: folder)
    var limits = ArchiveReader.Limits()
    limits.expandedByteCountMax = 2_999_999
    for name in ["zeros.gz", "zeros.zip", "zeros.xz"] {
      #expect(cause(name, limits: limits)?.cause == .expandedByteCount(max: 2_999_999))
    }
    limits.expandedByteCountMax = 3_000_000
    for name in ["zeros.gz", "zeros.zip", "zeros.xz"] {
      #expect(cause(name, limits: limits) == nil)
    }
    // All members together.
    #expect(cause("three.zip", limits: limits)?.cause == .expandedByteCount(max: 3_000_000))
    limits = ArchiveReader.Limits()
    limits.memberCountMax = 2
    #expect(cause("three.zip", limits: limits)?.cause == .memberCount(max: 2))
    limits = ArchiveReader.Limits()
    limits.freeByteCount = 1000
    limits.ratioMax = 100
    let byteCount = try folder.read("zeros.gz").count
    #expect(
      cause("zeros.gz", limits: limits)?.cause == .expandedByteCount(max: 100 * byteCount))
  }
}
