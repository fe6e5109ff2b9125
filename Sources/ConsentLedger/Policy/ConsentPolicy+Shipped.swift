extension ConsentPolicy {
  /// The values that are shipped, read on 2026-11-25. What could not be verified is not here, and asks for a consent.
  static let shipped: [Country] = [
    Country("DE", source: "UWG 7(2), 7a; 2026-11-25") { $0.confirmation = true },
    Country("AT", source: "TKG 2021 174; FEDMA; 2026-11-25") { $0.confirmation = true },
    Country("CH", "LI", source: "UWG 3(1)(o), (u); 2026-11-25") { $0.confirmation = true },
    Country("FR", source: "loi 2025-594, since 2026-08-11; 2026-11-25") {
      $0.voiceBusiness = false
    },
    Country("NL", source: "Telecommunicatiewet 11.7, since 2026-07-01; 2026-11-25") {
      $0.voiceBusiness = false
    },
    Country("ES", source: "LGTel 66; 24 months unverified; 2026-11-25") {
      $0.voiceBusiness = false
      $0.voiceCustomerMonths = 12
      $0.consentMonths = 24
    },
    Country("IT", source: "RPO, d.P.R. 26/2022; 2026-11-25") {
      $0.voiceBusiness = false
      $0.asksRegisterToo = true
    },
    Country("PL", source: "PKE 398; 2026-11-25"),
    Country("SE", "NO", source: "NIX; Reservasjonsregisteret; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
    },
    // Calls to mobile subscriptions need a consent, and a prefix does not always tell them.
    Country("FI", source: "Act 917/2014, 200; 2026-11-25") { $0.voiceBusiness = false },
    Country("GB", "GG", "JE", "IM", source: "PECR 21, 22; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
      $0.consentOverridesRegister = true
    },
    Country("US", source: "16 CFR 310.4(b)(1)(iii)(B); 47 CFR 64.1200; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
      $0.voiceCustomerMonths = 18
      $0.voiceInquiryMonths = 3
      $0.consentOverridesRegister = true
      $0.relationshipOverridesRegister = true
    },
    Country("CA", source: "CRTC 2007-48; CASL 10(9)-(14); 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
      $0.voiceCustomerMonths = 18
      $0.voiceInquiryMonths = 6
      $0.messageCustomerMonths = 24
      $0.messageInquiryMonths = 6
      $0.consentOverridesRegister = true
      $0.relationshipOverridesRegister = true
    },
    Country("AU", source: "DNCR Act 2006, schedule 2; Spam Act 2003; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
      $0.consentMonths = 3
      $0.consentOverridesRegister = true
    },
    Country("SG", source: "PDPA part 9; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
      $0.messages = false
      $0.consentOverridesRegister = true
    },
    Country("JP", source: "Act on Specified Commercial Transactions 17; 2026-11-25") {
      $0.voiceConsumer = false
      $0.voiceBusiness = false
    },
    Country("RU", source: "38-FZ 18; 41-FZ, since 2025-09; 2026-11-25"),
  ]
}
