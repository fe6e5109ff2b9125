import SuppressionLists

/// What the verdicts are for: which lists apply, and how old they may be.
public struct VerdictPolicy: Sendable, Equatable {
  /// The day of the calls, in UTC.
  public var callDate: CalendarDate
  /// The way of contact, one channel; nil if every list applies.
  public var channel: ListChannels?
  /// The purpose of contact, a name of the user's; nil if every list applies.
  public var purpose: String?
  /// Where a consent is needed; nil if no ledger is asked.
  public var consent: ConsentRequirements?

  public init(
    callDate: CalendarDate, channel: ListChannels? = nil, purpose: String? = nil,
    consent: ConsentRequirements? = nil
  ) {
    self.callDate = callDate
    self.channel = channel
    self.purpose = purpose
    self.consent = consent
  }

  /// True if `list` is about such calls. One that is not neither blocks, nor grows stale, nor covers.
  public func applies(_ list: SuppressionList) -> Bool {
    if let channel, !list.channels.isEmpty, list.channels.isDisjoint(with: channel) { return false }
    if let purpose, !list.purposes.isEmpty, !list.purposes.contains(purpose) { return false }
    return true
  }

  /// True if `list` applies and is too old on the day of the calls for the numbers of `area`.
  public func isStale(_ area: ListArea, of list: SuppressionList) -> Bool {
    applies(list) && area.isStale(on: callDate, ageDayCountMax: list.ageDayCountMax)
  }

  /// True if `list` applies and is too old on the day of the calls, at least for some of its areas.
  public func isStale(_ list: SuppressionList) -> Bool {
    applies(list) && list.isStale(on: callDate)
  }
}
