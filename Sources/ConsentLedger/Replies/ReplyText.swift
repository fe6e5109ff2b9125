import Pipelines

/// The words of a message, folded: lower case, without accents, signs and emoji, full width as half width.
struct ReplyText {
  let words: [String]

  init(_ text: String) {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func end() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      let scalar = Self.halfWidth(scalar)
      if HeaderText.isMark(scalar) || scalar == "'" || scalar == "’" { continue }
      guard HeaderText.isLetter(scalar) else {
        end()
        continue
      }
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        HeaderText.append(lower, to: &word)
      }
    }
    end()
    // S.T.O.P
    let isSpelled = words.count >= 3 && words.allSatisfy { $0.unicodeScalars.count == 1 }
    self.words = isSpelled ? [words.joined()] : words
  }

  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x3000: " "
    default: scalar
    }
  }
}
