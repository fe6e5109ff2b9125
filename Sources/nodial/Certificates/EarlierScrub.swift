import Files
import Keys
import SuppressionLists

/// A scrub whose kept rows are scrubbed again, for whoever is blocked since: that of `--since`.
struct EarlierScrub {
  /// The file of its certificate.
  private let path: String
  private let certificate: Certificate
  private var report: ScrubReport { certificate.statement.scrub }

  init(certificate path: String) throws {
    self.path = path
    certificate = try Certificate(path: path)
    guard certificate.isSigned else {
      throw Failure(
        "\(path): is not signed by the key that it names; use the certificate as it was written")
    }
  }

  /// Refuses a campaign that is not its output.
  func checkOutput(_ campaign: String) throws {
    guard try FileHash(path: campaign).hash.description == report.output.sha256 else {
      throw Failure(
        "\(campaign): is not the output that \(path) certifies; scrub that, byte for byte as it was written"
      )
    }
  }

  /// Refuses a question that asks less than it did: whoever was kept then would be kept for that alone.
  func checkQuestion(channel: String?, purpose: String?, withoutLedger: Bool) throws {
    func fail(_ what: String) -> Failure {
      Failure(
        "\(path): was made \(what); --since asks the same again: say so, or scrub the whole campaign"
      )
    }
    if report.channel != channel { throw fail("for the channel \(report.channel ?? "any")") }
    if report.purpose != purpose { throw fail("for the purpose \(report.purpose ?? "any")") }
    if report.ledger != nil, withoutLedger { throw fail("with a consent ledger") }
  }

  /// Refuses the certificate of another signer.
  func checkSigner(_ key: PublicKey) throws {
    guard key == certificate.publicKey else {
      throw Failure(
        "\(path): is signed by \(certificate.publicKey), and not by the key that is named with --signing-key"
      )
    }
  }

  /// Refuses indexes that lack one of the lists that it asked.
  func checkLists(_ lists: [SuppressionList]) throws {
    let missing = report.askedIndexes.flatMap(\.lists).map(\.id)
      .filter { id in !lists.contains { $0.id == id } }
    guard missing.isEmpty else {
      throw Failure(
        "\(path): asked lists that are not asked now: \(missing.joined(separator: ", ")); name their indexes too"
      )
    }
  }
}
