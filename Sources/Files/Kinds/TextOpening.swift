/// What a text begins with: tags, braces or words that stand for a format which is not rows.
struct TextOpening: ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  @_lifetime(copy head)
  init(_ head: Span<UInt8>) {
    bytes = head
    if ForeignFormat.holds([0xEF, 0xBB, 0xBF], head, at: 0) { position = 3 }
    skipBlanks()
  }

  /// The format, or nil if it may be rows.
  var format: ForeignFormat? {
    if begins("%PDF-") { return .pdf }
    if begins("{\\rtf") { return .rtf }
    if begins("begin:vcard") { return .vCard }
    if begins("begin:vcalendar") { return .calendar }
    if begins("mime-version:") { return .mhtml }
    if peek == UInt8(ascii: "{") || peek == UInt8(ascii: "[") { return isJSON ? .json : nil }
    return peek == UInt8(ascii: "<") ? markup : nil
  }

  // MARK: JSON

  /// True if an object or an array begins here: `{"`, `{}`, `[{`, `["`, `[1,2`.
  ///
  /// A cell of a number may begin with a bracket, as in `[202] 555-0123`.
  private var isJSON: Bool {
    var rest = self
    let isObject = peek == UInt8(ascii: "{")
    rest.position += 1
    rest.skipBlanks()
    guard let next = rest.peek else { return false }
    if isObject { return next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") }
    if [UInt8(ascii: "{"), UInt8(ascii: "\"")].contains(next) { return true }
    if next == UInt8(ascii: "[") { return rest.isJSON }
    // Numbers with commas between them.
    guard rest.skipNumber() else { return false }
    rest.skipBlanks()
    guard rest.peek == UInt8(ascii: ",") else { return false }
    rest.position += 1
    rest.skipBlanks()
    return rest.skipNumber()
  }

  @_lifetime(self: copy self)
  private mutating func skipNumber() -> Bool {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte) {
      position += 1
    }
    return position > start
  }

  // MARK: Tags

  /// Tags that begin a page. Names of columns may stand between `<` and `>`, too, so of the others
  /// something must be closed.
  private static let pageTags = ["!doctype html", "html", "head", "body", "table", "meta"]
  private static let partTags = [
    "thead", "tbody", "tr", "td", "th", "style", "script", "title", "div", "span", "p", "br",
    "center",
    "font", "link", "base", "form", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "img",
    "section",
    "main", "article", "header", "nav",
  ]

  private var markup: ForeignFormat? {
    var rest = self
    var isXML = false
    // Comments and instructions come before the first element.
    while true {
      rest.skipBlanks()
      if rest.begins("<!--") {
        guard rest.skip(to: "-->") else { return nil }
      } else if rest.begins("<?") {
        isXML = isXML || rest.begins("<?xml")
        if rest.begins("<?mso-application progid=\"excel.sheet\"") { return .excelXML }
        guard rest.skip(to: "?>") else { return isXML ? .xml : nil }
      } else {
        break
      }
    }
    if rest.begins("<!doctype plist") || rest.begins("<plist") { return .plist }
    if rest.begins("<!doctype svg") || rest.isTag("svg") { return .svg }
    if Self.pageTags.contains(where: { rest.isTag($0) }) { return .html }
    if rest.isTag("workbook"), rest.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      return .excelXML
    }
    let isClosed = Self.partTags.contains { rest.contains("</\($0)>") }
    if isClosed, Self.partTags.contains(where: { rest.isTag($0) }) { return .html }
    return isXML ? .xml : nil
  }

  /// True if the tag here has this name: a blank, a slash or its end follows.
  private func isTag(_ name: String) -> Bool {
    guard begins("<\(name)") else { return false }
    let end = position + 1 + name.utf8.count
    guard end < bytes.count else { return true }
    return [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[end])
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  @_lifetime(self: copy self)
  private mutating func skipBlanks() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// True if this text stands here, in capital letters or small.
  private func begins(_ text: String) -> Bool { begins(text, at: position) }

  private func begins(_ text: String, at offset: Int) -> Bool {
    var index = offset
    for byte in text.utf8 {
      guard index < bytes.count else { return false }
      let isCapital = (0x41...0x5A).contains(bytes[index])
      guard
        (isCapital ? bytes[index] | 0x20 : bytes[index]) == byte
          || bytes[index] == byte
      else { return false }
      index += 1
    }
    return true
  }

  private func contains(_ text: String) -> Bool {
    var offset = position
    while offset < min(bytes.count, ForeignFormat.headByteCount) {
      if begins(text, at: offset) { return true }
      offset += 1
    }
    return false
  }

  /// Goes behind the next `text`.
  @_lifetime(self: copy self)
  private mutating func skip(to text: String) -> Bool {
    while position < bytes.count {
      if begins(text) {
        position += text.utf8.count
        return true
      }
      position += 1
    }
    return false
  }
}
