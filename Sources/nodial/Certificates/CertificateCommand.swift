import ArgumentParser
import ConsentLedger
import Files
import Keys
import SettingsReading
import SuppressionLists

struct CertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Verify the certificate of a scrub.",
    discussion: """
      EXAMPLES
        nodial scrub leads.csv --output kept.csv --certificate certificate.json
        nodial certificate verify certificate.json --public-key 5c0e… \\
          --input leads.csv --output kept.csv
      """,
    subcommands: [Verify.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what a certificate proves, and what not.",
      discussion: """
        EXAMPLES
          nodial certificate verify certificate.json --public-key 5c0e… \\
            --input leads.csv --output kept.csv --index dnc.ndx
          nodial certificate verify certificate.json --settings nodial.toml --html page.html

        Nothing but the files that are named is needed, and no network. Each line begins with proven, open \
        (what would prove it is not named) or wrong.

        EXIT STATUS
          0   nothing is wrong
          1   something is, or it is no certificate
        """)

    @OptionGroup var ledger: LedgerArguments

    @Option(
      help: ArgumentHelp(
        "The public key by which it must be signed: what nodial key public prints.",
        valueName: "digits"))
    var publicKey: String?

    @Option(help: ArgumentHelp("The campaign that was scrubbed.", valueName: "file"))
    var input: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The kept rows.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("The rejected rows.", valueName: "file"))
    var rejected: String?

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("An index that was asked; may be repeated.", valueName: "file"))
    var index: [String] = []

    @Option(
      help: ArgumentHelp(
        "The key of an index; may be repeated. (default: those of the settings, and of NODIAL_KEY_FILE)",
        valueName: "file"))
    var indexKey: [String] = []

    @Option(
      help: ArgumentHelp(
        "Where a page for people goes, with the same and charts.", valueName: "file"))
    var html: String?

    @Argument(help: ArgumentHelp("The certificate.", valueName: "file"))
    var certificate: String

    func run() throws {
      let wanted = try publicKey.map { digits in
        guard let key = PublicKey(digits) else {
          throw ValidationError("--public-key has 64 digits, as nodial key public prints them")
        }
        return key
      }
      var names = OutputNames()
      let read = [certificate, input, output, rejected, ledger.keyPath, ledger.settingsPath]
      for path in read.compactMap({ $0 }) + index { names.read(path, role: "a file that is read") }
      if let html { try names.write(html) }
      let certificate = try Certificate(path: certificate)
      var verification = CertificateVerification(certificate)
      verification.verifySignature(wanted)
      if certificate.isSigned {
        verification.verifyCounts()
        try verification.verifyFiles(input: input, output: output, rejected: rejected)
        try verification.verifyIndexes(index, KeyRing(paths: indexKeys()))
        let isNamed = ledger.ledgerPath != nil || ledger.settingsPath != nil
        try verification.verifyLedger(isNamed ? try ledger.reader() : nil)
      }
      var lines = try StandardOutput()
      for finding in verification.findings { try lines.print("\(finding)") }
      try lines.flush()
      if let html {
        let page = CertificatePage(certificate, verification.findings, name: self.certificate)
        let file = try OutputFile(path: html)
        try file.write(Array(page.text.utf8).span)
        try file.publish(isSynced: false)
      }
      if verification.isWrong {
        throw Failure("\(self.certificate): does not hold, for what is wrong above")
      }
    }

    /// The keys of indexes that are at hand.
    private func indexKeys() throws -> [String] {
      if !indexKey.isEmpty { return indexKey }
      let ofSettings =
        try ledger.settingsPath.map { path in
          try SettingsDocument(path: path).indexes().compactMap(\.keyPath)
        } ?? []
      let typed = ledger.ledgerPath == nil ? [ledger.keyPath].compactMap { $0 } : []
      return ofSettings + typed + KeyArguments.usualPaths
    }
  }
}
