import Pipelines

/// How a list is written. The table ``all`` is all there is to a format: to add one, add an entry.
public struct ListFormat: Sendable, Hashable {
  /// How rows are found in the bytes.
  enum Encoding: Sendable, Hashable {
    /// One number a line; delimiters and quotes mean nothing.
    case lines
    /// Delimited text.
    case delimited
    /// Tags, `<ac val='416'><ph val='1234567'/>`, which `TagScanner` turns into rows.
    case tags
  }

  /// What a register is about.
  struct Register: Sendable, Hashable {
    /// The beginning of the international numbers that it is of.
    var prefix: String
    /// True if it delivers area codes one by one, as they are subscribed to.
    var isByAreaCode = false
  }

  /// The name on the command line.
  public let name: String
  /// What it is, in a few words, for the help.
  public let summary: String
  let encoding: Encoding
  /// The forms it comes in; of several, the rows tell which.
  package let layouts: [ListLayout]
  /// The region whose list it is, if it is of one.
  package let regionCode: String?
  /// What the register that delivers it is about, if it is of one.
  let register: Register?
  /// Whether lists are recognised as this format by their first rows.
  let isRecognized: Bool
  /// What the words of its status column mean, if it has one.
  let statuses: ListWords

  init(
    _ name: String, _ summary: String, _ encoding: Encoding, region: String? = nil,
    register: Register? = nil, layouts: [ListLayout] = [], isRecognized: Bool = true,
    statuses: ListWords = .statuses
  ) {
    self.name = name
    self.summary = summary
    self.encoding = encoding
    self.layouts = layouts
    regionCode = region
    self.register = register
    self.isRecognized = isRecognized
    self.statuses = statuses
  }

  /// The format of this name.
  public init?(name: some StringProtocol) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// One number a line, in any writing; commas and quotes mean nothing.
  public static let plain = ListFormat("plain", "one number a line, in any writing", .lines)

  /// Delimited text with a column of numbers.
  public static let csv = ListFormat(
    "csv", "delimited text; the columns are found by their headers, or named", .delimited)

  /// The FTC's and Canada's full lists and changes, which share a form.
  private static let areaCodeLayouts: [ListLayout] = [
    .fixed(.full, [.area: .digits(3...3), .number: .digits(7...7)]),
    .fixed(.change, [.number: .digits(10...10), .date: .timestamp, .action: .action]),
    .fixed(
      .change,
      [.area: .digits(3...3), .number: .digits(7...7), .date: .timestamp, .action: .action]),
  ]

  private static let northAmerica = Register(prefix: "1", isByAreaCode: true)

  private static let tagLayouts: [ListLayout] = [
    .fixed(
      .full,
      [.area: .digits(3...3), .number: .digits(7...7), .date: .timestamp, .action: .action])
  ]

  public static let ftc = ListFormat(
    "ftc", "the US register: AAA,NNNNNNN, and its changes", .delimited, region: "US",
    register: northAmerica, layouts: areaCodeLayouts)

  public static let canada = ListFormat(
    "canada", "the Canadian register: AAA,NNNNNNN, and its changes", .delimited, region: "CA",
    register: northAmerica, layouts: areaCodeLayouts, isRecognized: false)

  public static let xml = ListFormat(
    "xml", "the US or Canadian register as tags: <ac …> <ph …/>", .tags,
    region: "US", register: northAmerica, layouts: tagLayouts)

  public static let tps = ListFormat(
    "tps", "the UK's TPS and CTPS: one number a line", .lines, region: "GB",
    register: Register(prefix: "44"), isRecognized: false)

  public static let ncpr = ListFormat(
    "ncpr", "India's register, known by its headers",
    .delimited, region: "IN", register: Register(prefix: "91"),
    layouts: [
      .headed(
        .change,
        [
          .area: ["serviceareacode", "servicearea"],
          .number: ["phonenumbers", "phonenumber", "phoneno", "number"],
          .preferences: ["preferences", "preference"],
          .action: ["opstype", "operationtype", "optype"],
        ])
    ])

  public static let wash = ListFormat(
    "wash", "the answer of a wash service: a number and its status", .delimited,
    layouts: [
      .headed(
        .full,
        [
          .number: [],
          .status: [
            "status", "result", "washresult", "dncrstatus", "dncstatus", "registerstatus",
            "listed", "registered", "dnc", "nodnc", "response",
          ],
        ])
    ], isRecognized: false)

  public static let reassigned = ListFormat(
    "reassigned", "the US reassigned-numbers database: only \"no\" clears",
    .delimited, region: "US",
    layouts: [
      .headed(
        .full,
        [
          .number: [],
          .status: ["status", "result", "response", "answer", "disconnected", "reassigned"],
        ])
    ], isRecognized: false, statuses: .reassigned)

  /// All formats, those first that are recognised first.
  public static let all = [
    plain, csv, ftc, canada, xml, tps, ncpr, wash, reassigned,
  ]
}
