extension PhoneNumber {
  /// Whether this is a line of Kosovo under a code that it had before +383 (since 2016): +381 28, 29,
  /// 38 and 39, fixed; +377 44 and 45, +386 43 and 49, mobile.
  ///
  /// The number of today is a further key (`Renumbering`), but not all blocks were taken over as they
  /// were. Whoever has such a number should learn that it may no longer be dialled so.
  public var hasOldKosovoCode: Bool {
    var prefix = digits
    var restCount = 0
    while prefix >= 100_000 {
      prefix /= 10
      restCount += 1
    }
    // Fixed lines had five to seven digits behind these, mobile ones six.
    guard (5...7).contains(restCount) else { return false }
    switch prefix {
    case 38_128...38_129, 38_138...38_139, 37_744...37_745, 38_643, 38_649: return true
    default: return false
    }
  }
}
