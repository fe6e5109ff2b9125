import ArgumentParser
import ConsentLedger
import Files
import Keys
import Pipelines
import SettingsReading
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
      // What is wrong with them is said first.
      _ = try SettingsDocument(path: path).ledger()
      throw Failure(
        "\(path): lies beside the index and names a consent ledger, which would not be asked; say --settings \(path) "
          + "in the place of --index, set NODIAL_SETTINGS, or say --without-ledger")
    }
    guard let settings = sources?.ledger, !withoutLedger else { return nil }
    let audience = try audienceValue()
    do throws(LedgerRequestError) {
      return try LedgerRequest(
        settings, brand: brand, purpose: policy.purpose, channel: policy.channel,
        audience: audience, otherKeyPaths: KeyArguments.usualPaths
      ).question()
    } catch {
      throw failure(error)
    }
  }

  /// What the program says: the option that settles it.
  private func failure(_ error: LedgerRequestError) -> any Error {
    switch error {
    case .ledger(let error): error
    case .key(let error): error
    case .unknown: Failure(error.description)
    case .noContact(let path):
      Failure(
        "\(path): a consent is for a purpose and a channel; say --purpose NAME and --channel voice, sms, "
          + "whatsapp or fax, or --without-ledger")
    case .noKey(let path):
      Failure("\(path): needs its key; write key = \"FILE\" under [ledger] in the settings")
    case .noBrand(let path):
      Failure(
        "\(path): nothing says which brand contacts; say --brand ID, or write brand = \"ID\" under [ledger]"
      )
    }
  }
}

extension Register {
  /// The number of something that was declared.
  ///
  /// - Parameter path: The ledger, for the message.
  func id(_ kind: Kind, _ name: String, of path: String) throws -> Int64 {
    if let item = item(kind, name) { return item.id }
    throw Failure(LedgerRequestError.unknown(kind, name, self, path: path).description)
  }
}
