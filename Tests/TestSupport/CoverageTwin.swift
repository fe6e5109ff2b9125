import SuppressionLists
import Verdicts

/// The naive twin of policy and coverage map: texts and days, list by list.
public struct CoverageTwin: Sendable {
  /// A list that is stale for a number, and its day.
  public struct Stale: Sendable {
    public var list: Int
    public var date: CalendarDate?
  }

  public var catalogue: [SuppressionList]
  public var callDate = CalendarDate(year: 2026, month: 11, day: 22)!
  public var channel: String?
  public var purpose: String?

  public init(catalogue: [SuppressionList]) { self.catalogue = catalogue }

  public func applies(_ list: Int) -> Bool {
    let channels = catalogue[list].channels.names
    let purposes = catalogue[list].purposes
    return (channel == nil || channels.isEmpty || channels.contains(channel!))
      && (purpose == nil || purposes.isEmpty || purposes.contains(purpose!))
  }

  public func isStale(_ list: Int) -> Bool { isStale(list, catalogue[list].versionDate) }

  private func isStale(_ list: Int, _ version: CalendarDate?) -> Bool {
    guard applies(list), let ageMax = catalogue[list].ageDayCountMax else { return false }
    guard let version else { return true }
    return Int(callDate.day) > Int(version.day) + ageMax
  }

  /// The stale lists that should speak for a number, each with its day for that number, and whether no
  /// list does that should.
  public func judge(_ digits: String) -> (stale: [Stale], isUncovered: Bool) {
    func covers(_ list: Int) -> Bool { catalogue[list].coverage.contains { digits.hasPrefix($0) } }
    let applying = catalogue.indices.filter(applies)
    let stale = applying.compactMap { list -> Stale? in
      if catalogue[list].coverage.isEmpty {
        return isStale(list) ? Stale(list: list, date: catalogue[list].versionDate) : nil
      }
      // Of several areas that a number lies in, the narrowest.
      let around = catalogue[list].areas.filter { digits.hasPrefix($0.prefix) }
      guard let area = around.max(by: { $0.prefix.count < $1.prefix.count }) else { return nil }
      return isStale(list, area.versionDate) ? Stale(list: list, date: area.versionDate) : nil
    }
    let isDeclared = applying.contains { !catalogue[$0].coverage.isEmpty }
    let registers = applying.filter {
      catalogue[$0].kind == .registry && !catalogue[$0].coverage.isEmpty
    }
    let speakers = registers.isEmpty ? applying : registers
    return (stale, isDeclared && !speakers.contains(where: covers))
  }

  /// The letter of a number on these lists: that of the first kind in the order of precedence.
  public func code(ofLists lists: [Int]) -> String {
    let order: [(kind: String, code: String)] = [
      ("objection", "P"), ("registry", "D"), ("litigator", "D"), ("reassigned", "S"),
      ("disconnected", "S"), ("invalid", "I"), ("blocked", "B"), ("wireless", "W"), ("voip", "Y"),
    ]
    let kinds = lists.map { catalogue[$0].kind.name }
    return order.first { kinds.contains($0.kind) }!.code
  }
}

/// Catalogues whose lists have ages, coverage, channels and purposes of all sorts.
public enum CatalogueSample {
  /// Changes what the lists say of themselves, but not what they are called.
  ///
  /// - Parameter prefixes: Those to choose from.
  public static func vary(
    _ lists: inout [SuppressionList], prefixes: [String], using generator: inout SeededGenerator
  ) {
    // How often a list declares each of these: never, now and then, nearly always.
    func share() -> Int { [0, 30, 90].randomElement(using: &generator)! }
    let shares = (
      kind: share(), age: share(), coverage: share(), channels: share(), purposes: share()
    )
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    for index in lists.indices {
      if chance(shares.kind) {
        lists[index].kind = ListKind.ofFiles.randomElement(using: &generator)!
      }
      if chance(shares.age) {
        lists[index].ageDayCountMax = [0, 1, 2, 31].randomElement(using: &generator)!
        let day = Int32(20_779) + [-32, -31, -3, -2, -1, 0, 1].randomElement(using: &generator)!
        lists[index].versionDate = chance(80) ? CalendarDate(day: day) : nil
      }
      if chance(shares.coverage) {
        lists[index].coverage = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
          prefixes.randomElement(using: &generator)!
        }
        lists[index].coverage = Set(lists[index].coverage).sorted()
        for prefix in lists[index].coverage where chance(shares.age / 2) {
          let day = Int32(20_779) + [-33, -32, -31, -1, 0].randomElement(using: &generator)!
          lists[index].datedAreas.append(
            ListArea(prefix: prefix, versionDate: chance(80) ? CalendarDate(day: day) : nil))
        }
      }
      if chance(shares.channels) {
        lists[index].channels = ListChannels(
          rawValue: UInt8.random(in: 0..<16, using: &generator))
      }
      if chance(shares.purposes) {
        lists[index].purposes = [["sales"], ["surveys"], ["sales", "surveys"]].randomElement(
          using: &generator)!
      }
    }
  }
}

extension CoverageTwin {
  /// The same policy for the real thing.
  package var policy: VerdictPolicy {
    VerdictPolicy(
      callDate: callDate, channel: channel.map { ListChannels(name: $0)! }, purpose: purpose)
  }
}
