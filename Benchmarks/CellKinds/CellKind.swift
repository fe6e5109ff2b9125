/// A kind of cell, as a pattern that digits are drawn for: `#` stands for any digit, `@` for 2 to 9.
struct CellKind {
  var region: String
  var name: String
  var pattern: String

  /// The first kind of a region is what its others are compared with.
  static let all: [CellKind] =
    kinds(
      of: "US",
      [
        ("valid", "415@######"), ("valid, written out", "(415) @##-####"),
        ("any area code", "@##@######"),
        ("any, written out", "(@##) @##-####"), ("any, +1", "+1@##@######"),
        ("possible", "811@######"), ("local", "@######"), ("local, written out", "@##-####"),
        ("doubtful, 9 digits", "@########"), ("doubtful, written out", "@##-@##-##"),
        ("doubtful, bracket", "+1 (@##) @##-##"), ("doubtful, 12 digits", "@###########"),
        ("+44, possible", "+443@########"), ("extension", "415-@##-#### x12"),
        ("possible, extension", "811-@##-#### x12"), ("word before", "Home 415-@##-####"),
        ("label before", "Tel: (415) @##-####"), ("word behind", "415-@##-#### home"),
        ("word in brackets", "(415) @##-#### (cell)"), ("name behind", "415-@##-####, Bob Smith"),
        ("possible, word", "811-@##-#### cell"),
        ("two, slash", "415-@##-#### / 212-@##-####"), ("two, semicolon", "415@######; 212@######"),
        ("two, or", "(415) @##-#### or (212) @##-####"),
        ("two labels", "Home 415-@##-#### Work: 212-@##-####"),
        ("possible and valid", "811-@##-#### / 212-@##-####"), ("vanity", "1-800-FLOWERS"),
        ("remark", "opted out: 2024-05-##, ask Bob"), ("no number", "unknown"),
        ("decimals", "415@######.0"), ("no-break space", "415\u{A0}@##\u{A0}####"),
      ])
    + kinds(
      of: "GB",
      [
        ("valid", "020 7946 ####"), ("any block", "0@#########"), ("possible", "03@ #### ####"),
        ("doubtful", "020 7946 #### ###"), ("+44", "+44 20 7946 ####"),
        ("label before", "Tel: 020 7946 ####"),
        ("two, slash", "020 7946 #### / 020 7946 ####"),
      ])
    + kinds(
      of: "DE",
      [("valid", "030 1234####"), ("any block", "0@########"), ("own code", "49301234####")])
    + kinds(of: "FR", [("valid", "01 42 ## ## ##"), ("any block", "0# ## ## ## ##")])
    + kinds(of: "BR", [("valid", "11 9@### ####"), ("any block", "@@ @#### ####")])
    + kinds(
      of: "IN",
      [
        ("valid", "98### #####"), ("any block", "@#### #####"),
        ("two, slash", "98### ##### / 98### #####"),
      ])
    + kinds(of: "IT", [("valid", "06698#####"), ("any block", "@########")])

  private static func kinds(of region: String, _ kinds: [(String, String)]) -> [CellKind] {
    kinds.map { CellKind(region: region, name: $0.0, pattern: $0.1) }
  }

  /// Cells of the kind, one behind the other.
  func cells(count: Int) -> CellRun {
    var random = Draw(state: 0x9E37_79B9_7F4A_7C15)
    var run = CellRun()
    for _ in 0..<count {
      run.append(
        pattern.utf8.map { byte in
          switch byte {
          case UInt8(ascii: "#"): 48 + UInt8(random.next() % 10)
          case UInt8(ascii: "@"): 50 + UInt8(random.next() % 8)
          default: byte
          }
        })
    }
    return run
  }
}

/// Cells in one run of bytes, as a scan leaves them.
struct CellRun {
  var bytes: [UInt8] = []
  var starts: [UInt32] = []
  var ends: [UInt32] = []

  mutating func append(_ cell: [UInt8]) {
    starts.append(UInt32(bytes.count))
    bytes += cell
    ends.append(UInt32(bytes.count))
    bytes.append(UInt8(ascii: ","))
  }
}

/// SplitMix64: the same cells each time.
private struct Draw {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
