import SuppressionLists

/// How much of a list may be gone in one night, though no file says that it goes.
///
/// The share is of the whole list, and ten times as much of each area: a register loses numbers
/// everywhere a little, but a part of a file that is missing takes all of an area, which may be little
/// of the whole. Of an area a few numbers are no measure.
struct LossLimit {
  /// Of the numbers of the list, and of its ranges; nothing is too much from 100 on.
  var percent: Double

  private static let areaFactor = 10.0
  /// At a hundredth a night, four numbers of ten are gone once in half a million areas.
  private static let areaLossCountMin = 4

  /// By how much a list may become smaller by what its files delete and what expires: so much at once
  /// is more likely a mistake.
  var fallPercent: Double { max(percent, 10) }

  /// True if so much must not go unnoticed.
  func isExceeded(by loss: ListLoss) -> Bool {
    isExceeded(loss.lostNumberCount, of: loss.formerNumberCount)
      || isExceeded(loss.lostRangeCount, of: loss.formerRangeCount)
      || loss.areas.contains { isExceeded(by: $0) }
  }

  /// True if it is the list as a whole that lost too much.
  func isExceeded(_ lostCount: Int, of formerCount: Int) -> Bool {
    Double(lostCount) > Double(formerCount) * percent / 100
  }

  /// True if it is this area that did.
  func isExceeded(by area: ListLoss.Area) -> Bool {
    guard percent < 100, area.lostCount >= Self.areaLossCountMin else { return false }
    return area.lostCount == area.formerCount
      || Double(area.lostCount) > Double(area.formerCount) * percent * Self.areaFactor / 100
  }

  // MARK: Words

  private static let namedAreaCountMax = 5

  /// What is gone, without the list's name and without a remedy.
  func text(of loss: ListLoss) -> String {
    var parts: [String] = []
    if loss.lostNumberCount > 0 {
      parts.append("\(loss.lostNumberCount) of its \(loss.formerNumberCount) numbers")
    }
    if loss.lostRangeCount > 0 {
      parts.append("\(loss.lostRangeCount) of its \(loss.formerRangeCount) ranges")
    }
    let isWhole =
      isExceeded(loss.lostNumberCount, of: loss.formerNumberCount)
      || isExceeded(loss.lostRangeCount, of: loss.formerRangeCount)
    let measure =
      if !isWhole {
        "too many of one area"
      } else if percent == 0 {
        "though no change file deletes them and their rows have not expired"
      } else {
        "more than \(GateFinding.percent(percent)) %"
      }
    let areas = areasText(of: loss)
    return parts.joined(separator: " and ") + " are gone, \(measure)" + (areas.isEmpty ? "" : ": ")
      + areas
  }

  /// The areas that lost too much before the others.
  private func areasText(of loss: ListLoss) -> String {
    let areas =
      loss.lostAreas.filter { isExceeded(by: $0) }
      + loss.lostAreas.filter { !isExceeded(by: $0) }
    let named = areas.prefix(Self.namedAreaCountMax).map { area in
      area.lostCount == area.formerCount
        ? "all \(area.lostCount) of \(area.name)"
        : "\(area.lostCount) of \(area.formerCount) of \(area.name)"
    }
    let restCount = areas.count - named.count
    return named.joined(separator: ", ")
      + (restCount == 0 ? "" : " and some of \(restCount) more area\(restCount == 1 ? "" : "s")")
  }
}

extension ListLoss.Area {
  /// As a person writes it: `+1 212`, `+44`.
  fileprivate var name: String {
    prefix.count == 4 && prefix.hasPrefix("1") ? "+1 \(prefix.dropFirst())" : "+\(prefix)"
  }
}
