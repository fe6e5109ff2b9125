/// Folds headers for comparison.
package enum HeaderText {
  /// Lower case without accents, letters and digits only.
  package static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars { append(scalar, to: &folded) }
    return String(folded)
  }

  /// The words of a header, folded: `HomePhone`, `home_phone` and `Home phone` are the same two.
  package static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var wasLowercase = false
    func end() {
      if !part.isEmpty { parts.append(String(part)) }
      part = String.UnicodeScalarView()
    }
    for scalar in name.unicodeScalars {
      let properties = scalar.properties
      if isMark(scalar) { continue }
      guard isLetter(scalar) else {
        end()
        wasLowercase = false
        continue
      }
      if properties.isUppercase && wasLowercase { end() }
      for lower in properties.lowercaseMapping.unicodeScalars { append(lower, to: &part) }
      wasLowercase = properties.isLowercase
    }
    end()
    return parts
  }

  /// A part without the digits at its end: `phone1`, `tel2`.
  package static func stem(of part: String) -> String {
    var scalars = part.unicodeScalars
    while let last = scalars.last, last.properties.numericType != nil { scalars.removeLast() }
    return String(scalars)
  }

  package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// True for what stands on or between letters and is none: accents, and characters without a width.
  package static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .format: true
    default: false
    }
  }

  /// Appends a letter or digit, in lower case, without its accents; whatever else is dropped.
  package static func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
    guard isLetter(scalar), !isMark(scalar) else { return }
    if scalar.isASCII {
      text.append(scalar)
    } else if let letters = plain[scalar] {
      text.append(contentsOf: letters.unicodeScalars)
    } else {
      text.append(scalar)
    }
  }

  /// Letters with accents, in lower case, and what they are without. Combining marks are dropped anyway.
  private static let plain: [Unicode.Scalar: String] = {
    let groups: KeyValuePairs<String, String> = [
      "a": "àáâãäåāăąǎ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ",
      "h": "ĥħ",
      "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŋ", "o": "òóôõöøōŏő", "oe": "œ",
      "r": "ŕŗř", "s": "śŝşšș", "ss": "ß", "t": "ţťŧț", "th": "þ", "u": "ùúûüũūŭůűų", "w": "ŵẁẃẅ",
      "y": "ýÿŷ", "z": "źżž", "α": "ά", "ε": "έ", "η": "ή", "ι": "ίϊΐ", "ο": "ό", "υ": "ύϋΰ",
      "ω": "ώ",
      "σ": "ς", "и": "йѝ", "е": "ёѐ", "і": "ї",
      "ا": "أإآٱ", "ي": "ى", "ه": "ة",
    ]
    var plain: [Unicode.Scalar: String] = [:]
    for (letter, accented) in groups {
      for scalar in accented.unicodeScalars { plain[scalar] = letter }
    }
    return plain
  }()
}
