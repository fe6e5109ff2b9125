import Synchronization

/// Unpacks an archive or a compressed file, member after member, in a stream.
///
///     nextMember ─► read, read, … (fewer bytes than asked: its end) ─► nextMember ─► … ─► nil
///
/// Folders and what desktops leave behind (`__MACOSX`, `.DS_Store`) are passed over. An archive in an
/// archive is refused, and so is one that unpacks to more than the limits.
public final class ArchiveReader: Sendable {
  /// How far an archive may go.
  public struct Limits: Sendable {
    /// The files in it: as many as there are area codes, many times over.
    public var memberCountMax = 10_000
    /// The bytes of all its files: the largest register has three billion.
    public var expandedByteCountMax = 64 << 30
    /// The bytes a byte may unpack to, beyond ``freeByteCount``; lists stay below a hundred.
    public var ratioMax = 1000
    /// Small files may be as dense as they like.
    public var freeByteCount = 256 << 20

    public init() {}

    /// - Parameter expandedByteCountMax: The most bytes, however few they unpack from; nil for the usual
    ///   limits.
    public init(expandedByteCountMax: Int?) {
      guard let max = expandedByteCountMax else { return }
      self.expandedByteCountMax = max
      ratioMax = .max
    }

    func byteCountMax(compressed: Int) -> Int {
      let (product, overflow) = compressed.multipliedReportingOverflow(by: ratioMax)
      return min(expandedByteCountMax, overflow ? .max : max(freeByteCount, product))
    }
  }

  /// A member that is being read.
  public struct Member: Sendable, Equatable {
    /// The path in the archive; nil for the content of a file that is only compressed.
    public var name: String?
  }

  private struct State: ~Copyable {
    var gzip: GzipStream?
    var handle: ArchiveHandle?
    /// The beginning of the member, which was looked at.
    var head = ByteBuffer(capacity: ArchiveFormat.headByteCount)
    var member: String?
    var memberCount = 0
    var expandedByteCount = 0
    var releasedByteCount = 0
    var isAtEnd = false
  }

  public let file: ArchiveFile
  private let byteCountMax: Int
  private let refusesNested: Bool
  private let limits: Limits
  private let state = Mutex(State())

  /// Opens the archive in `file`.
  ///
  /// - Parameter refusesNested: False if members may be archives, as pictures and the like are of no
  ///   interest.
  public init(
    _ file: ArchiveFile, limits: Limits = Limits(), refusesNested: Bool = true
  ) throws(FileError) {
    self.file = file
    self.limits = limits
    self.refusesNested = refusesNested
    byteCountMax = limits.byteCountMax(compressed: file.byteCount)
    if format != .gzip {
      let handle = try ArchiveHandle(file.mapping, format: format, path: path)
      state.withLock { $0.handle = handle }
    }
  }

  public var path: String { file.path }
  public var format: ArchiveFormat { file.format }

  private static let pieceByteCount = 1 << 20
  /// How often memory of the mapping is given back.
  private static let releaseByteCount = 8 << 20

  /// Goes on to the next file in the archive, or returns nil after the last.
  public func nextMember() throws(FileError) -> Member? {
    try state.withLock { state throws(FileError) in
      if state.isAtEnd { return nil }
      if format == .gzip && state.memberCount == 0 { try openGzip(&state) }
      if let gzip = state.gzip {
        if state.memberCount > 0 {
          state.isAtEnd = true
          return nil
        }
        _ = gzip
        state.memberCount = 1
        return Member(name: nil)
      }
      while let next = try state.handle!.next() {
        if next.isFolder || Self.isLitter(next.name ?? "") { continue }
        state.memberCount += 1
        state.member = next.name
        guard state.memberCount <= limits.memberCountMax else {
          throw failure(.memberCount(max: limits.memberCountMax))
        }
        try fillHead(&state)
        return Member(name: next.name)
      }
      state.isAtEnd = true
      if state.memberCount == 0 {
        // Nothing at all, compressed: an empty file, as an empty list is published. Not a tar
        // without a member, for which the library takes a file of zeros.
        if state.handle!.isEmptyFile { return Member(name: nil) }
        throw failure(.noMember)
      }
      return nil
    }
  }

  /// Fills `output` as far as the member goes: fewer bytes than fit mean its end.
  public func read(into output: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    try state.withLock { state throws(FileError) in
      var count = min(state.head.count, output.count)
      for index in 0..<count { output[index] = state.head.span[index] }
      state.head.removeFirst(count)
      if count < output.count {
        var rest = output._mutatingExtracting(count...)
        count += try readOn(&state, into: &rest)
      }
      return count
    }
  }

  // MARK: Inside the lock

  /// Inflates the beginning, to see whether it is a tar; of a tar, all checksums are compared here,
  /// since libarchive does not.
  private func openGzip(_ state: inout State) throws(FileError) {
    state.gzip = GzipStream(path: path)
    try fillHead(&state, mayBeTar: true)
    guard ArchiveFormat(head: state.head.span) == .tar else { return }
    var scratch = [UInt8](repeating: 0, count: Self.pieceByteCount)
    while true {
      var span = scratch.mutableSpan
      if try readOn(&state, into: &span) < Self.pieceByteCount { break }
    }
    state.gzip = nil
    state.head.removeAll()
    (state.expandedByteCount, state.releasedByteCount) = (0, 0)
    state.handle = try ArchiveHandle(file.mapping, format: .gzip, path: path)
  }

  private func fillHead(_ state: inout State, mayBeTar: Bool = false) throws(FileError) {
    var head = [UInt8](repeating: 0, count: ArchiveFormat.headByteCount)
    var span = head.mutableSpan
    let count = try readOn(&state, into: &span)
    state.head.removeAll()
    state.head.append(head.span.extracting(..<count))
    if refusesNested, let inner = ArchiveFormat(head: state.head.span),
      !(mayBeTar && inner == .tar)
    {
      throw failure(.nested, member: state.member)
    }
  }

  private func readOn(
    _ state: inout State, into output: inout MutableSpan<UInt8>
  ) throws(FileError) -> Int {
    let count: Int
    let offset: Int
    if let gzip = state.gzip {
      count = try gzip.read(from: file.mapping, into: &output)
      offset = gzip.offset
    } else if state.memberCount == 0 {
      return 0
    } else {
      count = try state.handle!.read(into: &output)
      offset = state.handle!.offset
    }
    state.expandedByteCount += count
    guard state.expandedByteCount <= byteCountMax else {
      throw failure(.expandedByteCount(max: byteCountMax), member: state.member)
    }
    if offset - state.releasedByteCount > 2 * Self.releaseByteCount {
      let end = offset - Self.releaseByteCount
      file.mapping.release(state.releasedByteCount..<end)
      state.releasedByteCount = end
    }
    return count
  }

  private func failure(_ cause: ArchiveFailure.Cause, member: String? = nil) -> FileError {
    FileError(ArchiveFailure(cause, member: member), path: path)
  }

  /// What desktops put beside the files.
  private static func isLitter(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    guard let last = parts.last else { return false }
    return parts.contains("__MACOSX") || last == ".DS_Store" || last == "Thumbs.db"
      || last == "desktop.ini" || last.hasPrefix("._")
  }
}
