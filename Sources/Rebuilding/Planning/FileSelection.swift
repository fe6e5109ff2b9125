import ListReading
import SuppressionLists

/// Chooses the files that make a list, of all that there are.
///
/// Whatever is not certainly superseded is used: a file without a date neither replaces another nor
/// is replaced, and files of one day stand beside each other.
struct FileSelection {
  /// The files to use, in the order in which they are read.
  private(set) var files: [DeliveredFile] = []
  /// Those that are not used, each with the file that supersedes it.
  private(set) var superseded: [(file: DeliveredFile, by: DeliveredFile)] = []

  init(_ candidates: [DeliveredFile], combination: ListCombination) {
    let ordered = candidates.sorted(by: DeliveredFile.isRead)
    guard combination == .newest else {
      files = ordered
      return
    }
    let fulls = ordered.filter(\.isFull)
    for full in fulls {
      if let newer = Self.file(superseding: full, among: fulls) {
        superseded.append((full, newer))
      } else {
        files.append(full)
      }
    }
    let used = files
    for change in ordered where !change.isFull {
      let touched = used.filter { $0.overlaps(change) }
      if let first = touched.first,
        touched.allSatisfy({ Self.isNewer($0, than: change) && !Self.isKnownToFollow(change, $0) })
      {
        superseded.append((change, first))
      } else {
        files.append(change)
      }
    }
  }

  /// A newer full file, if such files leave nothing of this one to say.
  private static func file(
    superseding full: DeliveredFile, among fulls: [DeliveredFile]
  ) -> DeliveredFile? {
    let newer = fulls.filter { isNewer($0, than: full) }
    if full.coverage.isEmpty { return newer.last(where: \.coverage.isEmpty) }
    let isCovered = full.coverage.allSatisfy { prefix in newer.contains { $0.covers(prefix) } }
    return isCovered ? newer.last { $0.overlaps(full) } : nil
  }

  /// Whether the rows of a change are of later days than a full file, whatever day its name says.
  private static func isKnownToFollow(_ change: DeliveredFile, _ full: DeliveredFile) -> Bool {
    let first = change.source.moments?.lowerBound ?? change.firstMoment.map(\.seconds)
    guard let first, let date = full.date else { return false }
    return change.zone.day(of: first) > date
  }

  private static func isNewer(_ first: DeliveredFile, than second: DeliveredFile) -> Bool {
    guard let date = first.date, let other = second.date else { return false }
    return date > other
  }
}
