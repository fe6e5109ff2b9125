import ConsentLedger
import PhoneNumbers

extension SettingsDocument {
  private static let retentionKeys = [
    "unconfirmed_days", "quarantined_days", "withdrawn_months", "inactive_months",
    "request_months", "access_months",
  ]

  /// For how long what is recorded is kept: `[retain]`.
  package func retention() throws(SettingsError) -> RetentionPolicy {
    var policy = RetentionPolicy()
    policy.consent = try self.policy()
    guard let table = try top.table("retain") else { return policy }
    try table.checkKeys(Self.retentionKeys)
    func count(_ place: Int) throws(SettingsError) -> Int? {
      try table.integer(Self.retentionKeys[place], in: 1...1_200)
    }
    policy.unconfirmedDayCount = try count(0) ?? policy.unconfirmedDayCount
    policy.quarantinedDayCount = try count(1) ?? policy.quarantinedDayCount
    policy.withdrawnMonthCount = try count(2) ?? policy.withdrawnMonthCount
    policy.inactiveMonthCount = try count(3) ?? policy.inactiveMonthCount
    policy.requestMonthCount = try count(4) ?? policy.requestMonthCount
    policy.accessMonthCount = try count(5) ?? policy.accessMonthCount
    return policy
  }

  private static let policyKeys = [
    "voice_consumer", "voice_business", "messages", "confirmation", "consent_months",
    "voice_customer_months", "voice_inquiry_months", "message_customer_months",
    "message_inquiry_months", "consent_overrides_register", "relationship_overrides_register",
    "asks_register_too",
  ]

  /// What some countries are called besides.
  private static let otherCodes = ["UK": "GB", "EL": "GR", "USA": "US", "GER": "DE", "FRA": "FR"]

  /// The values of countries that differ from the shipped ones: `[policy.FR]`.
  package func policy() throws(SettingsError) -> ConsentPolicy {
    var policy = ConsentPolicy()
    guard let regions = try top.table("policy") else { return policy }
    for code in regions.keys {
      guard Region(code) != nil, let table = try regions.table(code) else {
        let meant = Self.otherCodes[code.uppercased()] ?? code.uppercased()
        throw regions.failure(
          code,
          "[policy.\(code)] is of no country; "
            + (Region(meant) == nil
              ? "use two capital letters of ISO 3166: [policy.FR]"
              : "did you mean [policy.\(meant)]?"))
      }
      try table.checkKeys(Self.policyKeys)
      func need(_ key: String) throws(SettingsError) -> Bool? {
        try table.choice(key, [("in", true), ("out", false)])
      }
      func months(_ key: String) throws(SettingsError) -> Int? {
        try table.integer(key, in: 0...1200)
      }
      let voiceConsumer = try need("voice_consumer")
      let voiceBusiness = try need("voice_business")
      let messages = try need("messages")
      let counts = try Self.policyKeys[4...8].map(months)
      let flags = try [3, 9, 10, 11].map { place throws(SettingsError) in
        try table.bool(Self.policyKeys[place])
      }
      policy.override(code) { country in
        country.voiceConsumer = voiceConsumer ?? country.voiceConsumer
        country.voiceBusiness = voiceBusiness ?? country.voiceBusiness
        country.messages = messages ?? country.messages
        country.consentMonths = counts[0] ?? country.consentMonths
        country.voiceCustomerMonths = counts[1] ?? country.voiceCustomerMonths
        country.voiceInquiryMonths = counts[2] ?? country.voiceInquiryMonths
        country.messageCustomerMonths = counts[3] ?? country.messageCustomerMonths
        country.messageInquiryMonths = counts[4] ?? country.messageInquiryMonths
        country.confirmation = flags[0] ?? country.confirmation
        country.consentOverridesRegister = flags[1] ?? country.consentOverridesRegister
        country.asksRegisterToo = flags[3] ?? country.asksRegisterToo
        country.relationshipOverridesRegister = flags[2] ?? country.relationshipOverridesRegister
      }
    }
    return policy
  }
}
