import Files

extension ByteBuffer {
  /// Fills up to `byteCount` bytes from an archive's member, as far as it goes.
  ///
  /// - Returns: The count of bytes read; fewer than asked mean the end of the member.
  public mutating func append(
    upTo byteCount: Int, from archive: ArchiveReader
  ) throws(FileError) -> Int {
    try append(upTo: byteCount) { span throws(FileError) in try archive.read(into: &span) }
  }
}
