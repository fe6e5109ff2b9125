import ConsentLedger
import Pipelines
import SuppressionLists

/// The columns of files of consents: the same for import and export.
enum ConsentColumns {
  static let all =
    ["number", "region", "decision", "brand", "purpose", "channel", "occurred", "until", "batch"]
    + ConsentAct.evidenceNames + ["relationship_until", "imported", "lifts_objection"]

  /// What decisions are called, in lower case and without signs.
  static let words: [(kind: EventKind, words: [String])] = [
    (
      .grant,
      ["grant", "granted", "optin", "optedin", "consent", "consented", "subscribed", "given"]
    ),
    (.confirm, ["confirm", "confirmed", "doubleoptin"]),
    (.refuse, ["refuse", "refused", "declined", "denied"]),
    (
      .withdraw,
      [
        "withdraw", "withdrawn", "optout", "optedout", "unsubscribe", "unsubscribed", "stop",
        "revoked",
      ]
    ),
    (.object, ["object", "objected", "objection", "donotcall", "dnc", "donotcontact", "blocked"]),
    (.relationship, ["relationship", "customer"]),
    (.use, ["use", "used"]), (.reassign, ["reassign", "reassigned"]),
    (.restrict, ["restrict", "restricted"]), (.release, ["release", "released"]),
    (.revoke, ["revoke"]), (.invalidate, ["invalidate", "invalid"]), (.review, ["review"]),
  ]

  /// The kind that a word of a decision means; nil of an unknown one.
  static func kind(_ text: String) -> EventKind? {
    var word = ""
    for scalar in text.unicodeScalars where scalar.isASCII && scalar.properties.isAlphabetic {
      word.unicodeScalars.append(scalar)
    }
    word = word.lowercased()
    return words.first { $0.words.contains(word) }?.kind
  }

  /// The channels of a cell: names separated by commas, semicolons, bars or spaces; nil if one is unknown.
  static func channels(_ text: String) -> ListChannels? {
    var channels: ListChannels = []
    for part in text.lowercased().split(whereSeparator: { ",;| ".contains($0) }) {
      switch part {
      case "phone", "call", "telephone": channels.insert(.voice)
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
