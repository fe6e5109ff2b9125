/// The names of elements and attributes that a workbook is read by, without their prefixes.
enum XMLName: UInt8, CaseIterable {
  case other
  // Of sheets, the most frequent first.
  case c, v, r, s, t, row, f, inline, sheetData, worksheet
  // Of shared strings.
  case si, sst, phonetic
  // Of workbooks and their relations.
  case workbook, workbookPr, sheets, sheet, name, state, id, date1904
  case relationships, relationship, relationID, type, target, targetMode
  // Of styles.
  case styleSheet, numFmts, numFmt, numFmtID, formatCode, cellXfs, xf
  /// `xmlns`, or one with a prefix.
  case namespace

  /// As it is written.
  private var text: String {
    switch self {
    case .other: ""
    case .c: "c"
    case .v: "v"
    case .r: "r"
    case .s: "s"
    case .t: "t"
    case .row: "row"
    case .f: "f"
    case .inline: "is"
    case .sheetData: "sheetData"
    case .worksheet: "worksheet"
    case .si: "si"
    case .sst: "sst"
    case .phonetic: "rPh"
    case .workbook: "workbook"
    case .workbookPr: "workbookPr"
    case .sheets: "sheets"
    case .sheet: "sheet"
    case .name: "name"
    case .state: "state"
    case .id: "id"
    case .date1904: "date1904"
    case .relationships: "Relationships"
    case .relationship: "Relationship"
    case .relationID: "Id"
    case .type: "Type"
    case .target: "Target"
    case .targetMode: "TargetMode"
    case .styleSheet: "styleSheet"
    case .numFmts: "numFmts"
    case .numFmt: "numFmt"
    case .numFmtID: "numFmtId"
    case .formatCode: "formatCode"
    case .cellXfs: "cellXfs"
    case .xf: "xf"
    case .namespace: "xmlns"
    }
  }

  /// The bytes of every name, in the order of the cases.
  private static let all: [(name: XMLName, bytes: [UInt8])] = allCases.dropFirst().map { name in
    (name, Array(name.text.utf8))
  }

  /// The name with these bytes, or `other`.
  init(_ bytes: Span<UInt8>) {
    // One letter is most of what there is.
    if bytes.count == 1 {
      switch bytes[0] {
      case UInt8(ascii: "c"): self = .c
      case UInt8(ascii: "v"): self = .v
      case UInt8(ascii: "r"): self = .r
      case UInt8(ascii: "s"): self = .s
      case UInt8(ascii: "t"): self = .t
      case UInt8(ascii: "f"): self = .f
      default: self = .other
      }
      return
    }
    self = .other
    for (name, text) in Self.all where text.count == bytes.count {
      if text.indices.allSatisfy({ text[$0] == bytes[$0] }) {
        self = name
        return
      }
    }
  }
}
