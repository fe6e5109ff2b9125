/// A gate that the user chose to pass over, for one list or for all.
public struct GateAcceptance: Hashable, Sendable {
  public var gate: RebuildGate
  public var list: String?

  public init(_ gate: RebuildGate, list: String? = nil) {
    self.gate = gate
    self.list = list
  }

  public func covers(_ finding: GateFinding) -> Bool {
    gate == finding.gate && (list == nil || list == finding.list)
  }
}
