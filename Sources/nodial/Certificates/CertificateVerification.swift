import ConsentLedger
import Files
import Keys
import SuppressionLists
import Verdicts

/// What a certificate proves, held against what is there.
struct CertificateVerification {
  enum Finding: CustomStringConvertible {
    case proven(String)
    /// Neither proven nor wrong, and what would prove it.
    case open(String)
    case wrong(String)

    var word: String {
      switch self {
      case .proven: "proven"
      case .open: "open"
      case .wrong: "wrong"
      }
    }

    var text: String {
      switch self {
      case .proven(let text), .open(let text), .wrong(let text): text
      }
    }

    /// One line, whatever names and texts are in it.
    var description: String { "\(word): \(shown)" }
    var shown: String { CarriedBytes.shown(text) }
  }

  private(set) var findings: [Finding] = []
  private let certificate: Certificate
  private var report: ScrubReport { certificate.statement.scrub }

  init(_ certificate: Certificate) { self.certificate = certificate }

  var isWrong: Bool {
    findings.contains { finding in
      if case .wrong = finding { true } else { false }
    }
  }

  // MARK: What it says of itself

  mutating func verifySignature(_ wanted: PublicKey?) {
    guard certificate.isSigned else {
      findings.append(
        .wrong("it is not signed by the key that it names, so that it proves nothing"))
      return
    }
    let key = certificate.publicKey
    switch wanted {
    case key: findings.append(.proven("the key \(key) has signed it as it stands"))
    case nil:
      findings.append(.proven("a key has signed it as it stands: \(key)"))
      findings.append(.open("whose key that is; say --public-key with what the signer publishes"))
    default: findings.append(.wrong("the key \(key) has signed it, and not the one that is wanted"))
    }
  }

  /// Every row has one outcome.
  mutating func verifyCounts() {
    var sum = 0
    var isCountable = CalendarDate(report.callDate) != nil && Moment(report.started) != nil
    for count in report.outcomes.values {
      let (total, isTooMuch) = sum.addingReportingOverflow(count)
      sum = total
      if isTooMuch || count < 0 { isCountable = false }
    }
    for list in report.askedIndexes.flatMap(\.lists)
    where list.blockedRowCount < 0 || list.blockedRowCount > max(0, report.rowCount) {
      isCountable = false
    }
    guard isCountable else {
      findings.append(.wrong("its counts or days cannot be: nothing was counted so"))
      return
    }
    let parts = report.outcomes.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    guard sum == report.rowCount else {
      findings.append(.wrong("\(report.rowCount) rows, and outcomes of \(sum): \(parts)"))
      return
    }
    findings.append(
      .proven(
        "the signer says: on \(report.started), \(report.rowCount) rows were scrubbed for contact on \(report.callDate)\(scopeText): "
          + parts))
    let stale = report.askedIndexes.flatMap(\.lists).filter { $0.isStale && $0.applies }.map(\.id)
    if !stale.isEmpty {
      findings.append(
        .proven("lists that were too old by then cleared nobody: " + stale.joined(separator: ", ")))
    }
    if report.isWithoutLedger == true {
      findings.append(.open("who consented or objected: the scrub was told not to ask the ledger"))
    }
  }

  /// `, by voice, for offers`.
  private var scopeText: String {
    [report.channel.map { ", by \($0)" }, report.purpose.map { ", for \($0)" }].compactMap { $0 }
      .joined()
  }

  // MARK: Files

  mutating func verifyFiles(input: String?, output: String?, rejected: String?) throws {
    try verify(report.input, input, "the campaign that was scrubbed", "--input")
    try verify(report.output, output, "the kept rows", "--output")
    if let file = report.rejected {
      try verify(file, rejected, "the rejected rows", "--rejected")
    } else if let rejected {
      findings.append(.wrong("\(rejected): the scrub wrote no rejected rows"))
    }
  }

  private mutating func verify(
    _ file: ScrubReport.File, _ path: String?, _ role: String, _ option: String
  ) throws {
    guard let path else {
      findings.append(.open("\(role): say \(option)"))
      return
    }
    let found = try FileHash(path: path)
    guard found.byteCount == file.byteCount, found.hash.description == file.sha256 else {
      findings.append(.wrong("\(path): is not \(role), or has been changed since"))
      return
    }
    findings.append(.proven("\(path): is \(role), byte for byte (SHA-256 \(found.hash))"))
  }

  // MARK: Lists

  mutating func verifyIndexes(_ paths: [String], _ keys: KeyRing) throws {
    var asked = report.askedIndexes
    for path in paths {
      let index: SuppressionIndex
      let hash: Hash
      do throws(IndexError) {
        index = try SuppressionIndex(path: path, keys: keys)
        try index.verify()
        hash = try index.hash()
      } catch {
        // Without its key, an index tells nothing.
        if let name = SuppressionIndex.keyName(path: path), keys.isMissing(name) {
          findings.append(.open("\(path): needs its key; say --index-key"))
        } else {
          findings.append(.wrong("\(error.sentence)"))
        }
        continue
      }
      let place = asked.firstIndex { said in
        said.headerXXH3 == index.digest.description && said.sha256 == hash.description
          && said.byteCount == index.byteCount
      }
      guard let place else {
        findings.append(.wrong("\(path): is none of the indexes that were asked"))
        continue
      }
      guard isSame(asked.remove(at: place).lists, index.lists) else {
        findings.append(
          .wrong("\(path): was asked, and its lists or their days are not those that are named"))
        continue
      }
      let lists = index.lists.map { list in
        list.id + (list.versionDate.map { " of \($0)" } ?? "")
      }
      findings.append(
        .proven(
          "\(path): was asked, byte for byte (SHA-256 \(hash)): " + lists.joined(separator: ", ")))
    }
    for index in asked { findings.append(.open("the lists of \(index.path): say --index")) }
  }

  /// True if lists are those of an index, as fresh as is said.
  private func isSame(_ said: [ScrubReport.List], _ lists: [SuppressionList]) -> Bool {
    guard said.count == lists.count, let day = CalendarDate(report.callDate) else { return false }
    var policy = VerdictPolicy(callDate: day, purpose: report.purpose)
    policy.channel = ListChannels.named.first { $0.name == report.channel }?.channel
    return zip(said, lists).allSatisfy { said, list in
      let own = ScrubReport.List(
        list, isKeyed: said.sourceXXH3 == nil, policy: policy,
        blockedRowCount: said.blockedRowCount)
      return JSONText.line(own) == JSONText.line(said)
    }
  }

  // MARK: The ledger

  mutating func verifyLedger(_ ledger: Ledger?) throws {
    guard let said = report.ledger else {
      if ledger != nil { findings.append(.wrong("the scrub asked no ledger")) }
      return
    }
    guard let ledger else {
      findings.append(
        .open("who consented or objected then: say --ledger with --key, or --settings"))
      return
    }
    guard said.id == Hexadecimal.text(ledger.id) else {
      findings.append(.wrong("\(ledger.path): is not the ledger that was asked"))
      return
    }
    guard try ledger.sealHash(ofSize: said.size)?.description == said.head else {
      findings.append(
        .wrong("\(ledger.path): has never been as the scrub saw it, up to event \(said.size)"))
      return
    }
    findings.append(
      .proven(
        "\(ledger.path): has the seal of event \(said.size), which the scrub saw; whether all that it seals is there still, "
          + "nodial ledger verify says"))
    guard let seq = certificate.statement.event else {
      findings.append(.open("an event of the ledger: it has none"))
      return
    }
    guard let event = try ledger.operation(seq), event.kind == .scrub,
      event["report"] == certificate.reportText
    else {
      findings.append(
        .wrong("\(ledger.path): event \(seq) does not say of the scrub what this says"))
      return
    }
    findings.append(
      .proven("\(ledger.path): says the same in event \(seq), recorded at \(event.at)"))
  }
}
