import SuppressionLists

/// A gate that does not let an index pass, and why.
public struct GateFinding: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Numbers of a list are gone.
    case lost(ListLoss, limitPercent: Double)
    /// There are fewer numbers than before: by deletions, or nobody knows which ones are gone.
    case shrank(from: Int, to: Int, limitPercent: Double)
    case empty
    /// A full file that would replace others has nothing in it.
    case emptyFile(String)
    /// No row of a file, or of a member of an archive, could be read.
    case emptyPart(String)
    case badRows(file: String, count: Int, rowCount: Int, limitPercent: Double)
    case older(CalendarDate?, than: CalendarDate)
    case duplicate(file: String, of: String)
    /// The zone is the one by whose clock the list's files are named.
    case future(file: String, CalendarDate, today: CalendarDate, zone: String = "UTC")
    /// No file matches the patterns; some match what was probably meant.
    case noFile(patterns: [String], guess: String? = nil)
    /// There are change files, but no full file that they could change.
    case noFullFile(file: String)
    case removed
    case late(file: String, missing: [String])
    case settings(missing: [String])
    case gone(file: String, missing: [String])
    /// What is in force is of no use, or has not read what was in force before it. A former index, if
    /// there is one, has all of that.
    case base(String, missing: [String], former: String? = nil)
    /// The index gets another key, and the list is made of other files than the one in force: nobody can tell which
    /// numbers are gone.
    case changedUnderAnotherKey(file: String)
    /// The index in force has the key of this name, and no key is at hand to write the next one by.
    case unkeyed(path: String, keyName: String)
  }

  public var reason: Reason
  /// Nil for what concerns the whole index.
  public var list: String?
  /// True if the user chose to pass over it.
  public var isAccepted = false

  public init(_ reason: Reason, list: String?) {
    self.reason = reason
    self.list = list
  }

  public var gate: RebuildGate {
    switch reason {
    case .lost, .shrank: .shrank
    case .empty, .emptyFile, .emptyPart: .empty
    case .badRows: .badRows
    case .older: .older
    case .duplicate: .duplicate
    case .future: .future
    case .noFile, .noFullFile: .missing
    case .removed: .removed
    case .late: .late
    case .settings: .settings
    case .gone: .gone
    case .base, .changedUnderAnotherKey: .base
    case .unkeyed: .unkeyed
    }
  }

  /// What `--accept` takes to pass over this finding alone.
  public var acceptance: String { (list.map { "\($0)=" } ?? "") + gate.name }
}

extension GateFinding: CustomStringConvertible {
  /// What is wrong, in one sentence with its remedy.
  public var description: String {
    (list.map { "list \($0): " } ?? "") + cause + "; \(remedy), or accept it with --accept "
      + acceptance
  }

  private var cause: String {
    switch reason {
    case .lost(let loss, let limit): LossLimit(percent: limit).text(of: loss)
    case .shrank(let from, let to, let limit):
      "its numbers fell from \(from) to \(to), by more than \(Self.percent(limit)) %"
    case .empty: "it has no numbers"
    case .emptyPart(let file): "no row of \(file) could be read"
    case .emptyFile(let file): "\(file) is empty, and would replace what was there before"
    case .badRows(let file, let count, let rowCount, let limit):
      "\(file): \(count) of \(rowCount) rows hold no readable number, more than "
        + "\(Self.percent(limit)) %"
    case .older(let date, let other):
      (date.map { "it is of \($0)" } ?? "nobody says of which day it is")
        + ", and the one in force of \(other)"
    case .duplicate(let file, let other):
      "\(file) has the very bytes of the older \(other), which is in force"
    case .future(let file, let date, let today, let zone):
      "\(file) is of \(date), and today is \(today) (\(zone))"
    case .noFile(let patterns, let guess):
      "no file matches \(patterns.map { "\"\($0)\"" }.joined(separator: ", "))"
        + (guess.map { ", but \"\($0)\" finds some" } ?? "")
    case .noFullFile(let file):
      "\(file) is a change file, and there is no full file that it could change"
    case .removed: "it is in the index in force, but is not declared any more"
    case .late(let file, let missing):
      "\(file) came late, so that the list must be read again, but \(Self.gone(missing))"
    case .settings(let missing):
      "its settings have changed, so that it must be read again, but \(Self.gone(missing))"
    case .gone(let file, let missing):
      "\(file) replaces a part of it, so that it must be read again, but \(Self.gone(missing))"
    case .changedUnderAnotherKey(let file):
      "\(file) is not among what the index in force was made of, and under another key nobody can tell which "
        + "numbers are gone"
    case .unkeyed(let path, let keyName):
      "\(path) has the key \(keyName), and the next index would have none, so that anybody could read it"
    case .base(let message, let missing, _):
      message
        + (missing.isEmpty
          ? ", so there is nothing to compare with" : "; but \(Self.gone(missing))")
    }
  }

  private var remedy: String {
    switch reason {
    case .lost(_, limitPercent: 0):
      "bring back the file or the rows that held them, or delete them by a change file"
    case .lost, .shrank, .empty: "look whether the file is whole and its format right"
    case .emptyPart:
      "deliver it once more, remove it, or set allow_empty = true if the list may be empty"
    case .emptyFile: "deliver it once more, or say in its name that it is a change"
    case .badRows: "check format, region and columns"
    case .older: "deliver a newer file"
    case .duplicate: "deliver the newer file once more"
    case .future: "correct the file's name, the list's timezone or the clock"
    case .noFile: "deliver one or correct files"
    case .noFullFile: "deliver the full file as well"
    case .removed: "declare it again"
    case .late(_, let missing), .settings(let missing), .gone(_, let missing):
      Self.remedy(for: missing)
    case .changedUnderAnotherKey:
      "rebuild with the former key first, and change the key with the same files then"
    case .unkeyed: "write key = \"FILE\" in the settings or set NODIAL_KEY_FILE"
    case .base(_, let missing, let former):
      (former.map { "copy \($0) to its place, " } ?? "")
        + (missing.isEmpty
          ? "put a whole index there or remove it" : Self.remedy(for: missing))
    }
  }

  private static func gone(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return "\(shown) \(names.count == 1 ? "is" : "are") not there any more"
  }

  private static func remedy(for names: [String]) -> String {
    "bring \(names.count == 1 ? "it" : "them") back or deliver a new full file"
  }

  static func percent(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }
}
