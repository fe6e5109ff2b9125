import ListReading
import Pipelines
import SuppressionLists

/// What is said of a list's files, whichever command reads them.
extension Messages {
  /// Says that several indexes have no region in common that national numbers could be of.
  func warn(aboutRegionsOf indexes: SuppressionIndexes) {
    let regions = indexes.regions
    guard regions.count > 1 else { return }
    warn(
      "the indexes are of the regions \(regions.joined(separator: ", ")), so that no region is taken "
        + "from them and national numbers are invalid; say with --region of which they are")
  }

  /// Names the first rows that hold no readable number.
  func warn(
    aboutUnreadable firstRows: [Int], count: Int, rowCount: Int, of list: String, file: String
  ) {
    let rows = firstRows.map(String.init).joined(separator: ", ")
    warn(
      "\(file): \(count) of \(rowCount) rows of list \(list) hold no readable number: "
        + "row\(firstRows.count == 1 ? "" : "s") \(rows)\(count > firstRows.count ? ", …" : "")")
  }

  /// Says that a file's name speaks of another area code than its rows.
  func warn(aboutAreaCode areaCode: String, of list: String, file: String) {
    warn(
      "\(file): list \(list): the first rows are not of area code \(areaCode), as the name says; "
        + "the file is not taken to speak for that area")
  }

  /// Says for what a register's file is taken to speak, if nobody said so.
  ///
  /// - Parameter remedy: What is to be written if it speaks for the whole country.
  func warn(aboutAreasOfRows count: Int, of list: String, file: String, remedy: String) {
    warn(
      "\(file): list \(list): nobody says for which area codes it speaks, so it is taken to speak for "
        + "the \(count) that stand in it, and for no others; if it is all of the register, say \(remedy)"
    )
  }

  /// Says which sheet of a workbook is read, and which are not.
  func tell(sheet: String, unread: [String], of file: String, remedy: String) {
    note("\(file): is a workbook, of which sheet \(HeaderNames.shown(sheet)) is read")
    guard !unread.isEmpty else { return }
    warn(
      "\(file): other sheets have cells too, and are not read: \(HeaderNames.shown(unread)); to read "
        + "one of them, say \(remedy)")
  }

  /// Says that a file in an archive was not read.
  func warn(aboutPassedOver file: String, of list: String) {
    warn("\(file): passed over for list \(list): by its name it is about the other files")
  }

  /// Says what a file held besides numbers.
  func tell(_ counts: ListCounts, of role: ListSource.Role, about file: String) {
    if role == .change {
      var text = "\(file): \(counts.additionCount) additions, \(counts.deletionCount) deletions"
      if let first = counts.firstTimestamp, let last = counts.lastTimestamp {
        text += ", \(first) to \(last)"
      }
      note(text)
    }
    if counts.outdatedChangeCount > 0 {
      note(
        "\(file): \(counts.outdatedChangeCount) changes are older than the full file, from "
          + "which they take nothing")
    }
    if counts.futureDeletionCount > 0 {
      warn(
        "\(file): \(counts.futureDeletionCount) deletions are of a day that has not come yet; they are "
          + "not made, and their numbers stay on the list")
    }
    if counts.expiredRowCount > 0 {
      note("\(file): \(counts.expiredRowCount) rows have expired")
    }
    if counts.clearedRowCount > 0 {
      note("\(file): \(counts.clearedRowCount) rows clear their number")
    }
    if counts.unansweredRowCount > 0 {
      warn(
        "\(file): \(counts.unansweredRowCount) rows were rejected or have no known status; their "
          + "numbers are on the list")
    }
  }
}
