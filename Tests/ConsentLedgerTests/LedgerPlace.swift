import Keys
import SuppressionLists
import TestSupport

@testable import ConsentLedger

/// A folder with a key and a ledger in which a brand, purposes and batches are declared.
struct LedgerPlace {
  let folder: TemporaryFolder
  let key: LedgerKey
  let writer: LedgerWriter
  let path: String
  /// When everything is recorded unless something else is said.
  static let now = Moment("2026-11-27T08:00:00Z")!

  init(now: Moment = Self.now) throws {
    folder = TemporaryFolder()
    key = try LedgerKey(KeyFile.make(at: folder.path("ledger.key")))
    path = folder.path("consent.ledger")
    writer = try LedgerWriter.make(
      path: path, key: key, controller: "Acme GmbH", now: now)
    try writer.begin(now: now)
    _ = try writer.declare(.brand, "acme")
    _ = try writer.declare(.brand, "other")
    _ = try writer.declare(.purpose, "marketing")
    _ = try writer.declare(.purpose, "offers", parent: "marketing")
    _ = try writer.declare(.purpose, "service")
    _ = try writer.declare(.batch, "whole", isComplete: true)
    _ = try writer.declare(.batch, "broken", isComplete: false)
    try writer.commit()
  }

  var ledger: Ledger { writer.ledger }

  func scope(
    _ brand: String = "acme", _ purpose: String = "offers", _ channel: ListChannels = .sms
  ) -> Scope {
    Scope(
      brand: ledger.register.item(.brand, brand)!.id,
      purpose: ledger.register.item(.purpose, purpose)!.id, channel: channel)
  }

  static func grant(
    _ number: UInt64, _ channels: ListChannels = .sms, occurred: String? = "2026-11-20T10:00:00Z",
    isProven: Bool = true
  ) -> ConsentAct {
    var act = ConsentAct(kind: .grant, number: number)
    (act.brand, act.purpose, act.channels) = ("acme", "offers", channels)
    act.occurred = occurred.flatMap { Moment($0) }
    act.evidence = isProven ? [("via", "call"), ("act", "spoken")] : []
    return act
  }

  @discardableResult
  func record(_ acts: ConsentAct..., now: Moment = Self.now) throws -> [Int64] {
    try writer.begin(now: now)
    let seqs = try acts.map { try writer.record($0) }
    try writer.commit()
    return seqs
  }
}
