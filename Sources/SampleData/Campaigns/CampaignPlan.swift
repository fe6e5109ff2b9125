/// The exact counts of a campaign file, fixed before the first row is drawn.
///
/// `rowCount == listedCount + clearCount + invalidCount`
struct CampaignPlan: CustomStringConvertible {
  let style: CampaignStyle
  let rowCount: Int
  let listedCount: Int
  let invalidCount: Int
  let quotedNameCount: Int
  let quotedNotesCount: Int
  let lineBreakCount: Int

  init(rowCount: Int, hitPercentage: Double, style: CampaignStyle) {
    self.style = style
    self.rowCount = rowCount
    listedCount = Int((Double(rowCount) * hitPercentage / 100).rounded())
    invalidCount = min(rowCount - listedCount, rowCount * style.invalidPercentage / 100)
    quotedNameCount = rowCount * style.quotedNamePercentage / 100
    quotedNotesCount = rowCount * style.quotedNotesPercentage / 100
    lineBreakCount = rowCount * style.lineBreakPercentage / 100
  }

  var clearCount: Int { rowCount - listedCount - invalidCount }

  /// One line for stderr.
  var description: String {
    "rows \(rowCount), listed \(listedCount), clear \(clearCount), invalid \(invalidCount), "
      + "quoted names \(quotedNameCount), quoted notes \(quotedNotesCount), "
      + "line breaks \(lineBreakCount)"
  }
}
