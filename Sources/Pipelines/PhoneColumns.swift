import PhoneNumbers

/// Why a column was not found.
public enum ColumnError: Error, Equatable, Sendable {
  /// No header has this name; the nearest one, if it is near.
  case unknown(name: String, suggestion: String?, names: [String])
  /// Two headers have this name.
  case ambiguous(name: String)
  /// A number beyond the columns of the first row.
  case outOfRange(number: Int, columnCount: Int)
  /// More columns than can be read at once.
  case tooMany(count: Int, max: Int)
}

extension ColumnError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown(let name, let suggestion?, _) where !HeaderNames.holdsNumber(suggestion):
      "no column \"\(HeaderNames.shown(name))\"; "
        + "did you mean \"\(HeaderNames.shown(suggestion))\"?"
    case .unknown(let name, _, let names) where names.isEmpty:
      "no column \"\(HeaderNames.shown(name))\" without a header; give its number, from 1"
    case .unknown(let name, _, let names):
      "no column \"\(HeaderNames.shown(name))\"; the header has \(HeaderNames.shown(names))"
    case .ambiguous(let name):
      "several columns are named \"\(HeaderNames.shown(name))\"; give the number of one, from 1"
    case .outOfRange(let number, let columnCount):
      "no column \(number); the first row has \(columnCount)"
    case .tooMany(let count, let max):
      "\(count) phone columns, but at most \(max) can be read at once; "
        + "name those to be dialled with --column"
    }
  }
}

/// Finds the phone columns of a file by its header.
public enum PhoneColumns {
  /// Words that make a header a phone column, in the languages of the markets served.
  private static let words: Set<String> = [
    "phone", "phones", "telephone", "tel", "mobile", "cell", "cellphone", "cellular", "msisdn",
    "phonenumber", "mobilenumber", "telephonenumber", "phoneno", "mobileno", "telno", "landline",
    "contactnumber", "contactno", "dialednumber", "ani", "e164", "caller", "callerid", "whatsapp",
    // German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages.
    "telefon", "telefonnummer", "mobil", "mobiltelefon", "mobilnummer", "handy", "handynummer",
    "rufnummer", "festnetz", "telephonefixe", "portable", "mobilephone", "telefono", "movil",
    "celular", "cellulare", "telefone", "telemovel", "telefoon", "telefoonnummer", "mobiel",
    "telefonnr", "tlf", "puhelin", "puhelinnumero", "numero", "number",
  ]
  /// Words beside a phone word that say it is something else.
  private static let otherWords: Set<String> = [
    "fax", "type", "ext", "extension", "country", "code", "verified", "valid", "status", "consent",
    "optin", "optout", "date", "time", "at", "source", "id", "count", "flag", "score", "carrier",
    "region", "label", "brand", "model", "os", "price", "plan",
  ]

  /// The columns whose header is a phone word or contains one: `phone`, `Mobile No.`, `home_phone`.
  ///
  /// All of them, since a row may be dialled at any. `number` alone is taken only where nothing else
  /// fits.
  public static func indexes(in header: [String]) -> [Int] {
    let certain = header.indices.filter { isPhone(header[$0]) }
    if !certain.isEmpty { return certain }
    return header.indices.filter { ["number", "numero", "nummer"].contains(folded(header[$0])) }
  }

  private static func isPhone(_ name: String) -> Bool {
    let parts = parts(of: name)
    if parts.contains(where: otherWords.contains) { return false }
    let weak: Set<String> = ["number", "numero", "caller"]
    let strong = words.subtracting(weak)
    return strong.contains(parts.joined()) || parts.contains(where: strong.contains)
      || parts.contains { part in
        // `phone1`, `tel2`.
        let stem = String(part.reversed().drop { $0.isNumber }.reversed())
        return strong.contains(stem)
      }
  }

  /// The words of a header: `HomePhone`, `home_phone` and `Home phone` are the same two.
  private static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var wasLowercase = false
    for character in name {
      let isSeparator = !(character.isLetter || character.isNumber)
      if isSeparator || (character.isUppercase && wasLowercase) {
        if !part.isEmpty { parts.append(part) }
        part = ""
      }
      if !isSeparator { part += folded(String(character)) }
      wasLowercase = character.isLowercase
    }
    return part.isEmpty ? parts : parts + [part]
  }

  /// Lower case without the commonest accents, letters and digits only.
  private static func folded(_ text: String) -> String {
    let accents: [Character: Character] = [
      "é": "e", "è": "e", "ê": "e", "á": "a", "à": "a", "ó": "o", "ô": "o", "í": "i", "ú": "u",
      "ü": "u", "ö": "o", "ä": "a",
    ]
    return String(
      text.lowercased().map { accents[$0] ?? $0 }.filter { $0.isLetter || $0.isNumber })
  }

  /// The index of the column that `text` names, or whose number from 1 it is.
  ///
  /// - Parameter header: The names; empty if the file has no header.
  public static func index(of text: String, in header: [String]) throws(ColumnError) -> Int {
    let exact = header.indices.filter { header[$0] == text }
    if exact.count == 1 { return exact[0] }
    if exact.count > 1 { throw .ambiguous(name: text) }
    let similar = header.indices.filter { folded(header[$0]) == folded(text) }
    if similar.count == 1 && !folded(text).isEmpty { return similar[0] }
    if let number = Int(text), number >= 1 {
      if !header.isEmpty && number > header.count {
        throw .outOfRange(number: number, columnCount: header.count)
      }
      return number - 1
    }
    throw .unknown(name: text, suggestion: Spelling.nearest(to: text, in: header), names: header)
  }

  /// The first column of a row that holds a number of seven digits or more: such a row is no header.
  public static func firstNumberColumn(in row: [String], region: Region?) -> Int? {
    let normalizer = Normalizer(region: region ?? Region("US"))
    return row.firstIndex { cell in
      cell.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) >= 7
        && normalizer.normalize(Array(cell.utf8).span).grade.rawValue >= Grade.possible.rawValue
    }
  }
}
