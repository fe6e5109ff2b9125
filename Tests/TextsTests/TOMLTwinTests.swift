import Foundation
import TestSupport
import Testing

@testable import Texts

/// The parser beside Python's `tomllib`, on texts that nobody has thought of, half of them faulty.
struct TOMLTwinTests {
  private static let textCount = 3000

  @Test func textsAreWhatPythonReadsInThem() throws {
    var random = SeededGenerator(stream: 75)
    let texts = (0..<Self.textCount).map { _ in TOMLText(&random).text }
    let wanted = try Self.python(texts)
    var faultyCount = 0
    for (text, wanted) in zip(texts, wanted) {
      let found = (try? TOMLParser.table(of: text)).map { Self.canonical(.table($0)) } ?? "E"
      #expect(found == wanted, "\(text.debugDescription)")
      faultyCount += wanted == "E" ? 1 : 0
    }
    #expect(faultyCount > Self.textCount / 10 && faultyCount < Self.textCount * 9 / 10)
  }

  /// One way to write a value; of moments only the kind, which is all that settings need.
  private static func canonical(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "s" + text.utf8.map { String($0, radix: 16) }.joined(separator: ".")
    case .integer(let number): "i\(number)"
    case .double(let number):
      number.isNaN ? "dnan" : "d" + String(number.bitPattern, radix: 16)
    case .boolean(let value): value ? "b1" : "b0"
    case .date: "D"
    case .time: "T"
    case .dateTime: "M"
    case .array(let values): "[" + values.map(canonical).joined(separator: ",") + "]"
    case .table(let table):
      "{"
        + table.map { canonical(.string($0.key)) + "=" + canonical($0.value) }.sorted()
        .joined(separator: ",") + "}"
    }
  }

  private static func python(_ texts: [String]) throws -> [String] {
    let folder = TemporaryFolder()
    let source = folder.path + "/texts.json"
    let target = folder.path + "/values.json"
    try JSONEncoder().encode(texts).write(to: URL(filePath: source))
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script, source, target]
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    return try JSONDecoder().decode([String].self, from: Data(contentsOf: URL(filePath: target)))
  }

  private static let script = """
    import datetime, json, struct, sys, tomllib

    def canonical(value):
        match value:
            case bool(): return "b1" if value else "b0"
            case str(): return "s" + ".".join("%x" % byte for byte in value.encode())
            case int(): return f"i{value}" if -1 << 63 <= value < 1 << 63 else "E"
            case float():
                return "dnan" if value != value else "d%x" % struct.unpack("<Q", struct.pack("<d", value))
            case datetime.datetime(): return "M"
            case datetime.date(): return "D"
            case datetime.time(): return "T"
            case list(): return "[" + ",".join(map(canonical, value)) + "]"
            case dict():
                return "{" + ",".join(sorted(canonical(k) + "=" + canonical(v) for k, v in value.items())) + "}"

    def read(text):
        try:
            found = canonical(tomllib.loads(text))
        except ValueError:
            return "E"
        return "E" if "E" in found else found

    with open(sys.argv[1], encoding="utf-8") as file:
        values = [read(text) for text in json.load(file)]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(values, file)
    """
}

/// A text that looks like settings, with damage in half of all cases.
private struct TOMLText {
  private(set) var text = ""
  private var random: SeededGenerator

  private static let values = [
    "1", "-17", "+0", "1_000", "0xFF", "0o17", "0b101", "1.5", "-0.0", "6e3", "1e-2", "inf", "nan",
    "true",
    "false", "2026-11-28", "07:32:00", "2026-11-28T07:32:00Z", "2026-11-28 07:32:00.5+01:00",
    "\"a\\tb\\u00e9\"", "'a\\b'", "\"\"\"\n a\\\n  b\"\"\"", "'''\nx'y'''", "\"\"", "[]", "{}",
    "9223372036854775807",
    "9223372036854775808", "00", "1__0", "1.", ".5", "2026-02-30", "25:00:00", "\"\\q\"", "tru",
    "\"ü😀\"",
  ]
  private static let keys = [
    "a", "b", "c", "list", "a.b", "\"x y\"", "'q'", "index", "a.c.d", "-", "1", "ü",
  ]
  private static let junk = Array("=[]{}.,#\"'\\\n\r\t _-+0aeE:\u{7F}\u{1}")

  init(_ generator: inout SeededGenerator) {
    random = generator
    for _ in 0..<Int.random(in: 1...8, using: &random) { appendLine() }
    if Bool.random(using: &random) {
      for _ in 0..<Int.random(in: 1...2, using: &random) { damage() }
    }
    generator = random
  }

  private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random)! }

  private mutating func value(_ depth: Int) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where depth < 3:
      let values = (0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth + 1) }
      return "[ " + values.joined(separator: pick([",", ", ", " ,\n # x\n"])) + pick(["", ","])
        + "]"
    case 1 where depth < 3:
      let count = Int.random(in: 0...3, using: &random)
      let members = (0..<count).map {
        "\(pick(["k", "l.m", "\"n\""]))\($0 == 0 ? "" : "\($0)") = \(value(depth + 1))"
      }
      return "{ " + members.joined(separator: ", ") + " }"
    default: return pick(Self.values)
    }
  }

  private mutating func appendLine() {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: text += "[\(pick(Self.keys))]"
    case 1: text += "[[\(pick(["list", "index", "a.list"]))]]"
    case 2: text += "# \(pick(["note", "ü", "="]))"
    case 3: text += pick(["", "  ", "\t"])
    default:
      let number = Int.random(in: 0...9, using: &random)
      text +=
        "\(pick(Self.keys))\(number)\(pick([" = ", "=", "\t= "]))\(value(0))\(pick(["", " # so"]))"
    }
    text += pick(["\n", "\n", "\r\n"])
  }

  private mutating func damage() {
    var characters = Array(text)
    guard !characters.isEmpty else { return }
    let place = Int.random(in: 0..<characters.count, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: characters.remove(at: place)
    case 1: characters.insert(Self.junk.randomElement(using: &random)!, at: place)
    default: characters[place] = Self.junk.randomElement(using: &random)!
    }
    text = String(characters)
  }
}
