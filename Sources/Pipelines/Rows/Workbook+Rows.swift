import Files
import Workbooks

extension Workbook {
  /// The sheet that is meant, by its name or else its number from 1; the first that is shown if nobody
  /// says.
  func sheetIndex(_ wanted: String?) throws(PipelineError) -> Int {
    guard let wanted else { return usualSheet }
    if let index = sheets.firstIndex(where: { $0.name == wanted }) { return index }
    let sameLetters = sheets.indices.filter { sheets[$0].name.lowercased() == wanted.lowercased() }
    if sameLetters.count == 1 { return sameLetters[0] }
    if let number = Int(wanted), sheets.indices.contains(number - 1) { return number - 1 }
    throw PipelineError(.noSheet(wanted, names: sheets.map(\.name)), path: file.path)
  }

  /// The rows of a sheet, and what is to be said of it.
  ///
  /// - Parameter wanted: As somebody said; of other sheets there is then nothing to say.
  package func rows(
    sheet wanted: String?, identity: FileIdentity, limits: BlockLimits
  ) throws(PipelineError) -> RowFile {
    let index = try sheetIndex(wanted)
    do throws(FileError) {
      let text = try text(of: index)
      let unread = wanted == nil ? try otherFilledSheets(than: index) : []
      let origin = RowFile.Origin(
        packing: .workbook(sheet: sheets[index].name, unread: unread), file: file)
      return RowFile(text, origin: origin, identity: identity, limits: limits)
    } catch {
      throw PipelineError(error)
    }
  }
}
