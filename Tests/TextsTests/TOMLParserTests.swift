import Testing

@testable import Texts

/// Every kind of value, and what TOML 1.0 forbids. The answers are those of Python's `tomllib`.
struct TOMLParserTests {
  @Test(
    arguments: [
      ("1", .integer(1)), ("+0", .integer(0)), ("-17", .integer(-17)), ("1_000", .integer(1000)),
      ("0xDEAD_beef", .integer(0xDEAD_BEEF)), ("0o755", .integer(0o755)), ("0b11", .integer(3)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("1.5", .double(1.5)), ("-0.01", .double(-0.01)), ("5e+22", .double(5e22)),
      ("6.626e-34", .double(6.626e-34)), ("1_0.2_5", .double(10.25)), ("1e06", .double(1e6)),
      ("inf", .double(.infinity)), ("-inf", .double(-.infinity)),
      ("true", .boolean(true)), ("false", .boolean(false)),
      ("2026-11-28", .date("2026-11-28")), ("07:32:00", .time("07:32:00")),
      ("2026-11-28T07:32:00Z", .dateTime("2026-11-28T07:32:00Z")),
      ("2026-11-28 07:32:00.5+01:00", .dateTime("2026-11-28 07:32:00.5+01:00")),
      ("2024-02-29", .date("2024-02-29")),
      (#""a\tb\u00e9\U0001F600\"\\""#, .string("a\tbé😀\"\\")), (#"'a\b'"#, .string(#"a\b"#)),
      ("\"\"", .string("")), ("''", .string("")),
      ("\"\"\"\n a\n\"b\" \\\n   c\"\"\"\"", .string(" a\n\"b\" c\"")),
      ("'''\r\na\r\n'b''''", .string("a\n'b'")),
      (
        "[1, 'a', [ ], # so\n  { b = 1 },\n]",
        .array([.integer(1), .string("a"), .array([]), .table(["b": .integer(1)])])
      ),
      (
        "{ a.b = 1, a.c = 2, \"d e\" = 3 }",
        .table([
          "a": .table(["b": .integer(1), "c": .integer(2)]), "d e": .integer(3),
        ])
      ),
      ("{}", .table([:])),
    ] as [(String, TOMLValue)])
  func values(text: String, value: TOMLValue) throws {
    #expect(try TOMLParser.table(of: "x = \(text) # note\n") == ["x": value])
    #expect(try TOMLParser.table(of: "\u{FEFF}\r\n\tx=\(text)") == ["x": value])
  }

  @Test func tablesAndKeys() throws {
    let text = """
      top = 1
      a.b."c d" = 2
      [t]
      x = 3
      y.z = 4
      [t.u.v]
      w = 5
      [t.u]
      late = 6
      [[list]]
      id = "first"
      [list.columns]
      number = "n"
      [[list]]
      id = "second"
      ['']
      - = 7
      """
    #expect(
      try TOMLParser.table(of: text) == [
        "top": .integer(1), "a": .table(["b": .table(["c d": .integer(2)])]),
        "t": .table([
          "x": .integer(3), "y": .table(["z": .integer(4)]),
          "u": .table(["v": .table(["w": .integer(5)]), "late": .integer(6)]),
        ]),
        "list": .array([
          .table(["id": .string("first"), "columns": .table(["number": .string("n")])]),
          .table(["id": .string("second")]),
        ]), "": .table(["-": .integer(7)]),
      ])
    #expect(try TOMLParser.table(of: "") == [:])
  }

  @Test(
    arguments: [
      "x", "x =", "x = \n1", "= 1", "x = 1 y = 2", "x = 01", "x = 1__0", "x = _1", "x = 1_",
      "x = 1.", "x = .5", "x = 1e", "x = +0x1", "x = 0X1", "x = 0b2", "x = 0x", "x = 1.e5",
      "x = 9223372036854775808", "x = True", "x = yes", "x = nul", "x = ++1",
      "x = 2026-02-30", "x = 2026-13-01", "x = 24:00:00", "x = 2026-11-28T07:32Z",
      "x = 2026-11-28T07:32:00+1:00", "x = 07:32:00Z",
      "x = 'a", "x = \"a\nb\"", "x = \"a\u{1}\"", "x = \"\\q\"", "x = \"\\ud800\"",
      "x = \"\\u12\"", "x = '''a", "x = \"\"\"a\"\"", "# \u{7F}", "x = 'a\rb'", "x = 1\ry = 2",
      "x = [1", "x = [1 2]", "x = [,]", "x = [1,,2]", "x = { a = 1, }", "x = { a = 1\n}",
      "x = { a = 1, a = 2 }", "x = { a.b = 1, a = 2 }", "x = { a = 1, a.b = 2 }",
      "x = { a = {}, a.b = 1 }", "x = 1\nx = 2", "x = 1\nx.y = 2", "x.y = 1\nx = 2",
      "[a]\n[a]", "a = 1\n[a]", "[a]\nb = 1\n[a.b]", "a.b = 1\n[a]", "a.b.c = 1\n[a.b]",
      "[a.b]\n[a]\nb.c = 1", "[a]\n[[a]]", "[[a]]\n[a]", "a = []\n[[a]]", "a = {}\n[a.b]",
      "a = {}\na.b = 1", "[[a]]\n[[a.b]]\n[a.b]", "[a", "[a]]", "[[a]", "[ [a]]", "[]", "[a.]",
      "[a] b = 1", "a b = 1", "\"\"\"a\"\"\" = 1", "x = \u{0}",
      "x = " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ])
  func whatIsForbidden(text: String) {
    #expect(throws: TOMLError.self) { try TOMLParser.table(of: text) }
  }

  @Test func theLineIsTold() {
    #expect(throws: TOMLError(line: 3, reason: "a value is missing")) {
      try TOMLParser.table(of: "a = 1\n\nb = # nothing\n")
    }
    #expect(throws: TOMLError(line: 2, reason: "\"a\" is defined twice")) {
      try TOMLParser.table(of: "a = 1\na = 2\n")
    }
  }
}
