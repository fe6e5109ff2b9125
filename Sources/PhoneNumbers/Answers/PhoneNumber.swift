/// A parsed number: calling code and national digits, as one integer.
///
/// The first digit of a calling code is never 0, so the digits of the E.164 form and this integer
/// say the same thing, leading zeros of the national number included.
public struct PhoneNumber: Hashable, Sendable {
  /// The digits of the E.164 form; at most 20, so that 64 bits are not enough for all of them.
  let digits: UInt128

  /// The number with these E.164 digits.
  public init(key: UInt64) { digits = UInt128(key) }

  init(digits: UInt128) { self.digits = digits }

  /// The E.164 digits as an integer; 0 for a number of 20 digits, which has no key.
  ///
  /// Only doubtful numbers are that long: no numbering plan goes beyond 19.
  public var key: UInt64 { UInt64(exactly: digits) ?? 0 }

  /// The E.164 form, `+` and digits.
  public var e164: String { "+\(digits)" }
}

extension PhoneNumber: CustomStringConvertible {
  public var description: String { e164 }
}
