import CArchive
import Files

/// libarchive over a mapped file: zip, tar, and what zstd, xz and bzip2 are around; or over the tar in a
/// compressed file.
///
/// SAFETY: of all `unsafe` in this file: `archive` is made in `init` and freed in `deinit`, and is
/// used under the lock of the `ArchiveReader` that owns this value together with the mapping, which
/// so outlives it. Strings of the library are copied before its next call. The library calls the feed
/// only from within calls of this value, which owns it.
@safe final class ArchiveHandle: @unchecked Sendable {
  private let archive: OpaquePointer
  private let path: String
  private let feed: TarFeed?
  private var member: String?
  /// The members so far, folders and the like among them.
  private(set) var memberCount = 0

  /// - Parameter format: What the file begins as; not gzip, which is zlib's.
  convenience init(
    _ file: borrowing MappedFile, format: ArchiveFormat, path: String
  ) throws(FileError) {
    self.init(path: path, feed: nil)
    switch format {
    case .zip: unsafe archive_read_support_format_zip(archive)
    case .tar: unsafe archive_read_support_format_tar(archive)
    case .gzip: preconditionFailure("gzip is read by zlib")
    case .zstd, .xz, .bzip2:
      switch format {
      case .zstd: unsafe archive_read_support_filter_zstd(archive)
      case .xz: unsafe archive_read_support_filter_xz(archive)
      default: unsafe archive_read_support_filter_bzip2(archive)
      }
      unsafe archive_read_support_format_raw(archive)
      unsafe archive_read_support_format_empty(archive)
    }
    let status = file.withBytes(0..<file.byteCount) { bytes in
      unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe archive_read_open_memory(archive, buffer.baseAddress, buffer.count)
      }
    }
    try check(status)
    // One compression and the bare file below it.
    if unsafe archive_filter_count(archive) > 2 {
      throw FileError(ArchiveFailure(.nested), path: path)
    }
  }

  /// The tar in a compressed file.
  convenience init(_ feed: TarFeed, path: String) throws(FileError) {
    self.init(path: path, feed: feed)
    unsafe archive_read_support_format_tar(archive)
    let context = unsafe Unmanaged.passUnretained(feed).toOpaque()
    let status = unsafe archive_read_open(
      archive, context, nil,
      { _, context, bytes in
        let feed = unsafe Unmanaged<TarFeed>.fromOpaque(context!).takeUnretainedValue()
        guard let piece = unsafe feed.next() else { return -1 }
        unsafe bytes!.pointee = UnsafeRawPointer(piece.baseAddress)
        return piece.count
      }, nil)
    try check(status)
  }

  private init(path: String, feed: TarFeed?) {
    guard let archive = unsafe archive_read_new() else { fatalError("out of memory") }
    unsafe self.archive = archive
    self.path = path
    self.feed = feed
  }

  deinit { unsafe archive_read_free(archive) }

  /// The next member.
  struct Member {
    /// Nil for the content of a file that is compressed and no archive.
    var name: String?
    var isFolder: Bool
  }

  /// Goes on to the next member, or returns nil after the last.
  func next() throws(FileError) -> Member? {
    var entry: OpaquePointer?
    member = nil
    let status = unsafe archive_read_next_header(archive, &entry)
    guard status != ARCHIVE_EOF else { return nil }
    memberCount += 1
    let text = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    let name = unsafe text.map { unsafe String(cString: $0) }
    let isRaw = unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW
    member = isRaw ? nil : name.map(Self.shown)
    try check(status)
    if unsafe archive_entry_is_encrypted(entry) != 0 {
      throw FileError(ArchiveFailure(.encrypted, member: member), path: path)
    }
    let kind = unsafe archive_entry_filetype(entry)
    let isLink = unsafe archive_entry_hardlink(entry) != nil
    // Formats without kinds of files leave it out.
    guard !isLink, [0, Self.regularKind, Self.folderKind].contains(kind) else {
      throw FileError(ArchiveFailure(.notAFile, member: member), path: path)
    }
    return Member(name: isRaw ? nil : name ?? "", isFolder: kind == Self.folderKind)
  }

  private static let regularKind: mode_t = 0o100000
  private static let folderKind: mode_t = 0o040000

  /// Fills `output` as far as the member goes: fewer bytes than fit mean its end.
  func read(into output: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    var count = 0
    while count < output.count {
      let result = unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe archive_read_data(archive, target.baseAddress! + count, target.count - count)
      }
      if result == 0 { break }
      try check(CInt(clamping: result))
      count += result
    }
    return count
  }

  /// The bytes of a tar that its members take, and those of the mark behind them, two blocks of zeros:
  /// what of it was found. Known once ``next()`` has answered nil.
  ///
  /// The library takes the end of the bytes for the end of the archive, mark or no mark.
  var tarEnd: (memberByteCount: Int, markByteCount: Int) {
    let start = unsafe Int(archive_read_header_position(archive))
    return (start, unsafe Int(archive_filter_bytes(archive, 0)) - start)
  }

  /// The bytes of the file that were taken.
  var offset: Int { unsafe Int(archive_filter_bytes(archive, -1)) }

  /// A warning is a failure: it is how the library tells of a wrong checksum.
  private func check(_ status: CInt) throws(FileError) {
    guard status < 0 else { return }
    if let failure = feed?.failure { throw failure }
    let text = unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? ""
    throw FileError(ArchiveFailure(cause(text), member: member), path: path)
  }

  private func cause(_ text: String) -> ArchiveFailure.Cause {
    let lower = text.lowercased()
    if lower.contains("passphrase") || lower.contains("encrypt") { return .encrypted }
    // The last is what the library of xz says.
    if lower.contains("truncated") || text.isEmpty || lower.contains("no progress is possible") {
      return .truncated
    }
    if lower.contains("unsupported") || lower.contains("not supported") {
      return .unsupported(Self.shown(text))
    }
    return .damaged(Self.shown(text))
  }

  /// A name that breaks no line and steers no terminal.
  private static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(nameScalarCountMax).map { scalar in
      scalar.properties.generalCategory == .control ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static let nameScalarCountMax = 120
}
