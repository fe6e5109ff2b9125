import PhoneNumbers
import Pipelines

/// Words what is to be done about columns that are not read, as each command takes it.
struct ColumnRemedies {
  /// How the command is told.
  enum Form {
    /// `--column NAME`, `--ignore-column NAME`.
    case campaign
    /// `--column ID=NAME`, `--ignore-column ID=NAME`.
    case list(id: String)
    /// `column = […]`, `ignore_columns = […]`.
    case settings(id: String)
  }

  let form: Form

  /// Why the file is refused, and the two ways out.
  func refusal(_ findings: [ColumnFinding], read: [String], file: String) -> String {
    "\(file): \(Self.subject(findings)) and would not be read; \(remedy(findings, read: read))"
  }

  /// What is to be said of one column that is passed over.
  func warning(_ finding: ColumnFinding, read: [String], file: String) -> String {
    let name = "column \"\(HeaderNames.shown(finding.name))\""
    let cells = "\(finding.numberCount) of the \(finding.filledCount) cells looked at"
    let ways = remedy([finding], read: read)
    return switch finding.kind {
    case .numbers: "\(file): \(name) holds phone numbers (\(cells)) and is not read; \(ways)"
    case .perhaps:
      "\(file): \(name) holds what may be phone numbers (\(cells)) and is not read; \(ways)"
    case .someNumbers:
      "\(file): \(name) holds some phone numbers (\(cells)) and is not read; \(ways)"
    case .flags, .noNumbers:
      "\(file): \(name) is not read: its header says phone, but its cells are "
        + (finding.kind == .flags ? "answers of yes or no" : "no numbers") + "; \(ways)"
    case .refusals: "\(file): \(name) says yes or no and is not read; \(refusalsRemedy(finding))"
    }
  }

  private func refusalsRemedy(_ finding: ColumnFinding) -> String {
    switch form {
    case .campaign:
      "rows that it says not to call are kept all the same; remove them, or say "
        + option("--ignore-column", finding.handle)
    case .list(let id):
      "the rows of both are listed; if it says who is listed, say --map "
        + Self.quoted("\(id)=status:\(finding.handle)") + ", else "
        + option("--ignore-column", finding.handle)
    case .settings(let id):
      "the rows of both are listed; if it says who is listed, set status = "
        + "\(Self.toml(finding.handle)) under [list.columns] of list \(id), else ignore_columns = "
        + "[\(Self.toml(finding.handle))]"
    }
  }

  private static func subject(_ findings: [ColumnFinding]) -> String {
    guard findings.count > 1 else {
      let finding = findings[0]
      return "column \"\(HeaderNames.shown(finding.name))\" holds phone numbers "
        + "(\(finding.numberCount) of the \(finding.filledCount) cells looked at)"
    }
    return "columns \(HeaderNames.shown(findings.map(\.name))) hold phone numbers"
  }

  private func remedy(_ findings: [ColumnFinding], read: [String]) -> String {
    let handles = findings.map(\.handle)
    let all = read + handles
    switch form {
    case .campaign, .list:
      return "to read \(handles.count == 1 ? "it" : "them"), say "
        + all.map { option("--column", $0) }.joined(separator: " ") + "; else say "
        + handles.map { option("--ignore-column", $0) }.joined(separator: " ")
    case .settings(let id):
      return "set column = [\(all.map(Self.toml).joined(separator: ", "))] in list \(id), or "
        + "ignore_columns = [\(handles.map(Self.toml).joined(separator: ", "))]"
    }
  }

  private func option(_ option: String, _ handle: String) -> String {
    if case .list(let id) = form { return "\(option) \(Self.quoted("\(id)=\(handle)"))" }
    return "\(option) \(Self.quoted(handle))"
  }

  /// A word as a shell takes it.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "-_=.:/+,".unicodeScalars.contains($0)
    }
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }

  private static func toml(_ text: String) -> String {
    let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}

extension PipelineError {
  private static func regionRemedy(
    _ list: String, _ region: Region?, _ check: RegionCheck, _ isSettings: Bool
  ) -> String {
    func way(_ code: String) -> String {
      isSettings ? "set region = \"\(code)\" in list \(list)" : "say --region \(list)=\(code)"
    }
    let own = region.map { way($0.code) } ?? ""
    if let area = check.areaColumn {
      let ignoring =
        isSettings
        ? "set ignore_columns = [\"\(area + 1)\"]" : "say --ignore-column \(list)=\(area + 1)"
      return areaRemedy(list, check, isSettings)
        + ", or \(ignoring) if that column holds something else"
    }
    guard let likelier = check.likelier else {
      return (isSettings ? "check its region and column" : "check --region and --column")
        + (own.isEmpty ? "" : ", or \(own) if it is right")
    }
    return way(likelier.region.code)
      + (own.isEmpty ? "" : ", or \(own) if that is right all the same")
  }

  private static func areaRemedy(
    _ list: String, _ check: RegionCheck, _ isSettings: Bool
  ) -> String {
    guard let area = check.areaColumn, let number = check.mappedNumberColumn else {
      return "write area code and number into one column"
    }
    return isSettings
      ? "set area = \"\(area + 1)\" and number = \"\(number + 1)\" under [list.columns] of list \(list)"
      : "say --map \(list)=area:\(area + 1),number:\(number + 1)"
  }

  /// The failure in a command's own words where its remedy is an option.
  func worded(isSettings: Bool) -> any Error {
    let name = path == "-" ? "standard input" : path
    switch kind {
    case .unreadColumns(let list, let findings, let read):
      let remedies = ColumnRemedies(form: isSettings ? .settings(id: list) : .list(id: list))
      return Failure(remedies.refusal(findings, read: read, file: name))
    case .wrongRegion(let list, let region, let check):
      return Failure("\(description); \(Self.regionRemedy(list, region, check, isSettings))")
    case .empty(let list):
      return Failure(
        "\(description); fetch it again, leave it out, or "
          + (isSettings
            ? "set allow_empty = true in list \(list)"
            : "say --allow-empty \(list) if that is right"))
    default: return self
    }
  }
}
