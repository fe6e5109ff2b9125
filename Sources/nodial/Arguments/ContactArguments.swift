import ArgumentParser
import ConsentLedger
import Files
import Keys
import Pipelines
import SuppressionLists
import Verdicts

/// Whom and for whom: what the consent ledger is asked, shared by `scrub`, `check` and `audit`.
struct ContactArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The brand that contacts, as the ledger has it. (default: that of the settings)",
      valueName: "id"))
  var brand: String?

  @Option(
    help: ArgumentHelp(
      "Whom: consumer or business; laws differ. (default: consumer)", valueName: "name"))
  var audience: String?

  @Flag(
    help: ArgumentHelp(
      "Do not ask the consent ledger that the settings name; the report says so."))
  var withoutLedger = false

  func validate() throws { _ = try audienceValue() }

  private func audienceValue() throws -> ConsentPolicy.Audience {
    guard let audience else { return .consumer }
    guard let value = ConsentPolicy.Audience(rawValue: audience) else {
      throw ValidationError("--audience is consumer or business, not \"\(audience)\"")
    }
    return value
  }

  /// Opens the ledger that the settings name.
  ///
  /// - Returns: Nil if they name none, or if it is not to be asked.
  func question(
    _ sources: IndexArguments.Sources?, _ policy: VerdictPolicy
  ) throws -> LedgerQuestion? {
    if let path = sources?.settingsPassedOver, !withoutLedger {
      throw Failure(
        "\(path): lies beside the index and names a consent ledger, which would not be asked; say --settings \(path) "
          + "in the place of --index, set NODIAL_SETTINGS, or say --without-ledger")
    }
    guard let settings = sources?.ledger, !withoutLedger else { return nil }
    guard let channel = policy.channel, let purpose = policy.purpose else {
      throw Failure(
        "\(settings.path): a consent is for a purpose and a channel; say --purpose NAME and --channel voice, sms, "
          + "whatsapp or fax, or --without-ledger")
    }
    let usual = KeyArguments.usualPaths
    guard let keyPath = settings.keyPath ?? (usual.count == 1 ? usual[0] : nil) else {
      throw Failure(
        "\(settings.path): needs its key; write key = \"FILE\" under [ledger] in the settings")
    }
    let key = try LedgerKey(path: keyPath)
    let ledger = try Ledger(path: settings.path, key: key)
    guard let name = brand ?? settings.brand else {
      throw Failure(
        "\(settings.path): nothing says which brand contacts; say --brand ID, or write brand = \"ID\" under [ledger]"
      )
    }
    let scope = Scope(
      brand: try ledger.register.id(.brand, name, of: settings.path),
      purpose: try ledger.register.id(.purpose, purpose, of: settings.path), channel: channel)
    return LedgerQuestion(
      ledger: ledger, key: key, scope: scope, brand: name, audience: try audienceValue(),
      policy: settings.policy)
  }
}

/// What a consent ledger is asked: who may be contacted by a brand, for a purpose, on a channel.
struct LedgerQuestion {
  let ledger: Ledger
  let key: LedgerKey
  let scope: Scope
  let brand: String
  let audience: ConsentPolicy.Audience
  let policy: ConsentPolicy

  /// The policy of verdicts, with what countries ask for.
  func requirements(_ other: VerdictPolicy) -> VerdictPolicy {
    var all = other
    all.consent = policy.requirements(channel: scope.channel, audience: audience)
    return all
  }
}

extension Register {
  /// The number of something that was declared.
  ///
  /// - Parameter path: The ledger, for the message.
  func id(_ kind: Kind, _ name: String, of path: String) throws -> Int64 {
    if let item = item(kind, name) { return item.id }
    let names = items(kind).map(\.name)
    let remedy =
      Spelling.nearest(to: name, in: names).map { "did you mean \"\($0)\"?" }
      ?? "declare it with nodial ledger apply"
    throw Failure("\(path): knows no \(kind.name) \"\(name)\"; \(remedy)")
  }
}
