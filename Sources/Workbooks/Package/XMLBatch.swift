import Files

/// The events of a piece of XML, in order.
///
///     <c r="B2"><v>7</v></c>  ─►  start c · attribute r "B2" · start v · text "7" · end v · end c
///
/// Only names that are known are told; of other elements there are the start and the end, without
/// attributes.
struct XMLBatch: ~Copyable {
  struct Event {
    enum Kind: UInt8 {
      case start, attribute, text, end
    }

    var kind: Kind
    /// That of the element or the attribute; of a text, `other`.
    var name: XMLName
    /// Where the text or the attribute's value lies among the bytes.
    var range: Range<Int>
  }

  private(set) var events: [Event] = []
  /// What the ranges of texts and attributes are of.
  private var bytes = ByteBuffer(capacity: 1 << 17)

  var count: Int { events.count }

  /// The text or the attribute's value of an event.
  @_lifetime(borrow self)
  func content(of event: Event) -> Span<UInt8> { bytes.span.extracting(event.range) }

  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    bytes.removeAll()
  }

  mutating func append(_ kind: Event.Kind, _ name: XMLName) {
    events.append(Event(kind: kind, name: name, range: 0..<0))
  }

  mutating func append(_ kind: Event.Kind, _ name: XMLName, _ content: Span<UInt8>) {
    let start = bytes.count
    bytes.append(content)
    events.append(Event(kind: kind, name: name, range: start..<bytes.count))
  }

  /// Appends text, to the one before if that comes last: lines and entities are parsed apart.
  mutating func addText(_ content: Span<UInt8>) {
    guard let last = events.last, last.kind == .text else { return append(.text, .other, content) }
    bytes.append(content)
    events[events.count - 1].range = last.range.lowerBound..<bytes.count
  }
}
