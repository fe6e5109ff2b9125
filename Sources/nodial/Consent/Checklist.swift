/// What laws and regulators ask of declarations.
enum Checklist {
  /// Of a bought or collected list, before its consents count.
  ///
  /// - Source: ICO, direct marketing guidance, "using marketing lists"; CNIL, fines of buyers since 2024; GDPR 14.
  static let batch = [
    "supplier", "agreement", "source_kind", "collected_from", "collected_until", "countries",
    "recipients", "notice", "form", "questions_answered",
  ]

  /// Of one of people in Russia besides.
  ///
  /// - Source: 152-FZ 18(3): operator, purpose and basis, data, intended users, rights, source.
  static let batchOfRussia = [
    "operator", "legal_basis", "data", "users", "subject_rights", "source",
  ]

  /// Of an agreement with a processor.
  ///
  /// - Source: GDPR 28(3).
  static let processor = [
    "agreement", "subject_matter", "duration", "nature", "purpose", "data", "subjects",
    "instructions", "confidentiality", "security", "subprocessors", "rights", "assistance",
    "deletion", "audits",
  ]

  /// Of a row of the record of processing.
  ///
  /// - Source: GDPR 30(1)(b) to (g).
  static let activity = [
    "purposes", "subjects", "categories", "recipients", "transfers", "retention", "security",
  ]

  /// Of who sells lists.
  static let supplier = ["address", "contact", "checked"]

  /// Of the controller.
  ///
  /// - Source: GDPR 30(1)(a), 13 and 15.
  static let controller = ["address", "contact", "dpo", "authority", "automated", "security"]

  /// What a notice tells people of whom the data come, in its `covers`.
  ///
  /// - Source: GDPR 13(1) and (2).
  static let notice = [
    "identity", "dpo", "purposes", "basis", "interests", "recipients", "transfers", "retention",
    "rights", "withdrawal", "complaint", "obligation", "automated",
  ]

  /// What it tells besides where the data come from somebody else.
  ///
  /// - Source: GDPR 14(1)(d) and (2)(f).
  static let noticeOfOthers = ["categories", "source"]

  /// Of an assessment of legitimate interests.
  ///
  /// - Source: GDPR 6(1)(f); ICO, legitimate interests, "how do we apply them in practice".
  static let assessment = [
    "purpose", "necessity", "balancing", "outcome", "safeguards", "review",
  ]

  /// Those of a list that a declaration does not say.
  static func missing(_ needs: [String], in fields: [String: String]) -> [String] {
    needs.filter { (fields[$0] ?? "").isEmpty }
  }

  /// What a notice does not tell.
  static func missing(inNotice fields: [String: String], isOfOthers: Bool) -> [String] {
    let told = Set(
      (fields["covers"] ?? "").split(separator: ",").map { String($0).trimmed })
    return (notice + (isOfOthers ? noticeOfOthers : [])).filter { !told.contains($0) }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
