/// Splits bytes at LF, CRLF and lone CR: the naive twin of a scan of lines.
public enum LinesTwin {
  public struct Line: Equatable, Sendable {
    public var content: Range<Int>
    /// The offset past the terminator.
    public var end: Int
    public var isTerminated: Bool { content.upperBound < end }
  }

  /// All lines of a whole input; the last may lack its terminator, but is not empty then.
  public static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      let contentEnd = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      var end = contentEnd
      if bytes[end...].starts(with: [0x0D, 0x0A]) {
        end += 2
      } else if end < bytes.count {
        end += 1
      }
      lines.append(Line(content: start..<contentEnd, end: end))
      start = end
    }
    return lines
  }
}
