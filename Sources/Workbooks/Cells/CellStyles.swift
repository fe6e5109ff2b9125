import Files

/// The number format of every cell style, by its number.
struct CellStyles: Sendable {
  /// What a cell with a number in it needs to be told.
  struct Style: Sendable {
    /// True if its digits stand as they are.
    var isPlain: Bool
    var format: NumberFormat
  }

  private static let plain = Style(isPlain: true, format: .general)

  private var styles: [Style] = []

  /// The style with this number; nil if there is none.
  ///
  /// A workbook without styles has all cells in style 0.
  func style(_ number: Int) -> Style? {
    if number < styles.count { return styles[number] }
    return number == 0 ? Self.plain : nil
  }

  fileprivate mutating func append(_ format: NumberFormat) {
    styles.append(Style(isPlain: format.isPlain, format: format))
  }
}

/// Reads the formats out of the events of their part.
///
///     styleSheet ─► numFmts ─► numFmt numFmtId formatCode
///               └─► cellXfs ─► xf numFmtId                  one a style, in order
struct CellStyleScanner {
  private var codes: [Int: String] = [:]
  private var formatIDs: [Int] = []
  private var path: [XMLName] = []
  private var id = 0
  private var code = ""

  mutating func scan(_ batch: borrowing XMLBatch) {
    for index in 0..<batch.count {
      let event = batch.events[index]
      switch event.kind {
      case .start:
        path.append(event.name)
        (id, code) = (0, "")
      case .attribute:
        let value = batch.content(of: event)
        if event.name == .numFmtID { id = Int(XMLValue.text(value)) ?? 0 }
        if event.name == .formatCode { code = XMLValue.text(value) }
      case .text: break
      case .end:
        if path == [.styleSheet, .numFmts, .numFmt] { codes[id] = code }
        if path == [.styleSheet, .cellXfs, .xf] { formatIDs.append(id) }
        path.removeLast()
        (id, code) = (0, "")
      }
    }
  }

  func finish() -> CellStyles {
    var styles = CellStyles()
    // Few formats serve many styles.
    var formats: [Int: NumberFormat] = [:]
    for id in formatIDs {
      let format =
        formats[id] ?? codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id)
      formats[id] = format
      styles.append(format)
    }
    return styles
  }
}

/// Values of attributes.
enum XMLValue {
  static func text(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }

  /// A number without a sign that is not absurdly large.
  static func number(_ bytes: Span<UInt8>) -> Int? {
    guard bytes.count > 0, bytes.count <= 9 else { return nil }
    var value = 0
    for index in bytes.indices {
      guard (0x30...0x39).contains(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    return value
  }

  static func isTrue(_ bytes: Span<UInt8>) -> Bool { ["1", "true", "on"].contains(text(bytes)) }
}
