import Files
import FoundationEssentials
import Keys
import Texts

/// What a scrub did, signed: two lines, so that any tool can verify the first by the second.
///
/// ```
///   {"certificate":1,"event":17,"scrub":{…}}                          what is signed, without its line feed
///   {"algorithm":"Ed25519","publicKey":"5c0e…","signature":"a1f0…"}
/// ```
struct Certificate {
  /// The line that is signed.
  let line: String
  let publicKey: PublicKey
  let signature: [UInt8]
  let statement: Statement
  /// The report as it stands in ``line``, byte for byte, as the ledger's event has it.
  let reportText: String

  struct Statement: Codable {
    var certificate: Int
    /// The ledger's event of the scrub; nil if no ledger was asked.
    var event: Int64?
    var scrub: ScrubReport
  }

  private struct Seal: Codable {
    var algorithm: String
    var publicKey: String
    var signature: String
  }

  private static let version = 1
  private static let algorithm = "Ed25519"

  /// The file of a certificate.
  ///
  /// - Parameter report: The line of the report, as the event has it.
  static func text(_ report: String, event: Int64?, signedBy key: SigningKey) throws -> String {
    let place = event.map { "\"event\":\($0)," } ?? ""
    let line = "{\"certificate\":\(version),\(place)\"scrub\":\(report)}"
    let signature = try key.sign(Array(line.utf8))
    let seal = Seal(
      algorithm: algorithm, publicKey: "\(key.publicKey)",
      signature: Hexadecimal.text(signature))
    return line + "\n" + JSONText.line(seal) + "\n"
  }

  /// Reads a certificate; whether its signature holds is for ``isSigned`` to say.
  private static let reportMark = "\"scrub\":"

  init(path: String) throws {
    let fault = Failure(
      "\(path): is no certificate of a scrub, or not whole; those are two lines, as scrub --certificate writes them"
    )
    let text = try TextFile.text(path)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty else { throw fault }
    let decoder = JSONDecoder()
    line = String(lines[0])
    guard let statement = try? decoder.decode(Statement.self, from: Data(lines[0].utf8)),
      let seal = try? decoder.decode(Seal.self, from: Data(lines[1].utf8)),
      let publicKey = PublicKey(seal.publicKey), let signature = Hexadecimal.bytes(seal.signature),
      let head = line.text(before: Self.reportMark)
    else { throw fault }
    // The one way to write it: of two fields of one name, other readers might see the other.
    guard JSONText.line(statement) == line, JSONText.line(seal) == String(lines[1]) else {
      throw fault
    }
    guard statement.certificate == Self.version, seal.algorithm == Self.algorithm else {
      throw Failure(
        "\(path): is a certificate of version \(statement.certificate), which a later nodial has made; use that one"
      )
    }
    self.statement = statement
    self.publicKey = publicKey
    self.signature = signature
    reportText = String(line.dropFirst(head.count + Self.reportMark.count).dropLast())
  }

  var isSigned: Bool { publicKey.hasSigned(Array(line.utf8), signature: signature) }
}
