/// One way to write a phone number: the pieces around its three parts.
///
///     before | area code | afterAreaCode | exchange | afterExchange | line | after
struct PhoneWriting {
  private let before: [UInt8]
  private let afterAreaCode: [UInt8]
  private let afterExchange: [UInt8]
  private let after: [UInt8]

  /// - Parameter pattern: `AAA`, `EEE` and `LLLL` stand for the parts.
  private init(_ pattern: String) {
    let bytes = Array(pattern.utf8)
    let area = bytes.firstIndex(of: UInt8(ascii: "A"))!
    let exchange = bytes.firstIndex(of: UInt8(ascii: "E"))!
    let line = bytes.firstIndex(of: UInt8(ascii: "L"))!
    before = Array(bytes[..<area])
    afterAreaCode = Array(bytes[(area + 3)..<exchange])
    afterExchange = Array(bytes[(exchange + 3)..<line])
    after = Array(bytes[(line + 4)...])
  }

  func append(_ number: NationalNumber, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: before)
    bytes.appendThreeDigits(number.areaCode)
    bytes.append(contentsOf: afterAreaCode)
    bytes.appendThreeDigits(number.exchange)
    bytes.append(contentsOf: afterExchange)
    bytes.appendFourDigits(number.line)
    bytes.append(contentsOf: after)
  }

  /// The writings of a style, all equally likely.
  static func all(of style: CampaignStyle) -> [PhoneWriting] {
    switch style {
    case .clean: ["AAAEEELLLL", "+1AAAEEELLLL"].map(PhoneWriting.init)
    case .uniform: ["AAAEEELLLL"].map(PhoneWriting.init)
    case .messy:
      [
        "(AAA) EEE-LLLL", "AAA-EEE-LLLL", "AAA.EEE.LLLL", "AAA EEE LLLL", "AAAEEELLLL",
        "+1AAAEEELLLL", "+1 AAA EEE LLLL", "1-AAA-EEE-LLLL", "+1 (AAA) EEE-LLLL", "1AAAEEELLLL",
        "(AAA) EEE-LLLL x123", "AAA-EEE-LLLL ext. 7", " AAA-EEE-LLLL", "(AAA) EEE-LLLL  ",
        "\"(AAA) EEE-LLLL\"", "AAA/EEE-LLLL",
      ].map(PhoneWriting.init)
    }
  }

  /// Phone cells that hold no number: libphonenumber refuses them or finds no possible number.
  static let invalid: [[UInt8]] = ["", "n/a", "none", "unknown", "-", "?", "12345", "0"].map {
    Array($0.utf8)
  }
}
