import ArgumentParser
import Pipelines
import SuppressionLists
import Texts

/// The values by which lists and calls are described.
extension Values {
  /// The day, or nil if none was given.
  static func date(_ text: String?) throws -> CalendarDate? {
    guard let text else { return nil }
    guard let date = CalendarDate(text) else {
      throw ValidationError("\"\(text)\" is no date; write YYYY-MM-DD")
    }
    return date
  }

  static func channel(_ text: String) throws -> ListChannels {
    if let channel = ListChannels(name: text) { return channel }
    let names = ListChannels.named.map(\.name)
    let remedy =
      Spelling.nearest(to: text, in: names).map { "did you mean \($0)?" }
      ?? "the channels are \(names.joined(separator: ", "))"
    throw ValidationError("unknown channel \"\(text)\"; \(remedy)")
  }

  /// The days a list may be old: up to ten years, more is no limit.
  static func ageDayCount(_ text: String) throws -> Int {
    guard let count = Int(text), (0...3660).contains(count) else {
      throw ValidationError("--max-age takes a number of days from 0 to 3660, not \"\(text)\"")
    }
    return count
  }

  /// The beginning of international numbers, with or without a plus.
  static func prefix(_ text: String) throws -> String {
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    let isNumeric = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...15).contains(digits.utf8.count), isNumeric, !digits.hasPrefix("0") else {
      throw ValidationError(
        "\"\(text)\" begins no international number; write the country code and what follows: 1202, "
          + "44")
    }
    return String(digits)
  }

  /// Names separated by commas, at least one.
  static func names(_ text: String, option: String) throws -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " })
    }
    guard !names.contains("") else {
      throw ValidationError("\(option) takes ID=VALUE,VALUE,… and a value of it is empty")
    }
    return names
  }
}
