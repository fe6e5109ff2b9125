/// A value of TOML 1.0 (https://toml.io/en/v1.0.0).
public enum TOMLValue: Equatable, Sendable {
  case string(String)
  case integer(Int)
  case double(Double)
  case boolean(Bool)
  /// A day, as it is written.
  case date(String)
  /// A time of day, as it is written.
  case time(String)
  /// A day and a time, with or without an offset, as they are written.
  case dateTime(String)
  case array([TOMLValue])
  case table([String: TOMLValue])

  /// What messages call such a value.
  public var kindName: String {
    switch self {
    case .string: "string"
    case .integer: "integer"
    case .double: "floating-point number"
    case .boolean: "bool"
    case .date: "date"
    case .time: "time"
    case .dateTime: "date-time"
    case .array: "array"
    case .table: "table"
    }
  }

  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  public var double: Double? { if case .double(let value) = self { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var array: [TOMLValue]? { if case .array(let value) = self { value } else { nil } }
  public var table: [String: TOMLValue]? { if case .table(let value) = self { value } else { nil } }
}

/// Why a text is no TOML.
public struct TOMLError: Error, Equatable, Sendable {
  /// Counted from 1.
  public var line: Int
  /// The end of a sentence.
  public var reason: String
}
