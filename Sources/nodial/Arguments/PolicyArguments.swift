import ArgumentParser
import Pipelines
import SuppressionLists
import Texts
import Verdicts

/// What the calls are for: shared by `scrub` and `check`.
struct PolicyArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The day of the calls, YYYY-MM-DD: no list may be older then than its maximum age. (default: "
        + "today, in UTC)",
      valueName: "date"))
  var callDate: String?

  @Option(
    help: ArgumentHelp(
      "How people will be contacted: voice, sms, whatsapp or fax. Lists that name other channels do "
        + "not apply. (default: all lists apply)",
      valueName: "name"))
  var channel: String?

  @Option(
    help: ArgumentHelp(
      "What for, as the lists name it. Lists that name other purposes do not apply. (default: all "
        + "lists apply)",
      valueName: "name"))
  var purpose: String?

  func validate() throws {
    _ = try policy()
  }

  func policy() throws -> VerdictPolicy {
    guard purpose != "" else {
      throw ValidationError("--purpose is empty; name one or leave it out")
    }
    return VerdictPolicy(
      callDate: try Values.date(callDate) ?? Clock.now.day,
      channel: try channel.map { try Values.channel($0) }, purpose: purpose)
  }

  /// Warns of what makes the policy other than it was perhaps meant.
  ///
  /// - Parameter isOfLedger: The purpose is one that a ledger knows.
  func warn(
    about indexes: SuppressionIndexes, isOfLedger: Bool = false, _ messages: Messages
  ) throws {
    let policy = try policy()
    let known = Set(indexes.lists.flatMap(\.purposes)).sorted()
    if let purpose, !isOfLedger, !known.contains(purpose) {
      let remedy =
        Spelling.nearest(to: purpose, in: known).map { "did you mean \"\($0)\"?" }
        ?? (known.isEmpty ? "no list names any" : "the lists name \(known.joined(separator: ", "))")
      messages.warn("no list names the purpose \"\(purpose)\"; \(remedy)")
    }
    if !indexes.lists.isEmpty && !indexes.lists.contains(where: policy.applies) {
      messages.warn(
        "no list of the \(indexes.noun) applies, so "
          + (isOfLedger ? "the ledger alone decides" : "nothing is blocked")
          + "; check --channel and --purpose against `nodial inspect`")
    }
    for list in indexes.lists where list.numberCount == 0 && list.rangeCount == 0 {
      messages.warn(
        "list \(list.versionedID) of the \(indexes.noun) is empty, so it blocks nothing")
    }
    for list in indexes.lists where policy.applies(list) {
      // One day may be the difference of time zones.
      if let age = list.age(on: policy.callDate), age < -1 {
        messages.warn(
          "list \(list.versionedID) is dated \(-age) days after the calls; check its date and "
            + "--call-date")
      }
    }
  }
}

extension SuppressionIndexes {
  /// `index`, or `indexes` if there are several.
  fileprivate var noun: String { indexes.count == 1 ? "index" : "indexes" }
}
