import PhoneNumbers
import SuppressionLists

/// How long objections and withdrawals took until they were recorded, from when on the very next scrub knows them.
public struct OptOutDelays: Sendable {
  /// Of the numbers of one region.
  public struct OfRegion: Sendable {
    /// Two letters; empty of numbers of none.
    public var region: String
    public var count = 0
    /// Days from the act to its recording: the most, and the sum.
    public var dayCountMax = 0
    /// Those that took longer than the region's law allows.
    public var lateCount = 0
    /// Days that the law allows; nil if it says at once, or nothing.
    public var limit: Limit?
  }

  public struct Limit: Sendable {
    public var dayCount: Int
    public var source: String
  }

  /// - Source: 47 CFR 64.1200(a)(10): ten business days. Spam Act 2003, schedule 2: five. Business days are counted as days of the
  ///   calendar here, two weeks and one, which is never later.
  private static let limits = [
    "US": Limit(dayCount: 14, source: "47 CFR 64.1200(a)(10), 10 business days"),
    "AU": Limit(dayCount: 7, source: "Spam Act 2003, schedule 2, 5 business days"),
    "SG": Limit(dayCount: 21, source: "PDPC, not verified"),
  ]

  public private(set) var regions: [OfRegion] = []

  /// - Parameter start: Leaves out what was recorded before.
  /// - Complexity: O(*n*) in the objections and withdrawals.
  public init(_ ledger: Ledger, since start: Moment) throws(LedgerError) {
    self = try ledger.newestSnapshot { () throws(LedgerError) in
      var delays = OptOutDelays()
      try delays.read(ledger, since: start)
      return delays
    }
  }

  private init() {}

  private mutating func read(_ ledger: Ledger, since start: Moment) throws(LedgerError) {
    let kinds = [EventKind.withdraw, .object, .refuse].map { "\($0.rawValue)" }
      .joined(separator: ", ")
    let rows = try ledger.database.prepare(
      "SELECT act.seq, act.occurred, event.at FROM act JOIN event ON event.seq = act.seq "
        + "WHERE act.kind IN (\(kinds)) AND event.at >= ? ORDER BY act.seq")
    try rows.bind(.integer(start.microseconds))
    var found: [String: OfRegion] = [:]
    while try rows.step() {
      guard let number = try ledger.event(rows.integer(0))?.body?.number else { continue }
      let region = LineFacts(key: number).region?.code ?? ""
      var counts =
        found[region] ?? OfRegion(region: region, limit: Self.limits[region])
      counts.count += 1
      // Of a day alone the end of that day counts, which may be later than the recording.
      let delay = max(0, rows.integer(2) - (rows.integerIfAny(1) ?? rows.integer(2)))
      let dayCount = Int(delay / Moment.dayMicroseconds)
      counts.dayCountMax = max(counts.dayCountMax, dayCount)
      if let limit = counts.limit, dayCount > limit.dayCount { counts.lateCount += 1 }
      found[region] = counts
    }
    regions = found.values.sorted { ($1.count, $0.region) < ($0.count, $1.region) }
  }
}
