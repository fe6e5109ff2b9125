import SuppressionLists

/// What permits a contact, by the number's country: of one channel and audience.
///
/// Countries with the same rule form a group; the group of a number is that of its longest prefix.
public struct ConsentRequirements: Equatable, Sendable {
  /// What a country asks for.
  public struct Rule: Hashable, Sendable {
    /// True if nobody may be contacted without a consent or another permission.
    public var needsConsent = true
    /// True if a consent counts only after a second step.
    public var needsConfirmation = false
    /// The months for which a consent without an end counts; nil for as long as it is not withdrawn.
    public var consentMonths: Int?
    /// The months after the last purchase for which a customer may be contacted; 0 if not.
    public var customerMonths = 0
    /// The months after a question of theirs for which somebody may be contacted; 0 if not.
    public var inquiryMonths = 0
    /// True if what permits also speaks for numbers that no list covers: there is no register to ask.
    public var permitCovers = true
    /// True if a consent permits the contact of a number on the country's register.
    public var consentOverridesRegister = false
    /// True if a relationship does.
    public var relationshipOverridesRegister = false

    public init() {}

    /// Nothing is asked for.
    public static let free: Rule = {
      var rule = Rule()
      rule.needsConsent = false
      return rule
    }()
  }

  /// The rule of all numbers whose country is none of the others': the strictest.
  public var elsewhere = Rule()
  /// By prefix of the international number, digits only.
  public var rules: [String: Rule]

  public init(rules: [String: Rule], elsewhere: Rule = Rule()) {
    self.rules = rules
    self.elsewhere = elsewhere
  }

  /// The most groups, the first of which asks for nothing: as many as four bits tell apart.
  static let groupCountMax = 15

  /// The different rules; the first asks for nothing.
  ///
  /// - Precondition: There are at most 15.
  var groups: [Rule] {
    var groups = [Rule.free]
    let all = [elsewhere] + rules.sorted { $0.key < $1.key }.map(\.value)
    for rule in all where rule.needsConsent && !groups.contains(rule) { groups.append(rule) }
    precondition(groups.count <= Self.groupCountMax, "the rules are told apart by four bits")
    return groups
  }

  /// The rule for the numbers that begin with a prefix.
  func rule(ofPrefix prefix: String) -> Rule {
    var prefix = prefix[...]
    while !prefix.isEmpty {
      if let rule = rules[String(prefix)] { return rule }
      prefix = prefix.dropLast()
    }
    return elsewhere
  }
}

extension ConsentRequirements.Rule {
  /// True if a list of consents or relationships permits contact on a day.
  func isSatisfied(by list: SuppressionList, on day: CalendarDate) -> Bool {
    switch list.kind {
    case .permission: counts(list, for: consentMonths, on: day)
    case .unconfirmed: !needsConfirmation && counts(list, for: consentMonths, on: day)
    case .relationship: customerMonths > 0 && counts(list, for: customerMonths, on: day)
    case .inquiry: inquiryMonths > 0 && counts(list, for: inquiryMonths, on: day)
    default: false
    }
  }

  /// Why a consent does not permit contact on a day, as evidence names it; nil if that is not what it is about.
  func lapse(of list: SuppressionList, on day: CalendarDate) -> String? {
    switch list.kind {
    case .lapsed:
      if list.id == SuppressionList.unshownID { return "consent:unshown" }
      return
        "consent:quarantined:\(list.id.dropFirst(SuppressionList.quarantinedPrefix.utf8.count))"
    case .permission, .unconfirmed:
      if let end = list.nextExpiry, end <= day { return "consent:expired@\(end)" }
      return if let months = consentMonths, !counts(list, for: months, on: day) {
        list.versionDate.map { "consent:expired@\($0.adding(months: months))" } ?? "consent:expired"
      } else {
        list.kind == .unconfirmed ? "consent:unconfirmed" : nil
      }
    default: return nil
    }
  }

  /// True if what permits has not ended: at the end that it names, else so many months after it began.
  private func counts(_ list: SuppressionList, for months: Int?, on day: CalendarDate) -> Bool {
    if let end = list.nextExpiry { return day < end }
    guard let months else { return true }
    // Of what began nobody knows when, only what never ends counts.
    guard let since = list.versionDate else { return false }
    return day < since.adding(months: months)
  }
}

extension CalendarDate {
  /// The same day of a later month, or its last day if that is shorter.
  public func adding(months: Int) -> CalendarDate {
    let (year, month, day) = components
    let total = year * 12 + month - 1 + months
    for day in stride(from: day, to: 27, by: -1) {
      if let date = CalendarDate(year: total / 12, month: total % 12 + 1, day: day) { return date }
    }
    return CalendarDate(year: total / 12, month: total % 12 + 1, day: min(day, 28)) ?? self
  }
}

extension SuppressionList {
  /// What the ids of lists of quarantined consents begin with; the rest names the batch.
  public static let quarantinedPrefix = "ledger-quarantined-"
  /// The id of the list of consents that nothing shows.
  public static let unshownID = "ledger-unshown"
}
