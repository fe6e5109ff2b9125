/// A string of decimal digits, four bits each, the first digit in the top bits of `head`.
///
///     "4420…"   head   4420 79460000 0000      digits 0 to 15
///               second                         digits 16 to 31
///               third                          digits 32 to 47
///
/// Further digits are counted and not kept: no rule looks at them, since a national number has at
/// most 17 digits and all that can be cut off in front of it is shorter than 30.
struct PackedDigits: Equatable {
  static let wordDigitCount = 16

  var head: UInt64 = 0
  var second: UInt64 = 0
  var third: UInt64 = 0
  var count = 0

  init() {}

  init(head: UInt64, count: Int) {
    self.head = head
    self.count = count
  }

  /// The digit at `index`, which is below 16.
  @inline(always)
  subscript(index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: head &>> (60 &- 4 &* UInt64(truncatingIfNeeded: index)) & 15)
  }

  @inline(always)
  mutating func append(_ digit: UInt8) {
    let word = UInt64(digit) &<< (60 &- 4 &* UInt64(truncatingIfNeeded: count))
    switch count &>> 4 {
    case 0: head |= word
    case 1: second |= word
    case 2: third |= word
    default: break
    }
    count &+= 1
  }

  /// Appends up to 16 digits, the first in the top bits of a word that has nothing else.
  @inline(always)
  mutating func append(_ word: UInt64, count added: Int) {
    let shift = UInt64(truncatingIfNeeded: 4 &* (count & 15))
    let upper = word &>> shift
    // Two steps, since a shift by 64 would be one by 0.
    let lower = (word &<< 1) &<< (63 &- shift)
    switch count &>> 4 {
    case 0:
      head |= upper
      second |= lower
    case 1:
      second |= upper
      third |= lower
    case 2: third |= upper
    default: break
    }
    count &+= added
  }

  /// All but the first digits, of which at most 15 go, and no more than there are.
  @inline(always)
  func dropping(_ dropped: Int) -> PackedDigits {
    let shift = UInt64(truncatingIfNeeded: 4 &* dropped)
    var result = self
    // Two steps, since a shift by 64 would be one by 0.
    result.head = head &<< shift | (second &>> 1) &>> (63 &- shift)
    result.second = second &<< shift | (third &>> 1) &>> (63 &- shift)
    result.third = third &<< shift
    result.count = count &- dropped
    return result
  }

  /// The first digits, at most 16 of them.
  func keeping(_ kept: Int) -> PackedDigits {
    let shift = UInt64(truncatingIfNeeded: 64 &- 4 &* kept)
    return PackedDigits(head: kept == 0 ? 0 : (head &>> shift) &<< shift, count: kept)
  }

  /// These digits after up to four others, given as nibbles from the top of 16 bits.
  @inline(always)
  func prepending(_ nibbles: UInt16, count added: Int) -> PackedDigits {
    let shift = UInt64(truncatingIfNeeded: 4 &* added)
    var result = self
    result.head = UInt64(nibbles) &<< 48 | head &>> shift
    result.second = second &>> shift | (head &<< 1) &<< (63 &- shift)
    result.third = third &>> shift | (second &<< 1) &<< (63 &- shift)
    result.count = count &+ added
    return result
  }

  /// These digits without those in `range`, which ends within the first 16.
  func removing(_ range: Range<Int>) -> PackedDigits {
    var result = dropping(range.upperBound)
    for index in (0..<range.lowerBound).reversed() {
      result = result.prepending(UInt16(self[index]) << 12, count: 1)
    }
    return result
  }

  /// Whether the digits start with one to four others, given as nibbles from the top of 16 bits.
  @inline(always)
  func starts(with nibbles: UInt16, count prefixCount: Int) -> Bool {
    let shift = UInt64(truncatingIfNeeded: 64 &- 4 &* prefixCount)
    return count >= prefixCount && head &>> shift == (UInt64(nibbles) &<< 48) &>> shift
  }

  /// The first three digits as an integer; meaningful if there are three.
  @inline(always)
  var firstThree: UInt32 {
    let bits = UInt32(truncatingIfNeeded: head &>> 52)
    return (bits &>> 8) &* 100 &+ (bits &>> 4 & 15) &* 10 &+ (bits & 15)
  }

  /// The digits as an integer, if there are 1 to 16.
  @inline(always)
  var wordValue: UInt64 {
    PackedDigits.value(head &>> (64 &- 4 &* UInt64(truncatingIfNeeded: count)))
  }

  /// The digits as an integer; there are at most 20.
  var value: UInt128 {
    if count <= PackedDigits.wordDigitCount { return count == 0 ? 0 : UInt128(wordValue) }
    let rest = PackedDigits(head: second, count: count - PackedDigits.wordDigitCount)
    var scale: UInt128 = 1
    for _ in 0..<rest.count { scale *= 10 }
    return UInt128(PackedDigits.value(head)) * scale + UInt128(rest.wordValue)
  }

  /// The value of sixteen packed digits: pairs, then fours, eights, and all sixteen at once.
  @inline(always)
  private static func value(_ nibbles: UInt64) -> UInt64 {
    var word = nibbles
    word &-= 6 &* (word &>> 4 & 0x0F0F_0F0F_0F0F_0F0F)
    word &-= 156 &* (word &>> 8 & 0x00FF_00FF_00FF_00FF)
    word &-= 55_536 &* (word &>> 16 & 0x0000_FFFF_0000_FFFF)
    return word &- 4_194_967_296 &* (word &>> 32)
  }
}
