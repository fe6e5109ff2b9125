import ArgumentParser
import ConsentLedger
import PhoneNumbers
import Pipelines
import SettingsReading
import SuppressionLists
import Texts

/// What is said of an act: shared by all commands that enter one.
struct ActArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The brand. (default: of a consent that of the settings, else all)", valueName: "id"))
  var brand: String?

  @Option(help: ArgumentHelp("The purpose, as it was declared.", valueName: "id"))
  var purpose: String?

  @Option(
    help: ArgumentHelp(
      "The channels: voice, sms, whatsapp, fax, separated by commas.", valueName: "names"))
  var channel: String?

  @Option(
    help: ArgumentHelp(
      "When it happened: 2026-11-20T10:11:12Z, or a day. (default: now)", valueName: "time"))
  var occurred: String?

  @Option(
    help: ArgumentHelp(
      "How: \(ConsentAct.ways.joined(separator: ", ")).", valueName: "way"))
  var via: String?

  @Option(
    help: ArgumentHelp(
      "What shows it, as NAME=TEXT: act (tick, button, spoken, signed, …), wording, request_id, ip, agent, url, "
        + "certificate, evidence_file, notice, language, campaign, …; may be repeated.",
      valueName: "name=text"))
  var evidence: [String] = []

  @Option(help: ArgumentHelp("Why, in words that name nobody.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp("Who enters it: agent:ID, system:ID. (default: the login)", valueName: "who")
  )
  var actor: String?

  @Option(help: ArgumentHelp("The region of national numbers: US, GB, …", valueName: "code"))
  var region: String?

  /// An act of nobody yet.
  func template(_ kind: EventKind, now: Moment, settings: LedgerSettings) throws -> ConsentAct {
    var act = ConsentAct(kind: kind, number: 0)
    // What forbids is about all brands, unless one is typed.
    act.brand = brand ?? (kind.isPermitting ? settings.brand : nil)
    act.purpose = purpose
    act.channels = try channels()
    // What forbids, and nobody says when, is of the moment of recording.
    act.occurred =
      try Self.moment(occurred, option: "--occurred", isForbidding: kind.isForbidding)
      ?? (kind.isForbidding ? nil : now)
    act.evidence = try Self.texts(
      evidence: evidence, via: via, reason: reason, actor: actor ?? Login.actor)
    return act
  }

  private func channels() throws -> ListChannels {
    var channels: ListChannels = []
    guard let channel else { return channels }
    for name in channel.split(whereSeparator: { ", ".contains($0) }) {
      channels.insert(try Values.channel(String(name)))
    }
    guard !channels.isEmpty else {
      throw ValidationError("--channel names none; leave it out for all of them")
    }
    return channels
  }

  static func moment(
    _ text: String?, option: String, isForbidding: Bool = false
  ) throws -> Moment? {
    guard let text else { return nil }
    guard let moment = isForbidding ? Moment(forbidding: text) : Moment(text) else {
      throw ValidationError(
        "\(option) cannot be \"\(text)\"; write 2026-11-20T10:11:12Z or 2026-11-20")
    }
    return moment
  }

  /// True of a text with a number in it, as it is written for the whole world.
  static func namesNumber(_ text: String) -> Bool {
    let answer = Normalizer(region: nil).normalize(Array(text.utf8).span)
    return answer.number != nil && answer.grade >= .possible
  }

  /// What is said of an act besides, each thing once.
  static func texts(
    evidence: [String], via: String?, reason: String?, actor: String?
  ) throws -> [(name: String, text: String)] {
    var texts: [(name: String, text: String)] = []
    for (place, pair) in evidence.enumerated() {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard parts.count == 2, !parts[1].isEmpty, ConsentAct.evidenceNames.contains(name) else {
        // What shows it is nobody else's business, so it is not repeated.
        let guess = Spelling.nearest(to: name, in: ConsentAct.evidenceNames)
        throw ValidationError(
          "--evidence number \(place + 1) is not NAME=TEXT; "
            + (guess.map { "did you mean \($0)=TEXT?" }
              ?? "the names are " + ConsentAct.evidenceNames.joined(separator: ", ")))
      }
      texts.append((name, String(parts[1])))
    }
    if let via {
      guard ConsentAct.ways.contains(via) else {
        throw ValidationError(
          "--via cannot be \"\(via)\"; it is one of \(ConsentAct.ways.joined(separator: ", "))")
      }
      texts.append(("via", via))
    }
    // What is said in words is shown to others than what is said of a person.
    for (name, text) in [("reason", reason), ("actor", actor)] {
      guard let text, namesNumber(text) else { continue }
      throw ValidationError("--\(name) names a number; say it in words that name nobody")
    }
    if let reason { texts.append(("reason", reason)) }
    if let actor { texts.append(("actor", actor)) }
    for (place, text) in texts.enumerated()
    where texts[..<place].contains(where: { $0.name == text.name }) {
      throw ValidationError("\(text.name) is said twice; say it once")
    }
    return texts
  }
}
