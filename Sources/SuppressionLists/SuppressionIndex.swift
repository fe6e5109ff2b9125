import Files
import PhoneNumbers

/// A memory-mapped index of suppressed numbers: tells on which lists a number stands.
///
/// Opening costs the same for any size. Any bytes are safe to open and to ask; only ``verify()``
/// reads everything and tells whether they are the bytes that were built.
public final class SuppressionIndex: Sendable {
  /// The most lists an index holds.
  public static let listCountMax = 4096
  /// The most classes (distinct sets of lists, the empty one included) an index holds.
  public static let classCountMax = 1 << 14

  public let path: String
  /// The lists, in the order in which they were given to the builder.
  public let lists: [SuppressionList]
  /// The lists of each class, as ascending indexes into ``lists``; class 0 is on none.
  public let classes: [[Int]]
  /// The default region of the lists, or empty.
  public var region: String { header.region }
  /// The version of the numbering plan that made the keys.
  public var metadataVersion: String { header.metadataVersion }
  /// The distinct numbers.
  public var numberCount: Int { header.entryCount }
  public var byteCount: Int { header.fileByteCount }
  /// The digest of the header, which holds the digests of all the rest: names this very index.
  public let digest: ContentDigest

  private let header: IndexHeader
  private let file: MappedFile
  private let table: SlotTable

  /// Opens the index at `path`.
  ///
  /// - Complexity: O(1) in the numbers, O(*n*) in the lists and classes.
  public init(path: String) throws(IndexError) {
    do throws(FileError) {
      let input = try InputFile(path: path)
      guard input.byteCount != nil else { throw FileError(.map, path, .invalidArgument) }
      file = try input.map()
    } catch {
      throw IndexError(.file(error), path: path)
    }
    self.path = path
    let bytes = file.bytes
    header = try IndexHeader(bytes, path: path)
    guard header.metadataVersion == NumberingPlan.version else {
      let kind = IndexError.Kind.metadata(
        found: header.metadataVersion, expected: NumberingPlan.version)
      throw IndexError(kind, path: path)
    }
    var digestReader = ByteReader(bytes, at: IndexHeader.digestOffset)
    digest = digestReader.readDigest()
    lists = try SuppressionList.catalogue(
      Self.bytes(of: header.catalogue, in: bytes), listCount: header.listCount,
      fileOffset: header.catalogue.offset, path: path)
    classes = try Self.classes(
      Self.bytes(of: header.classes, in: bytes), header: header, path: path)
    // SAFETY: the mapping lives as long as `self`, and the header's sizes were checked against it.
    let lines = unsafe bytes.withUnsafeBufferPointer { unsafe UnsafeRawPointer($0.baseAddress!) }
    table = unsafe SlotTable(
      lines: lines + header.lines.offset, lineCount: header.lineCount, layout: header.layout)
  }

  /// Appends the class of each key to `found`: 0 for a number on no list and for a key of 0.
  ///
  /// - Parameter keys: Any count; the more, the better memory latency is hidden.
  /// - Precondition: `found.freeCapacity >= keys.count`.
  /// - Complexity: O(*n*), one cache line a key for 96 keys in 100.
  public func find(_ keys: Span<UInt64>, into found: inout OutputSpan<UInt16>) {
    table.find(
      keys, side: Self.bytes(of: header.side, in: file.bytes),
      sideEntryCount: header.sideEntryCount, into: &found)
  }

  /// The class of one key.
  public func find(_ key: UInt64) -> Int {
    let keys: InlineArray<1, UInt64> = [key]
    let found = [UInt16](capacity: 1) { find(keys.span, into: &$0) }
    return Int(found[0])
  }

  /// Reads the whole file and compares every section with its digest.
  ///
  /// - Complexity: O(*n*), at the speed of memory or of the disk.
  public func verify() throws(IndexError) {
    file.advise(.sequential)
    defer { file.advise(.random) }
    for (name, section) in zip(IndexHeader.sectionNames, header.sections) {
      guard ContentDigest(of: Self.bytes(of: section, in: file.bytes)) == section.digest else {
        throw IndexError(.digest(part: name, offset: section.offset), path: path)
      }
    }
  }

  /// Tells the kernel how the index will be used: many look-ups want all of it, few only pages.
  public func prepare(forLookUpCount lookUpCount: Int) {
    if lookUpCount >= header.lineCount / 8 { file.readAhead() } else { file.advise(.random) }
  }

  @_lifetime(copy bytes)
  private static func bytes(of section: IndexHeader.Section, in bytes: Span<UInt8>) -> Span<UInt8> {
    bytes.extracting(section.offset..<section.offset + section.byteCount)
  }

  private static func classes(
    _ bytes: Span<UInt8>, header: IndexHeader, path: String
  ) throws(IndexError) -> [[Int]] {
    let byteCount = IndexHeader.classByteCount(listCount: header.listCount)
    var classes: [[Int]] = []
    for classNumber in 0..<header.classCount {
      let lists = (0..<byteCount * 8).filter { bit in
        bytes[classNumber * byteCount + bit / 8] >> (bit % 8) & 1 != 0
      }
      guard lists.isEmpty == (classNumber == 0), lists.allSatisfy({ $0 < header.listCount }) else {
        let offset = header.classes.offset + classNumber * byteCount
        throw IndexError(.field(name: "class", offset: offset), path: path)
      }
      classes.append(lists)
    }
    return classes
  }
}
