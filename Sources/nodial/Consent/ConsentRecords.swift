import ConsentLedger
import PhoneNumbers

/// A value of JSON of any shape.
enum JSONNode: Encodable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONNode])
  case object([String: JSONNode])

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text): try text.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .flag(let flag): try flag.encode(to: encoder)
    case .list(let nodes): try nodes.encode(to: encoder)
    case .object(let fields): try fields.encode(to: encoder)
    }
  }

  /// An object without the fields that have no value.
  static func fields(_ fields: [String: JSONNode?]) -> JSONNode {
    .object(fields.compactMapValues { $0 })
  }
}

/// Acts as the standards for records of consent have them.
struct ConsentRecords {
  let controller: String
  let ledgerID: String

  private func optional(_ text: String?) -> JSONNode? { text.map { .text($0) } }

  private static let statuses: [EventKind: String] = [
    .grant: "dpv:ConsentGiven", .confirm: "dpv:RenewedConsentGiven", .refuse: "dpv:ConsentRefused",
    .withdraw: "dpv:ConsentWithdrawn", .revoke: "dpv:ConsentRevoked",
    .invalidate: "dpv:ConsentInvalidated",
  ]

  /// A record of ISO/IEC TS 27560:2023 in JSON-LD, by the Data Privacy Vocabulary; nil of what is no consent.
  ///
  /// - Source: W3C DPV 2.3, guide "Consent records and receipts (ISO/IEC TS 27560)".
  func record27560(_ act: ConsentAct, number: Int) -> JSONNode? {
    guard let status = Self.statuses[act.kind] else { return nil }
    let text = { (name: String) in act.evidence.first { $0.name == name }?.text }
    return .fields([
      "@context": .object([
        "dpv": .text("https://w3id.org/dpv#"), "dct": .text("http://purl.org/dc/terms/"),
        "eu-gdpr": .text("https://w3id.org/dpv/legal/eu/gdpr#"),
        "pd": .text("https://w3id.org/dpv/pd#"),
      ]),
      "@type": .text("dpv:ConsentRecord"),
      "dct:conformsTo": .text("ISO/IEC TS 27560:2023"),
      "dct:identifier": .text("\(ledgerID)/\(number)"),
      "dpv:hasDataSubject": .text("tel:+\(act.number)"),
      "dpv:hasJurisdiction": optional(LineFacts(key: act.number).region?.code),
      "dpv:hasProcess": .fields([
        "dpv:hasDataController": .text(controller),
        "dpv:hasPersonalData": .text("pd:TelephoneNumber"),
        "dpv:hasPurpose": optional(act.purpose),
        "dpv:hasLegalBasis": .text("eu-gdpr:A6-1-a"),
        "dpv:hasNotice": optional(text("notice")),
        "dct:language": optional(text("language")),
        "dpv:hasService": optional(act.brand),
        "dpv:hasTechnicalMeasure": .text("channel: \(act.channels.names.joined(separator: ","))"),
      ]),
      "dpv:hasConsentStatus": .fields([
        "@type": .text(status), "dct:date": optional(act.occurred?.description),
        "dpv:isIndicatedBy": optional(act.isImported ? nil : "tel:+\(act.number)"),
        "dpv:isIndicatedAtTime": optional(act.occurred?.description),
        "dpv:hasIndicationMethod": optional(text("via") ?? text("act")),
        "dpv:hasDuration": optional(act.until.map { "until \($0)" }),
      ]),
    ])
  }

  /// A Kantara consent receipt 1.1; nil of what is no consent.
  ///
  /// - Source: Kantara Initiative, Consent Receipt Specification 1.1.0.
  func kantaraReceipt(_ act: ConsentAct, number: Int) -> JSONNode? {
    guard act.kind == .grant else { return nil }
    let text = { (name: String) in act.evidence.first { $0.name == name }?.text }
    let purpose = JSONNode.fields([
      "purpose": optional(act.purpose), "purposeCategory": .list([.text("Marketing")]),
      "consentType": .text("EXPLICIT"), "piiCategory": .list([.text("Contact")]),
      "primaryPurpose": .flag(true), "thirdPartyDisclosure": .flag(false),
      "termination": .text(act.until?.description ?? "until it is withdrawn"),
    ])
    return .fields([
      "version": .text("KI-CR-v1.1.0"),
      "jurisdiction": .text(LineFacts(key: act.number).region?.code ?? ""),
      "consentTimestamp": act.occurred.map { .number(Int($0.microseconds / 1_000_000)) },
      "collectionMethod": .text(text("via") ?? "import"),
      "consentReceiptID": .text("\(ledgerID)/\(number)"),
      "language": optional(text("language")),
      "piiPrincipalId": .text("+\(act.number)"),
      "piiControllers": .list([.object(["piiController": .text(controller)])]),
      "policyUrl": .text(text("url") ?? ""),
      "services": .list([
        .fields(["service": optional(act.brand), "purposes": .list([purpose])])
      ]),
      "sensitive": .flag(false), "spiCat": .list([.text("")]),
    ])
  }
}
