import Files

/// The text of a value in JSON (RFC 8259), with keys in alphabetical order; what is nil is left out.
///
/// Foundation's encoder would take a tenth of the time of a `check`, and escapes what need not be.
enum JSONText {
  /// One line without its end.
  static func line(_ value: some Encodable) -> String { text(value, isIndented: false) }

  /// Indented by two spaces a level.
  static func indented(_ value: some Encodable) -> String { text(value, isIndented: true) }

  private static func text(_ value: some Encodable, isIndented: Bool) -> String {
    let place = JSONPlace()
    // The places below throw nothing, and no value here has an encoding of its own.
    try! value.encode(to: JSONValueEncoder(place: place))
    var text = ""
    place.value.append(to: &text, indent: isIndented ? 0 : nil)
    return text
  }
}

/// A value of JSON while it is put together.
private indirect enum JSONValue {
  case null
  case literal(String)
  case string(String)
  case array([JSONPlace])
  case object([String: JSONPlace])

  /// - Parameter indent: The level, or nil for all on one line.
  func append(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .literal(let literal): text += literal
    case .string(let string): Self.append(string, to: &text)
    case .array(let places):
      Self.append(places, "[]", to: &text, indent: indent) { place, text, indent in
        place.value.append(to: &text, indent: indent)
      }
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      Self.append(sorted, "{}", to: &text, indent: indent) { member, text, indent in
        Self.append(member.key, to: &text)
        text += indent == nil ? ":" : ": "
        member.value.value.append(to: &text, indent: indent)
      }
    }
  }

  private static func append<Element>(
    _ elements: [Element], _ brackets: String, to text: inout String, indent: Int?,
    _ append: (Element, inout String, Int?) -> Void
  ) {
    text.append(brackets.first!)
    let inner = indent.map { $0 + 1 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: "  ", count: inner) }
      append(element, &text, inner)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text.append(brackets.last!)
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          // A byte that is no UTF-8, which JSON cannot hold.
          text.unicodeScalars.append(CarriedBytes.isCarrier(scalar) ? "\u{FFFD}" : scalar)
        }
      }
    }
    text += "\""
  }
}

/// Where a value goes.
private final class JSONPlace {
  var value = JSONValue.null

  func append() -> JSONPlace {
    let place = JSONPlace()
    if case .array(let places) = value { value = .array(places + [place]) }
    return place
  }

  func member(_ key: String) -> JSONPlace {
    let place = JSONPlace()
    if case .object(var members) = value {
      value = .null
      members[key] = place
      value = .object(members)
    }
    return place
  }
}

private struct JSONValueEncoder: Encoder {
  let place: JSONPlace
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = place.value {} else { place.value = .object([:]) }
    return KeyedEncodingContainer(JSONMembers<Key>(place: place))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = place.value {} else { place.value = .array([]) }
    return JSONElements(place: place)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingle(place: place) }
}

/// What the standard library's containers ask for each of its types, in terms of one value.
private struct JSONSingle: SingleValueEncodingContainer {
  let place: JSONPlace
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { place.value = .null }
  func encode(_ value: Bool) { place.value = .literal("\(value)") }
  func encode(_ value: String) { place.value = .string(value) }
  func encode(_ value: Double) {
    precondition(value.isFinite, "JSON has no infinite numbers")
    place.value = .literal("\(value)")
  }
  func encode(_ value: Float) { encode(Double(value)) }
  func encode(_ value: Int) { place.value = .literal("\(value)") }
  func encode(_ value: Int8) { encode(Int(value)) }
  func encode(_ value: Int16) { encode(Int(value)) }
  func encode(_ value: Int32) { encode(Int(value)) }
  func encode(_ value: Int64) { encode(Int(value)) }
  func encode(_ value: UInt) { place.value = .literal("\(value)") }
  func encode(_ value: UInt8) { encode(UInt(value)) }
  func encode(_ value: UInt16) { encode(UInt(value)) }
  func encode(_ value: UInt32) { encode(UInt(value)) }
  func encode(_ value: UInt64) { encode(UInt(value)) }
  func encode(_ value: some Encodable) throws {
    try value.encode(to: JSONValueEncoder(place: place))
  }
}

private struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let place: JSONPlace
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { place.member(key.stringValue).value = .null }
  func encode(_ value: some Encodable, forKey key: Key) throws {
    try value.encode(to: JSONValueEncoder(place: place.member(key.stringValue)))
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    JSONValueEncoder(place: place.member(key.stringValue)).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    JSONValueEncoder(place: place.member(key.stringValue)).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { JSONValueEncoder(place: place.member("super")) }
  func superEncoder(forKey key: Key) -> any Encoder {
    JSONValueEncoder(place: place.member(key.stringValue))
  }
}

private struct JSONElements: UnkeyedEncodingContainer {
  let place: JSONPlace
  var codingPath: [any CodingKey] { [] }
  var count: Int { if case .array(let places) = place.value { places.count } else { 0 } }

  func encodeNil() { place.append().value = .null }
  func encode(_ value: some Encodable) throws {
    try value.encode(to: JSONValueEncoder(place: place.append()))
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    JSONValueEncoder(place: place.append()).container(keyedBy: type)
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONValueEncoder(place: place.append()).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { JSONValueEncoder(place: place.append()) }
}
