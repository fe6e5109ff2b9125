/// A format that holds no rows of text to read, known by how a file begins.
///
/// Each is named for what it is, so that nobody looks for a phone column in a picture.
public enum ForeignFormat: String, Sendable, CaseIterable {
  // Documents.
  case pdf, rtf, html, mhtml, svg, xml, excelXML, plist
  case json, vCard, calendar
  // Workbooks and their kin.
  case oldExcel, oldWord, oldPowerPoint, encryptedOffice, oldOffice
  case binaryExcel, openDocument, word, powerPoint, numbers
  // Data.
  case sqlite, parquet, avro, orc, arrow, dBase, access, hdf5
  // Archives that are not unpacked.
  case sevenZip, rar, lz4, lzip, lzma, compress, cabinet, epub, javaArchive
  // Encrypted.
  case openPGP, age
  // Pictures, sounds, programs.
  case image, sound, video, program
  // Text that is not a superset of ASCII, and what is no text at all.
  case utf16LE, utf16BE, ebcdic, torn, binary

  /// What it is, with its article.
  public var name: String {
    switch self {
    case .pdf: "a PDF document"
    case .rtf: "an RTF document"
    case .html: "an HTML page"
    case .mhtml: "a web archive or an e-mail (MIME)"
    case .svg: "a picture (SVG)"
    case .xml: "an XML document"
    case .excelXML: "an Excel workbook as XML of 2003"
    case .plist: "a property list of Apple's"
    case .json: "JSON"
    case .vCard: "a file of contacts (vCard)"
    case .calendar: "a calendar (iCalendar)"
    case .oldExcel: "an old Excel workbook (xls)"
    case .oldWord: "an old Word document (doc)"
    case .oldPowerPoint: "an old PowerPoint presentation (ppt)"
    case .encryptedOffice: "a workbook or document with a password"
    case .oldOffice: "an old Office file (xls, doc, msg, …)"
    case .binaryExcel: "a binary Excel workbook (xlsb)"
    case .openDocument: "an OpenDocument file (ods, odt)"
    case .word: "a Word document (docx)"
    case .powerPoint: "a PowerPoint presentation (pptx)"
    case .numbers: "a document of Apple's (Numbers, Pages, Keynote)"
    case .sqlite: "an SQLite database"
    case .parquet: "a Parquet file"
    case .avro: "an Avro file"
    case .orc: "an ORC file"
    case .arrow: "an Arrow file"
    case .dBase: "a dBase table (dbf)"
    case .access: "an Access database"
    case .hdf5: "an HDF5 file"
    case .sevenZip: "a 7z archive"
    case .rar: "a RAR archive"
    case .lz4: "compressed with lz4"
    case .lzip: "compressed with lzip"
    case .lzma: "compressed with lzma"
    case .compress: "compressed with compress (Z)"
    case .cabinet: "a Cabinet archive"
    case .epub: "an electronic book (EPUB)"
    case .javaArchive: "a Java archive"
    case .openPGP: "encrypted or signed with OpenPGP"
    case .age: "encrypted with age"
    case .image: "a picture"
    case .sound: "a sound"
    case .video: "a video"
    case .program: "a program"
    case .utf16LE: "text in UTF-16LE"
    case .utf16BE: "text in UTF-16BE"
    case .ebcdic: "text in EBCDIC"
    case .torn: "text with zero bytes in a row, where a part of it was lost"
    case .binary: "no text but binary data"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .oldExcel, .binaryExcel, .excelXML, .openDocument, .numbers, .html, .mhtml:
      "open it in a spreadsheet program and save it as xlsx or CSV"
    case .oldOffice: "if it is a workbook, save it as xlsx or CSV"
    case .encryptedOffice: "open it with its password and save it without one, as xlsx or CSV"
    case .sevenZip: "unpack it (7z x) and name the file in it"
    case .rar: "unpack it (unrar x) and name the file in it"
    case .lz4, .lzip, .lzma, .compress:
      "unpack it (\(Self.unpackers[self]!)) and name what comes of it"
    case .cabinet: "unpack it and name the file in it"
    case .openPGP, .age: "decrypt it and name what comes of it"
    case .sqlite, .parquet, .avro, .orc, .arrow, .access, .hdf5, .dBase, .json, .vCard, .xml,
      .plist,
      .calendar:
      "export or convert it to CSV"
    case .pdf, .rtf, .word, .oldWord, .powerPoint, .oldPowerPoint, .epub:
      "get the list as CSV or xlsx from where it came"
    case .svg, .image, .sound, .video, .program, .javaArchive, .binary:
      "name a file of delimited text or an xlsx workbook"
    case .utf16LE: "save it as UTF-8 (for example: iconv -f UTF-16LE -t UTF-8)"
    case .utf16BE: "save it as UTF-8 (for example: iconv -f UTF-16BE -t UTF-8)"
    case .torn:
      "fetch it again; if these only fill its fields up, remove them (for example: tr -d '\\000')"
    case .ebcdic: "save it as UTF-8 (for example: iconv -f IBM1047 -t UTF-8)"
    }
  }

  private static let unpackers: [ForeignFormat: String] = [
    .lz4: "lz4 -dc", .lzip: "lzip -dc", .lzma: "xz -dc", .compress: "gzip -dc",
  ]
}
