import ListReading
import Pipelines
import Rebuilding
import SuppressionLists

/// What a rebuild says on standard error.
struct RebuildMessages {
  private let messages: Messages
  private let indexPath: String

  init(_ messages: Messages, indexPath: String) {
    self.messages = messages
    self.indexPath = indexPath
  }

  func tell(_ event: Rebuild.Event) {
    switch event {
    case .planned(let plan):
      for list in plan.lists {
        for note in list.notes {
          let text = "list \(list.id): \(note.text)"
          if note.isWarning { messages.warn(text) } else { messages.note(text) }
        }
      }
    case .reading(let event): tell(event)
    }
  }

  /// What a build says as well, but for what the plan has said already.
  private func tell(_ event: ListReader.Event) {
    switch event {
    case .recognized(let list, let path, let recognition):
      var text = "\(path): list \(list), format \(recognition.format.name)"
      if recognition.role == .change { text += ", changes" }
      if !recognition.columnNames.isEmpty {
        text += ", column \(HeaderNames.shown(recognition.columnNames))"
      }
      text += recognition.columns.region.map { ", region \($0.code)" } ?? ", no region"
      messages.note(text)
      if let column = recognition.unmappedActions {
        messages.warn(
          "\(path): column \(HeaderNames.shown(column)) seems to say what is added and what is "
            + "deleted; all rows are read as additions unless the settings of list \(list) say "
            + "action = … under [list.columns]")
      }
    case .regionChecked(_, let path, let check, let region):
      messages.warn(about: check, file: path, region: region)
    case .unreadable(let list, let path, let count, let rowCount, let firstRows):
      messages.warn(
        aboutUnreadable: firstRows, count: count, rowCount: rowCount, of: list, file: path)
    case .read(_, let path, let role, let counts):
      messages.tell(counts, of: role, about: path)
    case .areasOfRows(let list, let path, let count):
      messages.warn(
        aboutAreasOfRows: count, of: list, file: path, remedy: "covers = [\"1\"] for the list")
    case .foreignArea(let list, let path, let areaCode):
      messages.warn(aboutAreaCode: areaCode, of: list, file: path)
    case .workbook(let list, let path, let sheet, let unread):
      messages.tell(
        sheet: sheet, unread: unread, of: path,
        remedy: "sheet = \"…\" in the settings of list \(list)")
    case .passedOver(let list, let path):
      messages.warn(aboutPassedOver: path, of: list)
    // The plan tells of files without a day, and a gate of lists without numbers.
    case .undated, .empty: break
    case .columnFindings(let list, let path, let findings, let read):
      let remedies = ColumnRemedies(form: .settings(id: list))
      for finding in findings {
        messages.warn(remedies.warning(finding, read: read, file: path))
      }
    }
  }

  func tell(_ outcome: Rebuild.Summary, seconds: Double) {
    for plan in outcome.plan.lists {
      guard let list = outcome.lists.first(where: { $0.id == plan.id }) else { continue }
      let former = outcome.formerLists.first { $0.id == plan.id }
      messages.note(
        "\(list.versionedID) (\(list.kind.name)): \(Self.text(of: plan)), "
          + Self.counts(from: former?.numberCount, to: list.numberCount)
          + Self.text(of: outcome.losses[plan.id]))
    }
    for finding in outcome.findings {
      if finding.isAccepted {
        messages.warn("accepted: \(finding)")
      } else {
        Messages.say("refused: \(finding)")
      }
    }
    switch outcome.ending {
    case .unchanged:
      messages.note("\(indexPath): unchanged, for there is nothing new")
    case .switched:
      messages.note(
        "\(indexPath): \(outcome.numberCount) numbers, \(outcome.byteCount) bytes, "
          + "\(Text.decimal(seconds)) s")
      if let kept = outcome.kept { messages.note("\(kept): the index before it") }
    case .trial: messages.note("\(indexPath): not replaced, for this was a dry run")
    case .refused: break
    }
  }

  private static func text(of plan: ListPlan) -> String {
    switch plan.decision {
    case .unchanged: "unchanged"
    case .extended: "extended by \(names(plan))"
    case .reread: "read from \(names(plan))"
    case .carried: "kept as it was"
    case .skipped: "left out"
    }
  }

  private static func text(of loss: ListLoss?) -> String {
    guard let loss else { return "" }
    return (loss.lostNumberCount > 0 ? ", \(loss.lostNumberCount) of the former gone" : "")
      + (loss.lostRangeCount > 0 ? ", \(loss.lostRangeCount) of the former ranges gone" : "")
  }

  private static func names(_ plan: ListPlan) -> String {
    let names = plan.files.map(\.name)
    return names.count <= 3
      ? names.joined(separator: ", ") : "\(names[0]), \(names[1]) and \(names.count - 2) more"
  }

  private static func counts(from former: Int?, to count: Int) -> String {
    guard let former, former != count else { return "\(count) numbers" }
    return "\(former) → \(count) numbers"
  }
}
