import Files
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
    #expect(cause("tail.gz") == ArchiveFailure(.damaged("something else follows its end")))
    #expect(cause("zeros.xz") == ArchiveFailure(.noMember))
    let text = try folder.read("a")
    #expect(try members("padded.gz") == [Member(name: nil, bytes: text)])
    #expect(try members("both.gz") == [Member(name: nil, bytes: text + text)])
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
