import Archives
import Files

/// A workbook (xlsx, xlsm), opened: its sheets in their order.
///
///     _rels/.rels ─► xl/workbook.xml ─► its relations ─► sheets, shared texts, styles
///
/// Source: ECMA-376, part 1, in the namespaces of 2006 and in those of its strict form.
public final class Workbook: Sendable {
  public struct Sheet: Sendable, Equatable {
    public var name: String
    /// False if its program does not show it.
    public var isVisible: Bool
    let path: String
  }

  public let file: ArchiveFile
  /// The sheets of cells; none of charts.
  public let sheets: [Sheet]
  private let package: WorkbookPackage
  private let stringsPath: String?
  private let stylesPath: String?
  private let countsFrom1904: Bool

  /// - Parameter names: Those of all members.
  public init(
    _ file: ArchiveFile, names: [String], limits: ArchiveReader.Limits
  ) throws(FileError) {
    self.file = file
    package = try WorkbookPackage(file, names: names, limits: limits)
    let main =
      try PartRelations(of: "", in: package).first(ofType: "officeDocument")?.path
      ?? "xl/workbook.xml"
    let relations = try PartRelations(of: main, in: package)
    var scanner = WorkbookScanner()
    try package.read(main) { batch in scanner.scan(batch) }
    guard scanner.isWorkbook else { throw package.damaged("it is no workbook", part: main) }
    countsFrom1904 = scanner.countsFrom1904
    var sheets: [Sheet] = []
    for found in scanner.sheets {
      guard let relation = relations.all.first(where: { $0.id == found.relationID }) else {
        throw package.damaged("a sheet of it is missing", part: main)
      }
      guard relation.type == "worksheet" else { continue }
      guard package.has(relation.path) else {
        throw package.damaged("the part \(relation.path) is missing")
      }
      sheets.append(Sheet(name: found.name, isVisible: found.isVisible, path: relation.path))
    }
    guard !sheets.isEmpty else { throw package.damaged("it has no sheet of cells", part: main) }
    self.sheets = sheets
    // What is named must be there: without styles, zeros and dates would be lost.
    stringsPath = relations.first(ofType: "sharedStrings")?.path
    stylesPath = relations.first(ofType: "styles")?.path
  }

  /// The sheet that is read if nobody says which: the first that is shown.
  public var usualSheet: Int { sheets.firstIndex { $0.isVisible } ?? 0 }

  /// The rows of a sheet as comma-separated text.
  public func text(of sheet: Int) throws(FileError) -> SheetText {
    var styleScanner = CellStyleScanner()
    if let stylesPath {
      try package.read(stylesPath) { batch in styleScanner.scan(batch) }
    }
    var strings = SharedStringScanner(of: stringsPath ?? "", in: package)
    if let stringsPath {
      try package.read(stringsPath) { batch throws(FileError) in try strings.scan(batch) }
    }
    let scanner = SheetScanner(
      strings: try strings.finish(), styles: styleScanner.finish(),
      countsFrom1904: countsFrom1904)
    return SheetText(
      package, try PartReader(sheets[sheet].path, in: package), scanner)
  }

  /// The names of the other sheets that have anything in their cells.
  ///
  /// - Complexity: As long as it takes to come to the first cell of each.
  public func otherFilledSheets(than sheet: Int) throws(FileError) -> [String] {
    var names: [String] = []
    for index in sheets.indices where index != sheet {
      if try package.hasCells(sheets[index].path) { names.append(sheets[index].name) }
    }
    return names
  }
}

/// Reads the sheets' names out of the events of the main part.
private struct WorkbookScanner {
  struct Found {
    var name = ""
    var isVisible = true
    var relationID = ""
  }

  private(set) var isWorkbook = false
  private(set) var countsFrom1904 = false
  private(set) var sheets: [Found] = []
  private var path: [XMLName] = []

  mutating func scan(_ batch: borrowing XMLBatch) {
    for index in 0..<batch.count {
      let event = batch.events[index]
      switch event.kind {
      case .start:
        path.append(event.name)
        if path == [.workbook] { isWorkbook = true }
        if path == [.workbook, .sheets, .sheet] { sheets.append(Found()) }
      case .attribute:
        let value = batch.content(of: event)
        if path == [.workbook, .workbookPr], event.name == .date1904 {
          countsFrom1904 = XMLValue.isTrue(value)
        }
        guard path == [.workbook, .sheets, .sheet] else { continue }
        switch event.name {
        case .name: sheets[sheets.count - 1].name = XMLValue.text(value)
        case .state: sheets[sheets.count - 1].isVisible = XMLValue.text(value) == "visible"
        case .id: sheets[sheets.count - 1].relationID = XMLValue.text(value)
        default: break
        }
      case .text: break
      case .end: path.removeLast()
      }
    }
  }
}

extension WorkbookPackage {
  /// True if a sheet has a cell with something in it; reads no further than to the first.
  fileprivate func hasCells(_ path: String) throws(FileError) -> Bool {
    var reader = try PartReader(path, in: self)
    while !reader.isAtEnd {
      try reader.next()
      for index in 0..<reader.batch.count {
        let event = reader.batch.events[index]
        if event.kind == .start && [.v, .inline].contains(event.name) { return true }
      }
    }
    return false
  }
}
