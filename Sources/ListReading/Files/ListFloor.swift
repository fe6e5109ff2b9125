import SuppressionLists

/// How old a change may be to count as one: a full file of a later day has seen it already, and may
/// list anew what was deleted.
///
/// A full file speaks for the beginning of its day. By area codes where its name has one, else in
/// general; files that tell no date set no limit.
struct ListFloor: Sendable {
  private var general: UInt64 = 0
  /// By the first digits of keys of eleven: 1 and the area code.
  private var areas: [UInt64: UInt64] = [:]

  /// - Parameters:
  ///   - files: The files that are read, the full ones of which set limits.
  ///   - former: Those that were read before, all of which do: what they say of a number was said
  ///     later than anything older.
  ///   - zone: By whose clock their days begin.
  init(
    _ files: [ListFile.Description], former: [DeliveredFile] = [], zone: DayZone = .utc
  ) {
    for file in former {
      if let date = file.date {
        raise(to: ChangeOrder.order(zone.start(of: date)), coverage: file.coverage)
      }
      // Which numbers its changes were of is not known any more: what is not later than the last of
      // them may be older than a change of the same number, so it takes nothing.
      if let last = file.source.moments?.upperBound {
        raise(
          to: ChangeOrder.order(Timestamp(seconds: last + 1)), coverage: file.coverage)
      }
    }
    for member in files.flatMap(\.members) where member.role == .full {
      guard let date = member.versionDate else { continue }
      raise(to: ChangeOrder.order(zone.start(of: date)), coverage: member.coverage)
    }
  }

  private mutating func raise(to order: UInt64, coverage: [String]) {
    if coverage.isEmpty { general = max(general, order) }
    for prefix in coverage {
      guard let number = UInt64(prefix) else { continue }
      areas[number] = max(areas[number] ?? 0, order)
    }
  }

  private static let areaDivisor: UInt64 = 10_000_000

  /// True if a full file that speaks for `key` is newer than a change of this order.
  func isOutdated(_ key: UInt64, order: UInt64) -> Bool {
    if areas.isEmpty { return order < general }
    return order < max(general, areas[key / Self.areaDivisor] ?? 0)
  }

  /// A range in pieces, each of which lies in one area code: either all of its numbers are outdated or none.
  func pieces(of range: KeyRange) -> [KeyRange] {
    guard !areas.isEmpty else { return [range] }
    var pieces: [KeyRange] = []
    var piece = range
    while piece.low / Self.areaDivisor < range.high / Self.areaDivisor {
      let next = (piece.low / Self.areaDivisor + 1) * Self.areaDivisor
      piece.high = next - 1
      pieces.append(piece)
      (piece.low, piece.high) = (next, range.high)
    }
    pieces.append(piece)
    return pieces
  }
}
