import Keys
import PhoneNumbers
import SuppressionLists
import Verdicts

/// Whom the law lets a company contact without a consent, by country: values with their sources, which settings may
/// override. A country that is not here asks for a consent in every case.
public struct ConsentPolicy: Sendable {
  /// To whom: a person as such, or in their trade.
  public enum Audience: String, CaseIterable, Sendable {
    case consumer
    case business
  }

  /// What a country's law says.
  public struct Country: Equatable, Sendable {
    public var regions: [String]
    /// True if a call needs a consent: to consumers, and to businesses.
    public var voiceConsumer = true
    public var voiceBusiness = true
    /// True if a text message, a message by WhatsApp or a fax needs one.
    public var messages = true
    /// True if the consent to messages, or one that was given online, counts only after a second step.
    public var confirmation = false
    /// The months after which a consent that names no end has ended; 0 for never.
    public var consentMonths = 0
    /// The months after a purchase, and after a question, for which calls are permitted.
    public var voiceCustomerMonths = 0
    public var voiceInquiryMonths = 0
    /// The same of messages.
    public var messageCustomerMonths = 0
    public var messageInquiryMonths = 0
    /// True if there is a register that must be asked besides the consent.
    public var asksRegisterToo = false
    /// True if a consent to this company permits a call though the number is on the register.
    public var consentOverridesRegister = false
    /// True if a relationship does.
    public var relationshipOverridesRegister = false
    /// Where it says so, and when that was read.
    public var source: String

    init(_ regions: String..., source: String, _ change: (inout Country) -> Void = { _ in }) {
      self.regions = regions
      self.source = source
      change(&self)
    }
  }

  public private(set) var countries = Self.shipped

  public init() {}

  /// The values of one region, as they are in force; nil if it is none of the known ones.
  public func country(_ region: String) -> Country? {
    countries.first { $0.regions.contains(region) }
  }

  /// Sets the values of one region, and of the islands that share its law and its calling code.
  public mutating func override(_ region: String, _ change: (inout Country) -> Void) {
    var country = self.country(region) ?? Country(region, source: "")
    country.regions = country.regions.filter { $0 == region || Self.follows($0, region) }
    if country.regions.isEmpty { country.regions = [region] }
    change(&country)
    country.source = "settings"
    let changed = country.regions
    for place in countries.indices { countries[place].regions.removeAll(where: changed.contains) }
    countries.removeAll(where: \.regions.isEmpty)
    countries.append(country)
  }

  /// True if a prefix does not tell a region from a larger one.
  private static func follows(_ code: String, _ main: String) -> Bool {
    guard let region = Region(code), let main = Region(main) else { return false }
    return main.isMain && region.callingCode == main.callingCode && main.callingCode != "1"
  }

  // MARK: Requirements

  /// What numbers need, by their prefixes.
  public func requirements(
    channel: ListChannels, audience: Audience
  ) -> ConsentRequirements {
    var known: [String: ConsentRequirements.Rule] = [:]
    for country in countries {
      for region in country.regions { known[region] = Self.rule(country, channel, audience) }
    }
    var regions: [String: [Region]] = [:]
    for region in Region.all {
      if let code = region.callingCode { regions[code, default: []].append(region) }
    }
    var rules: [String: ConsentRequirements.Rule] = [:]
    for (code, sharing) in regions where code != "1" {
      // A prefix does not tell those apart that share a calling code: the strictest of their rules that are known is
      // that of all. An island without one of its own follows the country that it shares with.
      let others = sharing.compactMap { known[$0.code] }
      let main = sharing.first(where: \.isMain).flatMap { known[$0.code] }
      guard let main else { continue }
      rules[code] = others.reduce(main) { $0.stricter($1) }
    }
    // What is not here has the rule of elsewhere.
    for areaCode in 200...999 {
      let region = LineFacts(key: UInt64(10_000_000_000 + areaCode * 10_000_000 + 2_345_678)).region
      if let rule = region.flatMap({ known[$0.code] }) { rules["1\(areaCode)"] = rule }
    }
    return ConsentRequirements(rules: rules)
  }

  private static func rule(
    _ country: Country, _ channel: ListChannels, _ audience: Audience
  ) -> ConsentRequirements.Rule {
    var rule = ConsentRequirements.Rule()
    let isVoice = channel == .voice
    rule.needsConsent =
      isVoice
      ? (audience == .consumer ? country.voiceConsumer : country.voiceBusiness) : country.messages
    rule.needsConfirmation = country.confirmation
    rule.consentMonths = country.consentMonths == 0 ? nil : country.consentMonths
    rule.customerMonths = isVoice ? country.voiceCustomerMonths : country.messageCustomerMonths
    rule.inquiryMonths = isVoice ? country.voiceInquiryMonths : country.messageInquiryMonths
    rule.permitCovers = !country.asksRegisterToo || !isVoice
    rule.consentOverridesRegister = country.consentOverridesRegister
    rule.relationshipOverridesRegister = country.relationshipOverridesRegister
    return rule
  }

  /// The values as lines of text, by which two policies are told apart.
  public var lines: [String] {
    countries.flatMap { country in country.regions.map { ($0, country) } }.sorted { $0.0 < $1.0 }
      .map { region, country in
        func need(_ isNeeded: Bool) -> String { isNeeded ? "consent" : "free" }
        return [
          region, need(country.voiceConsumer), need(country.voiceBusiness), need(country.messages),
          country.confirmation ? "confirmed" : "-", "\(country.consentMonths)",
          "\(country.voiceCustomerMonths)/\(country.voiceInquiryMonths)",
          "\(country.messageCustomerMonths)/\(country.messageInquiryMonths)",
          country.asksRegisterToo ? "register" : "-",
          country.consentOverridesRegister ? "consent" : "-",
          country.relationshipOverridesRegister ? "relationship" : "-", country.source,
        ].joined(separator: "\t")
      }
  }

  public static let lineHeader =
    "region\tvoice_consumer\tvoice_business\tmessages\tconfirmation\tconsent_months\t"
    + "voice_customer_inquiry_months\tmessage_customer_inquiry_months\tbesides\tregister_overridden_by\t"
    + "register_overridden_also_by\tsource"

  /// Names the values: the beginning of the digest of ``lines``, 16 digits.
  public var digest: String {
    let text = lines.joined(separator: "\n")
    return String(Hasher256().hash(Array(text.utf8)).description.prefix(16))
  }
}

extension ConsentRequirements.Rule {
  /// What satisfies both rules satisfies this one.
  fileprivate func stricter(_ other: Self) -> Self {
    var rule = self
    rule.needsConsent = needsConsent || other.needsConsent
    rule.needsConfirmation = needsConfirmation || other.needsConfirmation
    rule.consentMonths = [consentMonths, other.consentMonths].compactMap { $0 }.min()
    rule.customerMonths = min(customerMonths, other.customerMonths)
    rule.inquiryMonths = min(inquiryMonths, other.inquiryMonths)
    rule.permitCovers = permitCovers && other.permitCovers
    rule.consentOverridesRegister = consentOverridesRegister && other.consentOverridesRegister
    rule.relationshipOverridesRegister =
      relationshipOverridesRegister && other.relationshipOverridesRegister
    return rule
  }
}
