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
  /// - Source: UWG 7a(2): five after the consent and after each use. 16 CFR 310.5(b): five. Elsewhere three, after which claims are
  ///   barred by lapse of time in most countries: a default of this program, not of a law.
  static func years(_ country: String?) -> (count: Int, source: String) {
    switch country {
    case "DE": (5, "UWG 7a(2)")
    case "US": (5, "16 CFR 310.5(b)")
    default: (3, "defence against claims, GDPR 17(3)(e)")
    }
  }

  /// - Parameter acts: All of the person.
  /// - Returns: Nil if nothing has to be kept on a day.
  public init?(_ acts: [Act], of number: UInt64, on day: CalendarDate) {
    let uses = acts.filter { $0.kind.isPermitting || $0.kind == .use }
    guard !uses.isEmpty else { return nil }
    // When nobody knows, it may have been today.
    let last = uses.map { $0.occurred?.date ?? day }.max()!
    let (years, source) = Self.years(LineFacts(key: number).region?.code)
    let end = last.adding(months: 12 * years)
    guard end >= day else { return nil }
    (until, reason) = (end, .proof(years: years, source: source))
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
      "until \(until!): what shows the consent is kept \(years) years after its last use (\(source))"
    case .openRequest(let id): "request \(id) is open; answer or close it first"
    }
  }
}
