extension String {
  /// What stands before the first place of a part; nil if there is none. Bytes are compared.
  ///
  /// The standard library's search belongs to its engine of regular expressions, which is a megabyte of a program.
  ///
  /// - Complexity: O(*n* · *m*) in the bytes.
  package func text(before part: String) -> String? {
    let (all, wanted) = (Array(utf8), Array(part.utf8))
    guard wanted.count <= all.count else { return nil }
    for start in 0...(all.count - wanted.count)
    where all[start..<(start + wanted.count)].elementsEqual(wanted) {
      return String(decoding: all[..<start], as: UTF8.self)
    }
    return nil
  }

  package func holds(_ part: String) -> Bool { text(before: part) != nil }
}

extension StringProtocol {
  /// Without spaces, tabs and line ends at both ends.
  package var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
    return String(self[start..<end])
  }
}
