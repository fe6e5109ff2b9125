import CKernels
import TestSupport
import Testing

@testable import PhoneNumbers

/// What is not read any further for the count of its digits would have been no number.
struct DialledCountTests {
  @Test func noNumberIsPassedOverForItsDigits() {
    var random = SeededGenerator(stream: 72)
    for region in Region.all {
      let plan = nodial_region_at(region.index)
      for _ in 0..<2000 {
        let count = Int.random(in: 1...20, using: &random)
        var digits = PackedDigits()
        // Prefixes and calling codes are rare among random digits.
        for digit in Self.starts.randomElement(using: &random)!.prefix(count) {
          digits.append(digit)
        }
        while digits.count < count { digits.append(UInt8.random(in: 0...9, using: &random)) }
        let number = ParsedNumber(digits: digits, isInternational: false, region: region.index)
        guard number.grade >= .possible else { continue }
        #expect(plan.mayBeDialled(count: count, first: digits[0]), "\(region) \(digits)")
        #expect(count >= plan.dialledCountMin, "\(region) \(digits)")
      }
    }
  }

  @Test func theShortestNumberBehindAPrefixIsFound() {
    for region in Region.all {
      let plan = nodial_region_at(region.index)
      let main = nodial_region_at(plan.main_index)
      let national = min(
        main.possible.trailingZeroBitCount, Self.shortestCount(from: main.valid))
      let count = Int(main.calling_count) + national
      #expect(count + 1 >= NumberingPlan.prefixedDigitCountMin, "\(region)")
      #expect(plan.dialledCountMin <= NumberingPlan.prefixedDigitCountMin, "\(region)")
    }
    let text = Array("00989601".utf8)
    #expect(Normalizer(region: Region("FR")).normalize(text).grade == .valid)
  }

  @Test func mostThatAreNoNumbersArePassedOver() {
    let plan = nodial_region_at(Region("US")!.index)
    #expect(!plan.mayBeDialled(count: 8, first: 4))
    #expect(!plan.mayBeDialled(count: 9, first: 4))
    #expect(plan.mayBeDialled(count: 10, first: 4))
    #expect(plan.mayBeDialled(count: 11, first: 1))
  }

  /// The fewest digits that an automaton accepts.
  private static func shortestCount(from start: UInt16) -> Int {
    var states: Set<UInt16> = [start]
    var shortest = 99
    for count in 0..<20 {
      for state in states {
        if state >= UInt16(NODIAL_TAIL_BASE) {
          let mask = nodial_mask(state)
          if mask != 0 { shortest = min(shortest, count + mask.trailingZeroBitCount) }
        } else if nodial_label(state) != 0 {
          shortest = min(shortest, count)
        }
      }
      states = Set(
        states.filter { $0 < UInt16(NODIAL_TAIL_BASE) }
          .flatMap { state in (0...9).map { nodial_next(state, $0) } })
    }
    return shortest
  }

  private static let starts: [[UInt8]] =
    [[], [], [], [0], [0, 0], [0, 1, 1], [9, 8, 9, 6], [0, 0, 9, 8], [1], [8], [8, 1, 0]]
    + Region.all.compactMap { $0.callingCode?.utf8.map { $0 - 48 } }
}
