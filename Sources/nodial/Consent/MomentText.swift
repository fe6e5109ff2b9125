import ConsentLedger

/// Reads moments as exports of other programs write them.
///
/// ```
///   2026-11-20T10:11:12Z   2026-11-20 10:11   20.11.2026 10:11   20 Nov 2026   Nov 20, 2026 10:11 AM
///   Fri, 20 Nov 2026 10:11:12 +0100   11/20/2026   20/11/2026   11/12/2026 only if its order is said
/// ```
struct MomentText {
  /// Which comes first of day and month, where nothing else tells.
  enum Order: String, CaseIterable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
  }

  var order: Order?

  /// Why a text is none.
  enum Failure: Error {
    case unreadable
    /// Day and month may be either.
    case ambiguous
  }

  /// - Parameter isForbidding: True if a day alone counts until its end, and so does its midnight, as which many programs
  ///   write a day.
  func moment(_ text: String, isForbidding: Bool) -> Result<Moment, Failure> {
    // What is usual is read at once; but for midnight, which may stand for a day.
    if !(isForbidding && text.contains("00:00")), let moment = read(text, isForbidding) {
      return .success(moment)
    }
    let parts: Parts
    switch self.parts(text) {
    case .success(let found): parts = found
    case .failure(let failure): return .failure(failure)
    }
    let isDay = parts.time.isEmpty || isForbidding && parts.isMidnight
    return read(isDay ? parts.date : "\(parts.date)T\(parts.time)\(parts.zone)", isForbidding)
      .map { .success($0) } ?? .failure(.unreadable)
  }

  private func read(_ text: String, _ isForbidding: Bool) -> Moment? {
    isForbidding ? Moment(forbidding: text) : Moment(text)
  }

  // MARK: Parts

  private struct Parts {
    /// 2026-11-20
    var date: String
    /// 10:11:12, or nothing.
    var time = ""
    /// Z, +01:00, or nothing.
    var zone = ""

    /// Without a zone, which only a clock adds.
    var isMidnight: Bool { zone.isEmpty && time.allSatisfy { "0:.".contains($0) } }
  }

  private static let months = [
    ["jan"], ["feb"], ["mar", "mär", "mrz"], ["apr"], ["may", "mai"], ["jun"], ["jul"], ["aug"],
    ["sep"], ["oct", "okt"], ["nov"], ["dec", "dez"],
  ]
  private static let weekdays = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
  ]

  /// Words and numbers, in their order.
  private func parts(_ text: String) -> Result<Parts, Failure> {
    // The T of ISO 8601 stands between digits.
    let text = text.replacing(#/(\d)[Tt](\d)/#) { "\($0.1) \($0.2)" }
    var words = text.split { " ,\t\u{A0}\u{202F}".contains($0) }.map(String.init)
    if let first = words.first?.lowercased().prefix(3), first.allSatisfy(\.isLetter),
      Self.weekdays.contains(String(first))
        || Self.weekdays.contains(String(first.prefix(2)))
          && words[0].hasSuffix(".")
    {
      words.removeFirst()
    }
    guard let first = words.first else { return .failure(.unreadable) }
    var date: String?
    var rest = words.dropFirst()
    if first.contains(where: { "./-".contains($0) }), first.count > 4 {
      switch day(first) {
      case .success(let found): date = found
      case .failure(let failure): return .failure(failure)
      }
    } else if words.count >= 3 {
      // A day, a month in words and a year, in either order.
      let (month, day) =
        Self.month(words[0]).map { ($0, words[1]) } ?? (Self.month(words[1]) ?? 0, words[0])
      date = Self.date(year: words[2], month: "\(month)", day: day.filter(\.isNumber))
      rest = words.dropFirst(3)
    }
    guard let date else { return .failure(.unreadable) }
    return time(Array(rest), of: date).map { .success($0) } ?? .failure(.unreadable)
  }

  private static func month(_ word: String) -> Int? {
    let begin = String(word.lowercased().prefix(3))
    return months.firstIndex { $0.contains(begin) }.map { $0 + 1 }
  }

  /// A day in numbers.
  private func day(_ text: String) -> Result<String, Failure> {
    let numbers = text.split { "./-".contains($0) }.map(String.init)
    guard numbers.count == 3 else { return .failure(.unreadable) }
    if numbers[0].count == 4 {
      return Self.date(year: numbers[0], month: numbers[1], day: numbers[2])
        .map { .success($0) } ?? .failure(.unreadable)
    }
    guard let first = Int(numbers[0]), let second = Int(numbers[1]) else {
      return .failure(.unreadable)
    }
    var isDayFirst = text.contains(".") || first > 12 || first == second
    if let order, !text.contains(".") {
      isDayFirst = order == .dayFirst
    } else if !isDayFirst && second <= 12 {
      return .failure(.ambiguous)
    }
    let (month, day) = isDayFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
    return Self.date(year: numbers[2], month: month, day: day).map { .success($0) }
      ?? .failure(.unreadable)
  }

  private static func date(year: String, month: String, day: String) -> String? {
    guard year.count == 4, year.allSatisfy(\.isASCII), let month = Int(month), let day = Int(day),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A time of the day, with AM or PM, and a zone.
  private func time(_ words: [String], of date: String) -> Parts? {
    var parts = Parts(date: date)
    guard var time = words.first else { return parts }
    var rest = words.dropFirst()
    // What stands right behind it.
    if let end = time.firstIndex(where: { !($0.isNumber || ":.".contains($0)) }) {
      rest = [String(time[end...])] + rest
      time = String(time[..<end])
    }
    var numbers = time.split(separator: ":").map(String.init)
    guard numbers.count >= 2, var hour = Int(numbers[0]) else { return nil }
    if let half = rest.first?.lowercased().filter(\.isLetter), half == "am" || half == "pm" {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
      rest = rest.dropFirst()
    }
    numbers[0] = Self.padded(hour)
    parts.time = numbers.joined(separator: ":")
    switch rest.first?.uppercased() {
    case nil: break
    case "UHR": break
    case "Z", "UTC", "GMT": parts.zone = "Z"
    case let zone? where zone.hasPrefix("+") || zone.hasPrefix("-"): parts.zone = zone
    default: return nil
    }
    return rest.count <= 1 ? parts : nil
  }
}
