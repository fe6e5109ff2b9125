import FoundationEssentials

/// Any value of JSON, where nothing is known of its shape.
enum JSONTree: Decodable {
  case object([String: JSONTree])
  case array([JSONTree])
  case string(String)
  case integer(Int64)
  case number(Double)
  case bool(Bool)
  case null

  /// The value that a text is; nil if it is no JSON.
  init?(_ text: some Sequence<UInt8>) {
    guard let value = try? JSONDecoder().decode(JSONTree.self, from: Data(text)) else { return nil }
    self = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let values = try? container.decode([JSONTree].self) {
      self = .array(values)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  /// The members of an object; none of anything else.
  var members: [String: JSONTree] {
    if case .object(let members) = self { members } else { [:] }
  }

  /// The elements of an array; none of anything else.
  var elements: [JSONTree] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// A string, or a number in its digits.
  var text: String? {
    switch self {
    case .string(let value): value
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    default: nil
    }
  }

  subscript(name: String) -> JSONTree? { members[name] }

  /// Whether an object in a text, of which this is the value, has two members of one name: only one of them is here.
  func lacksMembers(of text: some Sequence<UInt8>) -> Bool {
    var colonCount = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if byte == UInt8(ascii: ":"), !isInString {
        colonCount += 1
      }
    }
    return colonCount != memberCount
  }

  /// Members of all objects.
  private var memberCount: Int {
    switch self {
    case .object(let members): members.values.reduce(members.count) { $0 + $1.memberCount }
    case .array(let elements): elements.reduce(0) { $0 + $1.memberCount }
    default: 0
    }
  }
}
