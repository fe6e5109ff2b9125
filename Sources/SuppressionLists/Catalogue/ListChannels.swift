/// The ways of contact that a list is about.
public struct ListChannels: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let voice = ListChannels(rawValue: 1)
  public static let sms = ListChannels(rawValue: 2)
  public static let whatsapp = ListChannels(rawValue: 4)
  public static let fax = ListChannels(rawValue: 8)

  /// The channels with their names.
  public static let named: [(name: String, channel: ListChannels)] = [
    ("voice", .voice), ("sms", .sms), ("whatsapp", .whatsapp), ("fax", .fax),
  ]
  static let all = ListChannels(named.map(\.channel))

  public init?(name: some StringProtocol) {
    guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
    self = found.channel
  }

  /// The names of the channels, in a fixed order.
  public var names: [String] { Self.named.filter { contains($0.channel) }.map(\.name) }
}
