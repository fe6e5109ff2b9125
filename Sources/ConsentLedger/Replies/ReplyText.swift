import Texts

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
    self.words = Self.joiningLetters(words)
  }

  /// Three letters or more that stand alone, one after the other, are a word: S.T.O.P, s.v.p.
  private static func joiningLetters(_ words: [String]) -> [String] {
    var joined: [String] = []
    var letters: [String] = []
    func end() {
      joined += letters.count >= 3 ? [letters.joined()] : letters
      letters = []
    }
    for word in words {
      if word.unicodeScalars.count == 1, word.unicodeScalars.first!.properties.isCased {
        letters.append(word)
      } else {
        end()
        joined.append(word)
      }
    }
    end()
    return joined
  }

  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x3000: " "
    // Letters in circles, and those of formulas, by alphabets of 52.
    case 0x24B6...0x24CF: Unicode.Scalar(scalar.value - 0x24B6 + 0x41) ?? scalar
    case 0x24D0...0x24E9: Unicode.Scalar(scalar.value - 0x24D0 + 0x61) ?? scalar
    case 0x1D400...0x1D6A3:
      Unicode.Scalar(0x41 + (scalar.value - 0x1D400) % 52 % 26) ?? scalar
    default: scalar
    }
  }
}
