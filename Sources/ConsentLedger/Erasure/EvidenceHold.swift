import PhoneNumbers
import SuppressionLists

/// Why somebody cannot be erased yet: what shows their consent must be kept (GDPR 17(3)(b) and (e)), or a request of theirs is
/// open.
public struct EvidenceHold: Equatable, Sendable {
  public enum Reason: Equatable, Sendable {
    /// The proof of a consent, so many years after it was given or used last.
    case proof(years: Int, source: String)
    case openRequest(Int64)
  }

  /// The last day of it; nil if it ends with the request.
  public var until: CalendarDate?
  public var reason: Reason

  /// Years for which what shows a consent is kept.
  ///
  /// - Source: UWG 7a(2), of calls: five after the consent and after each use. 16 CFR 310.5(b): five. Elsewhere three, after which
  ///   claims are barred by lapse of time in most countries: a default of this program, not of a law.
  static func years(_ country: String?, _ channels: ListChannels) -> (count: Int, source: String) {
    switch country {
    case "DE" where channels.contains(.voice): (5, "UWG 7a(2)")
    case "US": (5, "16 CFR 310.5(b)")
    default: (3, "defence against claims, GDPR 17(3)(e)")
    }
  }

  /// - Parameter acts: All of the person.
  /// - Returns: Nil if nothing has to be kept on a day: there is no consent that something shows, and none was used. One from a
  ///   file that was never used is shown by the papers of its batch.
  public init?(_ acts: [Act], of number: UInt64, on day: CalendarDate) {
    let country = LineFacts(key: number).region?.code
    let holds = acts.filter { act in
      act.kind == .use
        || act.kind.isPermitting && act.flags.contains(.isShown)
          && !act.flags.contains(.isImported)
    }.map { act in
      // When nobody knows, it may have been today. A use that names no channel may have been a call.
      let years = Self.years(country, act.channels.isEmpty ? .voice : act.channels)
      let end = (act.occurred?.date ?? day).adding(months: 12 * years.count)
      return EvidenceHold(until: end, reason: .proof(years: years.count, source: years.source))
    }
    guard let last = holds.max(by: { $0.until! < $1.until! }), last.until! >= day else {
      return nil
    }
    self = last
  }

  private init(until: CalendarDate, reason: Reason) {
    (self.until, self.reason) = (until, reason)
  }

  /// A request that is open.
  public init(openRequest id: Int64) {
    (until, reason) = (nil, .openRequest(id))
  }
}

extension EvidenceHold: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .proof(let years, let source):
      "until \(until!): what shows the consent is kept \(years) years after it was given or used (\(source))"
    case .openRequest(let id): "request \(id) is open; answer or close it first"
    }
  }
}
