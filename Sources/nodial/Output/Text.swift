/// Numbers and moments as messages have them.
enum Text {
  /// A number with two decimals.
  static func decimal(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A moment to the minute, as people read it; anything else as it is.
  static func minute(_ moment: String) -> String {
    let parts = moment.split(separator: "T")
    return parts.count == 2 ? "\(parts[0]) \(parts[1].prefix(5)) UTC" : moment
  }
}
