/// What a scrub against the list must say of a row.
enum CampaignOutcome {
  case listed
  case clear
  /// The phone cell holds no number.
  case invalid

  /// What follows the row's id in the file of right answers.
  var line: [UInt8] {
    switch self {
    case .listed: Self.listedLine
    case .clear: Self.clearLine
    case .invalid: Self.invalidLine
    }
  }

  private static let listedLine = Array(",listed\n".utf8)
  private static let clearLine = Array(",clear\n".utf8)
  private static let invalidLine = Array(",invalid\n".utf8)
}
