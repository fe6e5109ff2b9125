import CExpat
import Files
import Glibc

/// Parses XML piece by piece into events. A document type is refused, and with it all entities but those of XML itself.
///
/// SAFETY: of all `unsafe` in this file: `parser` is made in `init`, freed in `deinit` and used by one
/// thread at a time, under the lock of whoever owns this value. expat keeps an unowned reference to it,
/// by which the handlers below find it, and calls them only within `parse`. The strings that it hands
/// them are read before they return.
@safe final class XMLParser: @unchecked Sendable {
  /// Why something is no XML, or none that is read.
  struct Fault: Error {
    var text: String
  }

  private let parser: XML_Parser
  /// Where the events go, for the time of a call of ``parse(_:isFinal:into:)``.
  private var batch = XMLBatch()
  private var byteCount = 0
  private var hasDocumentType = false

  /// What may be waiting for its end: a tag with its attributes, or a piece of text.
  private static let tokenByteCountMax = 16 << 20

  init() {
    guard let parser = unsafe XML_ParserCreate(nil) else { fatalError("out of memory") }
    unsafe self.parser = parser
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { user, name, attributes in
        unsafe XMLParser.of(user).start(name!, attributes!)
      },
      { user, name in unsafe XMLParser.of(user).end(name!) })
    unsafe XML_SetCharacterDataHandler(parser) { user, text, count in
      unsafe XMLParser.of(user).addText(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      let parser = unsafe XMLParser.of(user)
      parser.hasDocumentType = true
      _ = unsafe XML_StopParser(parser.parser, 0)
    }
  }

  deinit { unsafe XML_ParserFree(parser) }

  /// Parses the next piece; `batch` then has the events of this piece alone.
  func parse(
    _ piece: borrowing ByteBuffer, isFinal: Bool, into batch: inout XMLBatch
  ) throws(Fault) {
    batch.removeAll()
    swap(&batch, &self.batch)
    defer { swap(&batch, &self.batch) }
    let status = unsafe piece.span.withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { text in
        unsafe XML_Parse(parser, text.baseAddress, CInt(text.count), isFinal ? 1 : 0)
      }
    }
    byteCount += piece.count
    if hasDocumentType { throw Fault(text: "it has a document type, which no workbook has") }
    guard status != XML_STATUS_ERROR else {
      let reason = unsafe XML_ErrorString(XML_GetErrorCode(parser))
        .map { unsafe String(cString: $0) }
      let line = unsafe XML_GetCurrentLineNumber(parser)
      throw Fault(text: "its XML is broken in line \(line): \(reason ?? "")")
    }
    if !isFinal, unsafe byteCount - Int(XML_GetCurrentByteIndex(parser)) > Self.tokenByteCountMax {
      throw Fault(text: "a tag in it has no end within \(Self.tokenByteCountMax) bytes")
    }
  }

  // MARK: What expat calls

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLParser {
    unsafe Unmanaged<XMLParser>.fromOpaque(user!).takeUnretainedValue()
  }

  private func start(
    _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    let name = unsafe Self.local(name)
    batch.append(.start, name)
    guard name != .other else { return }
    var index = 0
    while let attribute = unsafe attributes[index], let value = unsafe attributes[index + 1] {
      index += 2
      let name = unsafe Self.attribute(attribute)
      guard name != .other else { continue }
      unsafe UnsafeBufferPointer(start: value, count: strlen(value))
        .withMemoryRebound(to: UInt8.self) { bytes in
          unsafe batch.append(.attribute, name, Span(_unsafeElements: bytes))
        }
    }
  }

  private func end(_ name: UnsafePointer<CChar>) {
    batch.append(.end, unsafe Self.local(name))
  }

  private func addText(_ text: UnsafeBufferPointer<CChar>) {
    unsafe text.withMemoryRebound(to: UInt8.self) { bytes in
      unsafe batch.addText(Span(_unsafeElements: bytes))
    }
  }

  /// The name of an element behind its prefix.
  private static func local(_ name: UnsafePointer<CChar>) -> XMLName {
    var start = 0
    var end = 0
    while unsafe name[end] != 0 {
      if unsafe name[end] == CChar(bitPattern: UInt8(ascii: ":")) { start = end + 1 }
      end += 1
    }
    return unsafe named(name + start, end - start)
  }

  /// The name of an attribute. Those with a prefix are of extensions, but for the ids of relations.
  private static func attribute(_ name: UnsafePointer<CChar>) -> XMLName {
    let count = unsafe strlen(name)
    if count >= 5, unsafe strncmp(name, "xmlns", 5) == 0 { return .namespace }
    let whole = unsafe local(name)
    guard unsafe strchr(name, CInt(UInt8(ascii: ":"))) != nil else {
      return whole == .id ? .other : whole
    }
    return whole == .id ? .id : .other
  }

  private static func named(_ text: UnsafePointer<CChar>, _ count: Int) -> XMLName {
    unsafe UnsafeBufferPointer(start: text, count: count)
      .withMemoryRebound(to: UInt8.self) { unsafe XMLName(Span(_unsafeElements: $0)) }
  }
}
