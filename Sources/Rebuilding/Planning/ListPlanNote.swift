import SuppressionLists

/// What is worth saying of the files of a list.
public enum ListPlanNote: Hashable, Sendable {
  /// A file is not used, since a newer full one replaces it.
  case superseded(file: String, by: String)
  /// A file is the same delivery as another.
  case repeated(file: String, of: String)
  /// Files that the index in force was made of are not there any more; their numbers are kept.
  case kept(files: [String])
  /// There are no files; the list stays as it was on its day.
  case carried(CalendarDate?)
  /// There are none, and never were; some match the pattern that was probably meant.
  case skipped(guess: String? = nil)
  /// A file changed in its place, and others are not there any more: what was taken out of it stays.
  case keptReplaced(file: String, missing: [String])
  /// Rows have expired, but not all files are there to be read without them.
  case keptExpired(CalendarDate, missing: [String])
  /// Changes are older than others that were read before, but not all files are there to be read again
  /// in order: where they may disagree, the number stays.
  case keptUnordered(file: String, missing: [String])
  /// A file is not read, for it is not whole, or no file.
  case passedOver(file: String, PassedOverReason)
  /// Of several full files, one has no date.
  case undated(file: String)
  /// Change files are missing between two days.
  case gap(after: CalendarDate, before: CalendarDate)
  /// Two change files are of the same day and concern the same numbers.
  case overlap(file: String, other: String)

  /// True if somebody should look into it.
  public var isWarning: Bool {
    switch self {
    case .superseded, .repeated, .kept: false
    case .carried, .skipped, .keptReplaced, .keptExpired, .keptUnordered, .passedOver, .undated,
      .gap, .overlap:
      true
    }
  }

  /// True if something of the list is missing that its next run should have.
  public var isIncomplete: Bool {
    switch self {
    case .passedOver, .gap: true
    default: false
    }
  }

  /// One sentence, without the list's name.
  public var text: String {
    switch self {
    case .superseded(let file, let newer): "\(file) is not used: \(newer) is a newer full file"
    case .repeated(let file, let other): "\(file) is not used: it is the same as \(other)"
    case .kept(let files):
      "\(Self.shown(files)) not there any more; what was read from "
        + "\(files.count == 1 ? "it" : "them") is kept"
    case .carried(let date):
      "no files; its numbers stay as they are, of \(date?.description ?? "an unknown day")"
    case .skipped(let guess):
      "no files yet; the index is built without it"
        + (guess.map { "; did you mean files = \"\($0)\"?" } ?? "")
    case .keptReplaced(let file, let missing):
      "\(file) has changed, but \(Self.shown(missing)) not there any more, so what it held before "
        + "stays on the list; bring \(missing.count == 1 ? "it" : "them") back to read it again"
    case .keptExpired(let date, let missing):
      "rows have expired on \(date), but \(Self.shown(missing)) not there any more, so they stay on "
        + "the list; bring \(missing.count == 1 ? "it" : "them") back to read it again"
    case .keptUnordered(let file, let missing):
      "\(file) has changes that are older than others read before, but \(Self.shown(missing)) not there "
        + "any more, so its deletions from that time are not made; bring "
        + "\(missing.count == 1 ? "it" : "them") back to read all of them in order"
    case .passedOver(let file, let reason): "\(file) is not read: \(reason.text)"
    case .undated(let file):
      "nobody says of which day \(file) is, so it replaces no file and none replaces it: what is in "
        + "any of them is on the list; name it by its day, or say date = \"modified\""
    case .gap(let date, let other):
      "no change file between \(date) and \(other), so that the list grows old from \(date) on; "
        + "deliver what is missing, or a full file"
    case .overlap(let file, let other): "\(file) and \(other) are changes of the same day"
    }
  }

  private static func shown(_ files: [String]) -> String {
    files.prefix(3).joined(separator: ", ") + (files.count > 3 ? ", …" : "")
      + (files.count == 1 ? " is" : " are")
  }
}

/// Why a file that matches a list's patterns is not read.
public enum PassedOverReason: String, Hashable, Sendable {
  /// Its name says that it is still being copied.
  case partName
  /// Another program has it open for writing.
  case beingWritten
  /// A pipe, a socket or a device, which would be waited for.
  case noFile

  var text: String {
    switch self {
    case .partName: "its name says that it is still being copied; rename it when it is whole"
    case .beingWritten:
      "another program is writing to it; it will be read by the next run after that has ended"
    case .noFile: "it is a pipe, a socket or a device; put a file in its place"
    }
  }
}
