/// A region known to the numbering plan ("US"), resolved once a file.
public struct Region: Hashable, Sendable {
  let letters: (UInt8, UInt8)

  /// The region with this code: two upper-case letters; nil if the plan does not know it.
  public init?(_ code: String) {
    let bytes = Array(code.utf8)
    guard bytes.count == 2, bytes.allSatisfy({ (65...90).contains($0) }) else { return nil }
    letters = (bytes[0], bytes[1])
  }

  /// The two letters.
  public var code: String { String(decoding: [letters.0, letters.1], as: UTF8.self) }

  /// The code that was probably meant by a text that is none ("uk" is "GB"), for usage errors.
  public static func suggestion(for text: String) -> String? {
    let code = text.uppercased()
    return code == "UK" ? "GB" : Region(code)?.code
  }

  public static func == (left: Region, right: Region) -> Bool { left.letters == right.letters }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(letters.0)
    hasher.combine(letters.1)
  }
}
