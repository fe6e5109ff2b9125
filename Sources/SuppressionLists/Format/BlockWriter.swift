import Files

/// Writes the sections of an index one after the other, and digests them by blocks on the way.
struct BlockWriter: ~Copyable {
  private var output: SequentialWriter
  private var hasher = ContentHasher()
  /// What the block under way still takes.
  private var restByteCount = BlockDigests.usualByteCount
  private var digests = ByteWriter()

  /// - Parameter file: A regular file of which nothing was written yet; the header's place is left free.
  init(_ file: OutputFile) throws(FileError) {
    output = SequentialWriter(file)
    try output.append([UInt8](repeating: 0, count: IndexHeader.byteCount).span)
  }

  /// The bytes of the file so far, those of the header included.
  var byteCount: Int { output.byteCount }

  mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + restByteCount)
      hasher.update(bytes.extracting(start..<end))
      restByteCount -= end - start
      if restByteCount == 0 { endBlock() }
      start = end
    }
    try output.append(bytes)
  }

  private mutating func endBlock() {
    digests.append(hasher.digest64())
    hasher.reset()
    restByteCount = BlockDigests.usualByteCount
  }

  /// Writes the digests of all that was appended, and what is not written yet.
  ///
  /// - Returns: The section of the digests.
  mutating func finish() throws(FileError) -> IndexHeader.Section {
    if restByteCount < BlockDigests.usualByteCount { endBlock() }
    digests.pad(toMultipleOf: IndexHeader.sectionAlignment)
    let bytes = digests.bytes
    let section = IndexHeader.Section(
      offset: output.byteCount, byteCount: bytes.count, digest: ContentDigest(of: bytes.span))
    try output.append(bytes.span)
    try output.flush()
    return section
  }
}
