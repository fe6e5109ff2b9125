import ArgumentParser
import ListReading
import Pipelines
import Texts

/// Reads `--map`: which columns of a list hold what, and what the words in them mean.
///
///     number:Phone,action:Op,date:When,delete:X|OUT
enum ListMap {
  /// Puts what `text` says into `request`; an error names the remedy.
  static func apply(_ text: String, to request: inout ListRequest) throws {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let colon = part.firstIndex(of: ":") else {
        throw ValidationError("--map takes NAME:VALUE,…, not \"\(part)\"")
      }
      let name = part[..<colon].lowercased()
      let values = part[part.index(after: colon)...].split(separator: "|").map(String.init)
      guard !values.isEmpty else { throw ValidationError("--map says nothing behind \(name):") }
      if let field = ListField(rawValue: name) {
        guard field == .number || values.count == 1 else {
          throw ValidationError("--map takes one column for \(name), not \(values.count)")
        }
        request.mapping[field] = values
      } else if let meaning = ListWords.Meaning(rawValue: name) {
        request.words[meaning] = values
      } else if name == "category" {
        guard values.count == 1, let category = Int(values[0]), category > 0 else {
          throw ValidationError("--map takes a number from 1 as category")
        }
        request.preferences.category = category
      } else if name == "preferences-are" {
        guard values == ["blocked"] || values == ["allowed"] else {
          throw ValidationError("--map takes preferences-are:blocked or preferences-are:allowed")
        }
        request.preferences.areAllowed = values == ["allowed"]
      } else {
        let guess = Spelling.nearest(to: name, in: names).map { "; did you mean \"\($0)\"?" }
        throw ValidationError(
          "--map does not know \"\(name)\""
            + (guess ?? "; it knows \(names.joined(separator: ", "))"))
      }
    }
  }

  private static let names =
    ListField.allCases.map(\.rawValue) + ListWords.Meaning.allCases.map(\.rawValue)
    + ["category", "preferences-are"]
}
