/// Phone cells as files have them and worse: numbers in many writings, labels, extensions, second
/// numbers, digits of other scripts, damage of spreadsheets, cut characters, very long cells.
public struct CellGenerator {
  public var generator: SeededGenerator

  public init(_ generator: SeededGenerator) { self.generator = generator }

  /// Regions whose rules differ from one another.
  public static let regions = [
    "US", "CA", "BB", "AG", "JM", "GB", "GG", "DE", "AT", "BR", "AR", "MX", "IT", "SM", "JP", "RU",
    "KZ", "FR", "RE", "CN", "AU", "BJ", "CI", "GA", "UZ", "HU", "XK", "SG", "KR", "BY", "ZZ",
  ]

  private static let prefixes = [
    "", "", "", "+", "+", "00", "011", "0", "1", "+1", "1", "44", "+44", "49", "+49", "+39", "0039",
    "+7", "8", "810", "0011", "+52 1", "044", "+54 9", "+55", "55", "+33", "33", "+ ", "++", "(+",
    "0800",
    "1800", "+86", "86", "+61", "61", "+81", "+225", "+229", "+378", "+998", "+383", "*", "#", "90",
  ]
  private static let starts = [
    "", "", "202555", "212", "4478", "3023", "0549", "9112", "1198765", "5512", "0711", "17622",
    "800", "911",
    "20794", "06698", "0123", "71234", "90312", "2620", "6901",
  ]
  private static let separators = [
    "-", " ", ".", "/", "(", ")", ") ", " (", "[", "]", "  ", " - ", "--", "(0)", " (0) ", "x", ",",
    ";",
    "_", ":", "|", "~", "*", "\t", "\u{A0}", "\u{2011}", "\u{2022}", "\u{202F}", "\u{200B}",
    "\u{FF0D}", "\\",
    "&", "'", "=", "\n",
  ]
  private static let labels = [
    " x", "x", " ext ", " ext. ", " ext", "ext", "#", " #", ";ext=", " extn ", " extension ",
    " EXT.",
    " X", " xt ", "xtn", " int ", "~", ",", ",,", ";", " - ", " ext: ", "x:", "x.", "/x", " / x",
    "\\x",
    " доб. ", " anexo ", " extensión ", "ｅｘｔ", "＃", ", ext. ", " (ext ", " ex", " e", ";isub=",
    "ext.,-", "x ,",
  ]
  private static let words = [
    "tel:", "Tel. ", "Line 2: ", "home", " cell", " (work)", "fax ", " or ", " and ", "call 24h",
    "n/a",
    "FLOWERS", "unknown", "-", "?", "none", "\"", "'", "=", "=\"", "E+09", ".0", ".00", ",0", "e9",
    "(1)",
    ";phone-context=+1", ";phone-context=example.com", ";phone-context=+1-914-555", "\u{FEFF}",
    "\u{202A}", "\u{202C}", "\u{200E}", "１", "２３", "٠١", "０", "½", "é", "🙂", "+", "0", " ",
    "          ",
  ]
  private static let zeros: [UInt32] = [0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE]

  /// A cell of at most a few hundred bytes.
  public mutating func next() -> [UInt8] {
    switch pick(in: 0..<24) {
    case 0...5: return number()
    case 6...11: return number(separatorCount: 12)
    case 12...14: return number() + text(Self.labels) + digits(1...9) + tail()
    case 15: return text(Self.words) + number() + text(Self.words)
    case 16: return number() + text(Self.separators) + number()
    case 17: return number() + text(Self.words) + number() + text(Self.labels) + digits(1...22)
    case 18: return foreign(number())
    case 19: return digits(1...4) + text(Self.words)
    case 20: return bytes(0...40)
    case 21: return (0..<pick(in: 1..<60)).flatMap { _ in number() }
    case 22: return mutated(number() + text(Self.labels) + digits(1...6))
    default: return mutated(text(Self.words) + number(separatorCount: 34) + tail())
    }
  }

  /// A number; the higher `separatorCount`, the odder what stands between the digits.
  private mutating func number(separatorCount: Int = 0) -> [UInt8] {
    var cell = text(Self.prefixes) + text(Self.starts)
    let rate = pick(in: 1..<6)
    for digit in digits(2...(pick(in: 0..<20) == 0 ? 22 : 9)) {
      if separatorCount > 0, pick(in: 0..<rate) == 0 {
        cell += Array(Self.separators[pick(in: 0..<separatorCount)].utf8)
      }
      cell.append(digit)
    }
    return cell
  }

  private mutating func tail() -> [UInt8] {
    ["", "", "", "", " ", ")", "  ", ".", "#", "-", " x"][pick(in: 0..<11)].utf8.map { $0 }
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> [UInt8] {
    (0..<pick(in: count.lowerBound..<count.upperBound + 1)).map { _ in UInt8(48 + pick(in: 0..<10))
    }
  }

  private mutating func bytes(_ count: ClosedRange<Int>) -> [UInt8] {
    (0..<pick(in: count.lowerBound..<count.upperBound + 1)).map { _ in UInt8(pick(in: 0..<256)) }
  }

  /// Some of the digits in another script.
  private mutating func foreign(_ cell: [UInt8]) -> [UInt8] {
    let zero = Self.zeros[pick(in: 0..<Self.zeros.count)]
    return cell.flatMap { byte -> [UInt8] in
      guard byte &- 48 < 10, pick(in: 0..<2) == 0 else { return [byte] }
      return Array(String(Unicode.Scalar(zero + UInt32(byte - 48))!).utf8)
    }
  }

  /// The cell with bytes put in, left out, doubled or cut off.
  public mutating func mutated(_ original: [UInt8]) -> [UInt8] {
    var cell = original
    for _ in 0..<pick(in: 1..<5) {
      let place = pick(in: 0..<cell.count + 1)
      switch pick(in: 0..<6) {
      case 0: cell.insert(UInt8(pick(in: 0..<256)), at: place)
      case 1: cell.insert(contentsOf: text(Self.separators + Self.labels), at: place)
      case 2 where place < cell.count: cell.remove(at: place)
      case 3 where place < cell.count: cell[place] ^= 1 << UInt8(pick(in: 0..<8))
      case 4: cell.insert(contentsOf: cell.suffix(cell.count - place), at: place)
      default: cell.removeLast(pick(in: 0..<min(4, cell.count + 1)))
      }
    }
    return cell
  }

  private mutating func text(_ choices: [String]) -> [UInt8] {
    Array(choices[pick(in: 0..<choices.count)].utf8)
  }

  public mutating func pick(in range: Range<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }
}
