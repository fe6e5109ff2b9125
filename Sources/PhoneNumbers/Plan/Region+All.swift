extension Region {
  /// All regions of the plan, by code: 245 of them.
  public static let all: [Region] = {
    let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return letters.flatMap { first in
      letters.compactMap { second in Region(String(decoding: [first, second], as: UTF8.self)) }
    }
  }()
}
