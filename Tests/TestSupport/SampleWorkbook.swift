/// The parts of a workbook, to be changed and zipped.
public struct SampleWorkbook: Sendable {
  public static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// In the order of the zip.
  public var parts: [(name: String, content: [UInt8])] = []

  /// A workbook of one sheet or several.
  ///
  /// - Parameters:
  ///   - sheets: The content of each `sheetData`.
  ///   - strings: The `si` elements of the shared texts; nil for no such part.
  ///   - formats: A format code a style, from style 0 on; nil for no such part.
  public init(
    sheets: [String], names: [String]? = nil, states: [Int: String] = [:], strings: String? = nil,
    formats: [String]? = nil, countsFrom1904: Bool = false, namespace: String = Self.namespace
  ) {
    var entries = ""
    var targets = ""
    for index in sheets.indices {
      let name = names?[index] ?? "Sheet\(index + 1)"
      let state = states[index].map { " state=\"\($0)\"" } ?? ""
      entries += "<sheet name=\"\(name)\" sheetId=\"\(index + 7)\"\(state) r:id=\"rId\(index)\"/>"
      targets +=
        "<Relationship Id=\"rId\(index)\" Type=\"\(Self.relations)/worksheet\" "
        + "Target=\"worksheets/s\(index).xml\"/>"
    }
    if strings != nil {
      targets +=
        "<Relationship Id=\"t\" Type=\"\(Self.relations)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    }
    if formats != nil {
      targets +=
        "<Relationship Id=\"y\" Type=\"\(Self.relations)/styles\" Target=\"/xl/styles.xml\"/>"
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
    add("[Content_Types].xml", "\(head)<Types/>")
    add(
      "_rels/.rels",
      "\(head)<Relationships xmlns=\"\(packageRelations)\"><Relationship Id=\"rId1\" "
        + "Type=\"\(Self.relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
    for (index, sheet) in sheets.enumerated() {
      add(
        "xl/worksheets/s\(index).xml",
        "\(head)<worksheet xmlns=\"\(namespace)\"><sheetData>\(sheet)</sheetData></worksheet>")
    }
    add(
      "xl/workbook.xml",
      "\(head)<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(Self.relations)\"><workbookPr "
        + "date1904=\"\(countsFrom1904 ? 1 : 0)\"/><sheets>\(entries)</sheets></workbook>")
    add(
      "xl/_rels/workbook.xml.rels",
      "\(head)<Relationships xmlns=\"\(packageRelations)\">\(targets)</Relationships>")
    if let strings {
      add("xl/sharedStrings.xml", "\(head)<sst xmlns=\"\(namespace)\">\(strings)</sst>")
    }
    if let formats {
      let codes = formats.enumerated().map {
        "<numFmt numFmtId=\"\(200 + $0)\" formatCode=\"\(Self.escaped($1))\"/>"
      }
      let styles = formats.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }
      add(
        "xl/styles.xml",
        "\(head)<styleSheet xmlns=\"\(namespace)\"><numFmts>\(codes.joined())</numFmts>"
          + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
          + "<cellXfs>\(styles.joined())</cellXfs></styleSheet>")
    }
  }

  private mutating func add(_ name: String, _ text: String) {
    parts.append((name, Array(text.utf8)))
  }

  /// Text for an element or an attribute.
  public static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  public var bytes: [UInt8] { StoredZip.bytes(parts) }

  public subscript(part: String) -> String {
    get {
      let part = parts.first { $0.name == part }!
      return String(decoding: part.content, as: UTF8.self)
    }
    set {
      let index = parts.firstIndex { $0.name == part }!
      parts[index].content = Array(newValue.utf8)
    }
  }
}
