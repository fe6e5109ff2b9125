/// Finds where a block may be cut, so that its parts can be scanned side by side.
public enum BlockCut {
  /// The offset just past the last line terminator in `block`, or nil if there is none.
  ///
  /// Only a candidate for the end of a row: the terminator may lie inside quotes, which the caller
  /// checks; no check is needed if rows are lines. A CR as the very last byte does not count, since
  /// an LF may follow. A lone CR counts only if there is no LF at all.
  ///
  /// - Complexity: O(*n*) in the bytes behind the terminator, at the speed of `memrchr`; twice that
  ///   of all bytes without an LF.
  public static func candidate(in block: Span<UInt8>) -> Int? {
    if let lineFeed = block.lastOffset(of: ASCII.lineFeed) { return lineFeed + 1 }
    guard block.count > 0 else { return nil }
    return block.extracting(0..<block.count - 1).lastOffset(of: ASCII.carriageReturn).map { $0 + 1 }
  }
}
