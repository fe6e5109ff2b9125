import TestSupport
import Testing

@testable import PhoneNumbers

/// Packed digits against arrays of digits.
struct PackedDigitsTests {
  private func packed(_ digits: [UInt8]) -> PackedDigits {
    var result = PackedDigits()
    for digit in digits { result.append(digit) }
    return result
  }

  private func drawn(_ count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...9, using: &generator) }
  }

  @Test func droppingAndPrependingMatchArrays() {
    var generator = SeededGenerator(stream: 11)
    for _ in 0..<5000 {
      let digits = drawn(Int.random(in: 1...44, using: &generator), using: &generator)
      let dropped = Int.random(in: 0...min(15, digits.count), using: &generator)
      #expect(packed(digits).dropping(dropped) == packed(Array(digits[dropped...])))
      let added = drawn(Int.random(in: 0...4, using: &generator), using: &generator)
      var nibbles: UInt16 = 0
      for digit in added { nibbles = nibbles << 4 | UInt16(digit) }
      if !added.isEmpty { nibbles <<= UInt16(4 * (4 - added.count)) }
      let prepended = packed(digits).prepending(nibbles, count: added.count)
      #expect(prepended == packed(added + digits))
      if !added.isEmpty { #expect(prepended.starts(with: nibbles, count: added.count)) }
    }
    #expect(!packed([4, 4, 1]).starts(with: 0x4500, count: 2))
    #expect(!packed([4]).starts(with: 0x4000, count: 2))
  }

  @Test func removingMatchesArrays() {
    var generator = SeededGenerator(stream: 12)
    for _ in 0..<2000 {
      var digits = drawn(Int.random(in: 10...30, using: &generator), using: &generator)
      let start = Int.random(in: 0...8, using: &generator)
      let result = packed(digits).removing(start..<start + 2)
      digits.removeSubrange(start..<start + 2)
      #expect(result == packed(digits))
    }
  }

  @Test func valuesMatchIntegers() {
    var generator = SeededGenerator(stream: 13)
    for _ in 0..<5000 {
      let digits = drawn(Int.random(in: 0...20, using: &generator), using: &generator)
      let value = digits.reduce(UInt128(0)) { $0 * 10 + UInt128($1) }
      #expect(packed(digits).value == value)
      if digits.count >= 3 { #expect(packed(digits).firstThree == value.firstThree(of: digits)) }
    }
  }

  @Test func digitsBeyondTheStoredOnesAreCounted() {
    let digits = packed(Array(repeating: 7, count: 200))
    #expect(digits.count == 200)
    #expect(digits.dropping(15).count == 185)
  }
}

extension UInt128 {
  fileprivate func firstThree(of digits: [UInt8]) -> UInt32 {
    digits.prefix(3).reduce(0) { $0 * 10 + UInt32($1) }
  }
}
