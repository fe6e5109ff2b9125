/// Guesses what a mistyped name was meant to be.
public enum Spelling {
  /// The candidate nearest to `name`, if at most a third of its letters are wrong.
  ///
  /// - Complexity: O(*n* · *m*) in the letters, for every candidate.
  public static func nearest(to name: String, in candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let best = candidates.map { ($0, distance(wanted, Array($0.lowercased()))) }
      .min { $0.1 < $1.1 }
    guard let best, best.1 <= max(1, wanted.count / 3) else { return nil }
    return best.0
  }

  /// The edit distance of Levenshtein (1966), by rows.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in second.enumerated() {
        let substituted = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
