import ConsentLedger
import Keys
import SuppressionLists
import Texts
import Verdicts

/// Who contacts whom, for what and how, by the names that the ledger has for it; and where the ledger is.
///
/// ```
/// let question = try LedgerRequest(settings, purpose: "offers", channel: .sms).question()
/// let snapshot = try LedgerSnapshot(question.ledger, scope: question.scope, callDate: today)
/// ```
package struct LedgerRequest: Sendable {
  private let settings: LedgerSettings
  private let brand: String?
  private let purpose: String
  private let channel: ListChannels
  private let audience: ConsentPolicy.Audience
  private let key: LedgerKey

  /// The ledger.
  package var path: String { settings.path }

  /// Reads the key.
  ///
  /// - Parameters:
  ///   - brand: Nil for that of the settings.
  ///   - otherKeyPaths: Where the settings name no key: that of the ledger, if there is just one.
  package init(
    _ settings: LedgerSettings, brand: String? = nil, purpose: String?, channel: ListChannels?,
    audience: ConsentPolicy.Audience = .consumer, otherKeyPaths: [String] = []
  ) throws(LedgerRequestError) {
    guard let channel, let purpose else { throw .noContact(path: settings.path) }
    let usual = otherKeyPaths.count == 1 ? otherKeyPaths[0] : nil
    guard let keyPath = settings.keyPath ?? usual else { throw .noKey(path: settings.path) }
    do throws(KeyError) {
      key = try LedgerKey(path: keyPath)
    } catch {
      throw .key(error)
    }
    self.settings = settings
    self.brand = brand
    self.purpose = purpose
    self.channel = channel
    self.audience = audience
  }

  /// Opens the ledger.
  package func question() throws(LedgerRequestError) -> LedgerQuestion {
    let ledger: Ledger
    do throws(LedgerError) {
      ledger = try Ledger(path: settings.path, key: key)
    } catch {
      throw .ledger(error)
    }
    guard let brand = brand ?? settings.brand else { throw .noBrand(path: settings.path) }
    func id(_ kind: Register.Kind, _ name: String) throws(LedgerRequestError) -> Int64 {
      if let item = ledger.register.item(kind, name) { return item.id }
      throw .unknown(kind, name, ledger.register, path: settings.path)
    }
    return LedgerQuestion(
      ledger: ledger, key: key,
      scope: Scope(
        brand: try id(.brand, brand), purpose: try id(.purpose, purpose), channel: channel),
      brand: brand, audience: audience, policy: settings.policy)
  }
}

/// What a consent ledger is asked: who may be contacted by a brand, for a purpose, on a channel.
package struct LedgerQuestion {
  package let ledger: Ledger
  package let key: LedgerKey
  package let scope: Scope
  package let brand: String
  package let audience: ConsentPolicy.Audience
  package let policy: ConsentPolicy

  /// The policy of verdicts, with what countries ask for.
  package func requirements(_ other: VerdictPolicy) -> VerdictPolicy {
    var all = other
    all.consent = policy.requirements(channel: scope.channel, audience: audience)
    return all
  }
}

/// Why a ledger cannot be asked.
package enum LedgerRequestError: Error {
  /// Purpose or channel are not said.
  case noContact(path: String)
  /// Nothing names its key.
  case noKey(path: String)
  case noBrand(path: String)
  /// It knows nothing of this name.
  case unknown(Register.Kind, String, Register, path: String)
  case key(KeyError)
  case ledger(LedgerError)
}

extension LedgerRequestError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noContact(let path):
      return
        "\(path): a consent is for a purpose and a channel; name a purpose, and voice, sms, whatsapp or fax"
    case .noKey(let path):
      return "\(path): needs its key; write key = \"FILE\" under [ledger] in the settings"
    case .noBrand(let path):
      return
        "\(path): nothing says which brand contacts; name one, or write brand = \"ID\" under [ledger]"
    case .unknown(let kind, let name, let register, let path):
      let remedy =
        Spelling.nearest(to: name, in: register.items(kind).map(\.name))
        .map { "did you mean \"\($0)\"?" } ?? "declare it with nodial ledger apply"
      return "\(path): knows no \(kind.name) \"\(name)\"; \(remedy)"
    case .key(let error): return error.description
    case .ledger(let error): return error.description
    }
  }
}
