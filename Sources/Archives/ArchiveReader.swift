import Files
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
    /// What a compressed file holds, unless it is a tar.
    var stream: UnpackedStream?
    /// The members of a zip or a tar.
    var handle: ArchiveHandle?
    /// What hands a compressed tar to the handle.
    var feed: TarFeed?
    /// How a zip ends.
    var zipEnd: ZipEnd?
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
    switch format {
    case .zip:
      let end = try file.unlessChanged { () throws(FileError) in try ZipEnd(of: file) }
      state.withLock { $0.zipEnd = end }
      fallthrough
    case .tar:
      let handle = try file.unlessChanged { () throws(FileError) in
        try ArchiveHandle(file.mapping, format: format, path: path)
      }
      state.withLock { $0.handle = handle }
    case .gzip, .zstd, .xz, .bzip2: break
    }
  }

  public var path: String { file.path }
  public var format: ArchiveFormat { file.format }

  /// Goes on to the next file in the archive, or returns nil after the last.
  ///
  /// Nil says that the archive was read to its end and that the end is there: the mark of a tar, as many
  /// members of a zip as its directory names, nothing behind it but zeros.
  public func nextMember() throws(FileError) -> Member? {
    try file.unlessChanged { () throws(FileError) in
      try state.withLock { state throws(FileError) in try nextMember(&state) }
    }
  }

  /// Fills `output` as far as the member goes: fewer bytes than fit mean its end.
  public func read(into output: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    do throws(FileError) {
      return try state.withLock { state throws(FileError) in
        var count = min(state.head.count, output.count)
        for index in 0..<count { output[index] = state.head.span[index] }
        state.head.removeFirst(count)
        if count < output.count {
          var rest = output._mutatingExtracting(count...)
          count += try readOn(&state, into: &rest)
        }
        return count
      }
    } catch {
      try file.checkUnchanged()
      throw error
    }
  }

  // MARK: Inside the lock

  private func nextMember(_ state: inout State) throws(FileError) -> Member? {
    if state.isAtEnd { return nil }
    if state.handle == nil {
      guard state.stream == nil else {
        state.isAtEnd = true
        return nil
      }
      if try openStream(&state) { return Member(name: nil) }
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
    try checkEnd(&state)
    // Such as a file of zeros, which the library takes for a tar.
    guard state.memberCount > 0 else { throw failure(.noMember) }
    return nil
  }

  /// Begins to unpack a compressed file, and looks whether it is a tar.
  ///
  /// - Returns: True if what is compressed is the one file. It may be empty, as an empty list is
  ///   published.
  private func openStream(_ state: inout State) throws(FileError) -> Bool {
    let stream = try UnpackedStream(file, byteCountMax: byteCountMax)
    state.stream = stream
    try fillHead(&state, mayBeTar: true)
    let head = state.head.span.indices.map { state.head.span[$0] }
    guard ArchiveFormat(head: head.span) == .tar else {
      // The mark of a tar that has no member.
      if head.count == ArchiveFormat.headByteCount, head.allSatisfy({ $0 == 0 }) {
        throw failure(.noMember)
      }
      return true
    }
    let feed = TarFeed(stream, head: head)
    state.head.removeAll()
    state.stream = nil
    state.feed = feed
    state.handle = try ArchiveHandle(feed, path: path)
    return false
  }

  /// Fails unless the archive ends here and nothing of it is left.
  private func checkEnd(_ state: inout State) throws(FileError) {
    if let end = state.zipEnd {
      guard state.handle!.memberCount == end.memberCount else {
        throw failure(
          .damaged(
            "\(state.handle!.memberCount) of the \(end.memberCount) files it names are there"))
      }
      return
    }
    let end = state.handle!.tarEnd
    let nonzeroByteCount: Int?
    if let feed = state.feed {
      nonzeroByteCount = try feed.drain()
    } else {
      nonzeroByteCount = file.isZero(from: end.memberByteCount) ? nil : file.byteCount
    }
    // One block of the mark suffices: no member begins with zeros.
    guard end.markByteCount > 0 else { throw failure(.truncated) }
    if let nonzeroByteCount, nonzeroByteCount > end.memberByteCount { throw failure(.followed) }
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
    if let stream = state.stream { return try stream.read(into: &output) }
    guard state.memberCount > 0 else { return 0 }
    let count = try state.handle!.read(into: &output)
    // What comes out of a compressed file was counted there.
    guard state.feed == nil else { return count }
    state.expandedByteCount += count
    guard state.expandedByteCount <= byteCountMax else {
      throw failure(.expandedByteCount(max: byteCountMax), member: state.member)
    }
    let offset = state.handle!.offset
    if offset - state.releasedByteCount > 2 * UnpackedStream.releaseByteCount {
      let end = offset - UnpackedStream.releaseByteCount
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
