import ConsentLedger
import Pipelines
import SuppressionLists
import Texts

/// The columns of files of consents: the same for import and export.
enum ConsentColumns {
  static let all =
    ["number", "region", "decision", "brand", "purpose", "channel", "occurred", "until", "batch"]
    + ConsentAct.evidenceNames + ["relationship_until", "imported", "lifts_objection"]

  /// How headers begin, without signs, that tell when a consent ends.
  static let endNames = [
    "until", "valid", "expir", "ends", "enddate", "gueltigbis", "gültigbis", "fin", "caduc",
    "scadenza",
    "vence", "geldigtot",
  ]

  /// True for a column that an import wrote itself.
  static func isOfResult(_ header: String) -> Bool { header.hasPrefix("nodial_") }

  /// What decisions are called in English, German, French, Spanish, Italian and Dutch: in lower case, without accents and
  /// signs.
  static let words: [(kind: EventKind, words: [String])] = [
    (
      .grant,
      [
        "grant", "granted", "optin", "optedin", "consent", "consented", "subscribed", "given",
        "einwilligung", "eingewilligt", "zugestimmt", "zustimmung", "erteilt", "angemeldet",
        "consenti", "consentement", "accorde", "accepte", "inscrit", "consentido", "otorgado",
        "aceptado", "consentimiento", "consenso", "consentito", "accettato", "toestemming",
        "toegestaan", "aangemeld",
      ]
    ),
    (
      .confirm,
      [
        "confirm", "confirmed", "doubleoptin", "bestatigt", "confirme", "confirmado", "confermato",
        "bevestigd",
      ]
    ),
    (
      .refuse,
      [
        "refuse", "refused", "declined", "denied", "abgelehnt", "verweigert", "refuse", "rechazado",
        "rifiutato", "geweigerd",
      ]
    ),
    (
      .withdraw,
      [
        "withdraw", "withdrawn", "optout", "optedout", "unsubscribe", "unsubscribed", "stop",
        "revoked", "widerrufen", "widerruf", "abgemeldet", "retire", "desinscrit", "desabonne",
        "retirado", "revocado", "baja", "revocato", "ritirato", "disiscritto", "ingetrokken",
        "afgemeld",
      ]
    ),
    (
      .object,
      [
        "object", "objected", "objection", "donotcall", "dnc", "donotcontact", "blocked",
        "widerspruch", "widersprochen", "gesperrt", "werbesperre", "opposition", "oppose",
        "oposicion", "opuesto", "opposizione", "bezwaar", "geblokkeerd",
      ]
    ),
    (.relationship, ["relationship", "customer", "kunde", "client", "cliente", "klant"]),
    (.use, ["use", "used"]), (.reassign, ["reassign", "reassigned"]),
    (.restrict, ["restrict", "restricted"]), (.release, ["release", "released"]),
    (.revoke, ["revoke"]), (.invalidate, ["invalidate", "invalid"]), (.review, ["review"]),
  ]

  /// What a flag means; nil of what is none.
  static func flag(_ text: String) -> Bool? {
    switch letters(of: text) {
    case "yes", "y", "true", "t", "ja", "j", "oui", "si", "wahr", "vrai", "x": true
    case "no", "n", "false", "f", "nein", "nee", "non", "falsch", "faux": false
    case "" where text == "1": true
    case "" where text == "0": false
    default: nil
    }
  }

  /// The kind that a decision means, or each of its words; nil of an unknown one, and of words that contradict each other.
  static func kind(_ text: String) -> EventKind? {
    if let kind = kind(ofWord: text) { return kind }
    let kinds = text.split { !$0.isLetter }.map { kind(ofWord: String($0)) }
    guard let first = kinds.first, kinds.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  private static func kind(ofWord text: String) -> EventKind? {
    let word = letters(of: text)
    return words.first { $0.words.contains(word) }?.kind
  }

  /// The letters of a word in lower case, without accents.
  private static func letters(of text: String) -> String {
    HeaderText.folded(text).filter { $0.isASCII && $0.isLetter }
  }

  /// The channels of a cell: names separated by commas, semicolons, bars or spaces; nil if one is unknown.
  static func channels(_ text: String) -> ListChannels? {
    var channels: ListChannels = []
    for part in text.lowercased().split(whereSeparator: { ",;| ".contains($0) }) {
      switch part {
      case "phone", "call", "calls", "telephone", "telefon", "anruf", "téléphone", "appel",
        "teléfono",
        "telefono", "llamada", "chiamata", "telefoon":
        channels.insert(.voice)
      case "text", "mms": channels.insert(.sms)
      case "all": return []
      default:
        guard let channel = ListChannels(name: part) else { return nil }
        channels.insert(channel)
      }
    }
    return channels
  }
}
