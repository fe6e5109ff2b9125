/// What has been declared: brands, purposes, notices, batches and the like. The latest version of each counts.
public struct Register: Sendable {
  public enum Kind: Int64, CaseIterable, Sendable {
    case brand = 1
    case purpose = 2
    case notice = 3
    case batch = 4
    case assessment = 5
    /// Who answers for the data, and whom to ask.
    case controller = 6
    /// Who works with the data for the controller, and by what agreement (GDPR 28).
    case processor = 7
    /// What is done with data: a row of the record of processing (GDPR 30).
    case activity = 8
    /// Who sells or hands over lists.
    case supplier = 9

    public var name: String { "\(self)" }
  }

  public struct Item: Equatable, Sendable {
    public var id: Int64
    public var kind: Kind
    public var name: String
    /// Of a purpose, the one that it is a part of; 0 for none.
    public var parent: Int64
    public var flags: Int64
    /// The event of this version.
    public var seq: Int64

    /// Of a batch: it has all that its sources must say.
    public static let isComplete: Int64 = 1
  }

  public private(set) var items: [Item] = []
  private var ids: [Kind: [String: Int]] = [:]
  /// The events of the first versions, by place.
  private var firstSeqs: [Int64] = []

  public init() {}

  /// Takes note of a version.
  mutating func add(_ item: Item) {
    if let place = ids[item.kind]?[item.name] {
      items[place] = item
    } else {
      ids[item.kind, default: [:]][item.name] = items.count
      items.append(item)
      firstSeqs.append(item.seq)
    }
  }

  public func item(_ kind: Kind, _ name: String) -> Item? {
    ids[kind]?[name].map { items[$0] }
  }

  /// What was declared before an event.
  func item(_ kind: Kind, _ name: String, before seq: Int64) -> Item? {
    ids[kind]?[name].flatMap { firstSeqs[$0] < seq ? items[$0] : nil }
  }

  public func items(_ kind: Kind) -> [Item] { items.filter { $0.kind == kind } }

  public func name(of id: Int64) -> String? { items.first { $0.id == id }?.name }

  public var purposes: PurposeTree {
    PurposeTree(
      parents: Dictionary(uniqueKeysWithValues: items(.purpose).map { ($0.id, $0.parent) }))
  }

  /// The batches that are not complete: their consents permit nothing.
  public var quarantinedBatches: Set<Int64> {
    Set(items(.batch).filter { $0.flags & Item.isComplete == 0 }.map(\.id))
  }
}

extension Register.Item {
  /// What an event declares.
  ///
  /// - Parameter register: What was declared before it.
  /// - Returns: Nil if it declares nothing.
  init?(_ body: EventBody, seq: Int64, register: Register) {
    guard let kindName = body["item"], let name = body["id"],
      let kind = Register.Kind.allCases.first(where: { $0.name == kindName })
    else { return nil }
    let id = register.item(kind, name)?.id ?? Int64(register.items.count + 1)
    let parent = body["parent"].flatMap { register.item(kind, $0)?.id } ?? 0
    self.init(
      id: id, kind: kind, name: name, parent: parent,
      flags: body["complete"] == nil ? 0 : Self.isComplete, seq: seq)
  }
}
