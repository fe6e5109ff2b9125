/// Column names as messages have them.
///
/// A first row that is taken for a header may be data. What holds as many digits as a number is
/// therefore not shown, and what would break the line or steer a terminal becomes a space.
public enum HeaderNames {
  private static let digitCountMin = 7
  private static let characterCountMax = 40
  private static let nameCountMax = 30

  /// One name.
  public static func shown(_ name: String) -> String {
    if holdsNumber(name) { return "(a number)" }
    let scalars = name.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? " " : scalar
    }
    let text = String(String.UnicodeScalarView(scalars))
    return text.count > characterCountMax ? text.prefix(characterCountMax) + "…" : text
  }

  /// All names, or the first of very many.
  public static func shown(_ names: [String]) -> String {
    let text = names.prefix(nameCountMax).map(shown).joined(separator: ", ")
    return names.count > nameCountMax ? "\(text), … (\(names.count) columns)" : text
  }

  /// The name of a file in an archive, or of a sheet: only made harmless, since dates and area codes stand
  /// in it. What is no name but a number or several, as in a damaged archive, is not shown.
  package static func harmless(_ name: String) -> String {
    if isNumbers(name) { return "(a number)" }
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where scalars.count < memberScalarCountMax {
      scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(scalars)
  }

  private static let memberScalarCountMax = 120

  /// True if a name holds numbers as text does: beside each other, or one with nothing else.
  private static func isNumbers(_ name: String) -> Bool {
    guard holdsNumber(name) else { return false }
    if name.contains(where: { ",;|\t\n".contains($0) }) { return true }
    let isWritten = name.contains { " ()+".contains($0) }
    return !name.contains(where: \.isLetter)
      && (isWritten || name.count(where: \.isNumber) > dateDigitCount)
  }

  private static let dateDigitCount = 8

  static func holdsNumber(_ name: String) -> Bool {
    name.count(where: { $0.isNumber }) >= digitCountMin
  }
}
