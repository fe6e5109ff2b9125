import Files
import Pipelines
import Rebuilding
import SuppressionLists
import SystemPackage

/// The state after a run as Prometheus reads it: the text format that node_exporter collects from
/// files.
struct RebuildMetrics {
  private(set) var text = ""

  private static let daySecondCount = 86_400

  /// - Parameters:
  ///   - inForce: The index in force; nil if there is none or it is not known.
  ///   - lastSuccess: When a run last ended well, in seconds since 1970.
  ///   - isNow: False if the run goes by another day than today.
  init(_ report: RebuildReport, inForce: IndexState?, lastSuccess: Int?, isNow: Bool) {
    let now = isNow ? report.clock.second : Int(report.today.day) * Self.daySecondCount
    add(
      "nodial_rebuild_success", "1 if the last rebuild ended well, 0 if it failed or was refused.",
      [("", (report.isSuccess || report.ending == "trial") && !report.hasFaultBehind ? "1" : "0")])
    add(
      "nodial_rebuild_timestamp_seconds", "When the last rebuild began.", [("", "\(now)")])
    add(
      "nodial_rebuild_last_success_timestamp_seconds", "When a rebuild that ended well began.",
      lastSuccess.map { [("", "\($0)")] } ?? [])
    add(
      "nodial_rebuild_duration_seconds", "How long the last rebuild took.",
      [("", Text.decimal(report.clock.secondsSince))])
    add(
      "nodial_rebuild_gate_failed", "1 for every gate that the last rebuild did not pass.",
      Self.gates(report.outcome?.findings ?? []).map { ($0, "1") })
    if let plan = report.outcome?.plan {
      let isIncomplete = plan.lists.contains { $0.notes.contains(where: \.isIncomplete) }
      add(
        "nodial_rebuild_incomplete", "1 if days are missing or a file was not read, else 0.",
        [("", isIncomplete ? "1" : "0")])
    }
    add(
      "nodial_index_numbers", "Distinct numbers in the index in force.",
      inForce?.numberCount.map { [("", "\($0)")] } ?? [])
    add(
      "nodial_index_bytes", "Bytes of the index in force.",
      inForce?.byteCount.map { [("", "\($0)")] } ?? [])
    addLists(inForce?.lists ?? [], now: now)
  }

  // MARK: Former state

  /// Adds the series of the former state that are not known now, grown older by the time since then.
  ///
  /// A watcher alerts on how old lists are, also where settings that cannot be read hide which lists
  /// there are.
  mutating func keep(_ former: String) {
    let known = Set(text.split(separator: "\n").compactMap { Self.name(ofLine: $0) })
    let seconds = Self.value(of: Self.timestampName, in: text) ?? 0
    let elapsed = seconds - (Self.value(of: Self.timestampName, in: former) ?? seconds)
    for line in former.split(separator: "\n") {
      guard let name = Self.name(ofLine: line), !known.contains(name),
        !Self.momentaryNames.contains(name)
      else { continue }
      text += Self.aged(line, name: name, by: elapsed) + "\n"
    }
  }

  private static let timestampName = "nodial_rebuild_timestamp_seconds"
  private static let successName = "nodial_rebuild_success"
  /// What speaks of one run alone.
  private static let momentaryNames: Set<String> = ["nodial_rebuild_gate_failed"]

  /// The name of a series, or of the one that a comment describes.
  private static func name(ofLine line: Substring) -> String? {
    let words = line.split(separator: " ")
    if line.hasPrefix("#") { return words.count > 2 ? String(words[2]) : nil }
    return words.first.map { String($0.prefix { $0 != "{" }) }
  }

  private static func value(of name: String, in text: String) -> Int? {
    text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
      .flatMap { Int($0.dropFirst(name.count + 1)) }
  }

  /// A line with its age grown by so many seconds, if it tells one.
  private static func aged(_ line: Substring, name: String, by seconds: Int) -> String {
    let perSecond = ["nodial_list_age_seconds": 1]
    let perDay = ["nodial_list_age_days": 1, "nodial_list_days_left": -1]
    guard !line.hasPrefix("#"), let space = line.lastIndex(of: " "),
      let value = Int(line[line.index(after: space)...])
    else { return String(line) }
    let days = Int((Double(seconds) / Double(daySecondCount)).rounded(.down))
    let grown = value + (perSecond[name] ?? 0) * seconds + (perDay[name] ?? 0) * days
    return "\(line[..<space]) \(grown)"
  }

  /// Notes in a file that cannot be written anew, as on a full disk, that the run failed: the bytes are
  /// there already, and one of them changes.
  static func noteFailure(in path: String) {
    var offset = 0
    for line in text(in: path).split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "\(successName) 1" {
        let digit = Int64(offset + line.utf8.count - 1)
        guard let file = try? FileDescriptor.open(FilePath(path), .writeOnly) else { return }
        _ = try? file.writeAll(toAbsoluteOffset: digit, "0".utf8)
        try? file.close()
        return
      }
      offset += line.utf8.count + 1
    }
  }

  /// The state in a file as the last run left it; empty if there is none.
  static func text(in path: String) -> String {
    // A pipe would be waited for.
    guard FileIdentity(path: path)?.isRegularFile == true else { return "" }
    do {
      let file = try InputFile(path: path)
      let byteCount = file.byteCount ?? 0
      var bytes = ByteBuffer(capacity: max(1, byteCount))
      _ = try bytes.append(upTo: byteCount, from: file)
      return bytes.text ?? ""
    } catch {
      return ""
    }
  }

  /// The labels of the gates that were not passed, each once: a series must not come twice.
  private static func gates(_ findings: [GateFinding]) -> [String] {
    let labels = findings.filter { !$0.isAccepted }.map { finding in
      "gate=\"\(finding.gate.name)\",list=\"\(finding.list ?? "")\""
    }
    return Set(labels).sorted()
  }

  private mutating func addLists(_ lists: [SuppressionList], now: Int) {
    func values(_ value: (SuppressionList) -> String?) -> [(String, String)] {
      lists.compactMap { list in value(list).map { ("list=\"\(list.id)\"", $0) } }
    }
    func second(_ list: SuppressionList) -> Int? {
      list.versionDate.map { Int($0.day) * Self.daySecondCount }
    }
    func age(_ list: SuppressionList) -> Int? { second(list).map { now - $0 } }
    func days(_ list: SuppressionList) -> Int? {
      age(list).map { Int((Double($0) / Double(Self.daySecondCount)).rounded(.down)) }
    }
    add(
      "nodial_list_version_timestamp_seconds", "The day the list speaks for.",
      values { second($0).map { "\($0)" } })
    add(
      "nodial_list_age_seconds", "Seconds since the day the list speaks for.",
      values { age($0).map { "\($0)" } })
    add("nodial_list_age_days", "The same in whole days.", values { days($0).map { "\($0)" } })
    add(
      "nodial_list_days_left", "Days until the list is too old; negative if it is.",
      values { list in
        guard let max = list.ageDayCountMax, let days = days(list) else { return nil }
        return "\(max - days)"
      })
    add(
      "nodial_list_stale_timestamp_seconds",
      "When the list clears no number any more; 0 if its day is not known.",
      values { list in
        guard let max = list.ageDayCountMax else { return nil }
        // It is of use on the last day, to its end.
        return second(list).map { "\($0 + (max + 1) * Self.daySecondCount)" } ?? "0"
      })
    add("nodial_list_numbers", "Distinct numbers of the list.", values { "\($0.numberCount)" })
    add("nodial_list_rows", "Rows read for the list.", values { "\($0.rowCount)" })
    add(
      "nodial_list_unreadable_rows", "Rows without a readable number.",
      values { "\($0.unreadableRowCount)" })
  }

  private mutating func add(_ name: String, _ help: String, _ values: [(String, String)]) {
    guard !values.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    for (labels, value) in values {
      text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(value)\n"
    }
  }
}
