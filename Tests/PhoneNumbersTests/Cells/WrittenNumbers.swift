import TestSupport

@testable import PhoneNumbers

/// Numbers of a region and of others, most of them valid, in any writing.
struct WrittenNumbers {
  private var generator: SeededGenerator
  let normalizer: Normalizer
  private var numbers = ["4155550123", "+442079460123"]

  init(code: String, stream: UInt64) {
    generator = SeededGenerator(stream: stream)
    normalizer = Normalizer(region: Region(code))
    // Blocks of +1 that are not in use, and possible numbers, are the rest.
    for front in ["811", "1837", "+1777", "811", "311"] {
      numbers.append(front + "\(Int.random(in: 2_000_000...9_999_999, using: &generator))")
    }
    let fronts = ["", "", "0", "2", "+", "8", "07", "020", "1", "+1", "00", "6", "98"]
    for _ in 0..<4000 where numbers.count < 200 {
      var number = pick(fronts)
      for _ in 0..<Int.random(in: 6...11, using: &generator) {
        number += "\(Int.random(in: 0...9, using: &generator))"
      }
      let answer = normalizer.normalize(Array(number.utf8).span)
      if answer.grade == .valid || Int.random(in: 0..<40, using: &generator) == 0 {
        numbers.append(number)
      }
    }
  }

  mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator)! }

  mutating func next() -> String {
    let number = pick(numbers)
    if Bool.random(using: &generator) { return number }
    var written = ""
    for (index, digit) in number.enumerated() {
      let isBehindPlus = index > 0 && number.dropFirst(index - 1).first == "+"
      if index > 0, !isBehindPlus, Int.random(in: 0..<4, using: &generator) == 0 {
        written += pick(["-", "-", " ", " ", ".", ") ", " (", "  ", " - "])
      }
      written.append(digit)
    }
    return Int.random(in: 0..<4, using: &generator) > 0 ? written : "(" + written
  }
}
