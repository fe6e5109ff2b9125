import PhoneNumbers
import SuppressionLists

/// The region of national numbers in campaigns where no option says it: that of the settings, else that of the
/// indexes.
struct UsualRegion {
  let region: Region?
  /// Where it comes from: `settings` or `index`.
  let reason: String

  init(_ sources: IndexArguments.Sources?, _ indexes: SuppressionIndexes?) {
    region = sources?.region ?? indexes.flatMap { Region($0.region) }
    reason = sources?.region == nil ? "index" : "settings"
  }

  /// The same, for messages.
  var source: String { "from the \(reason)" }

  /// Says that no region comes from the indexes, if they are of several.
  func warn(about indexes: SuppressionIndexes, _ messages: Messages) {
    if region == nil { messages.warn(aboutRegionsOf: indexes) }
  }
}
