import Files
import Pipelines
import Texts

/// The pattern that was probably meant where one matches no file.
///
/// ```
///   lists/usftc/*      lists/us-ftc/*     a name that is not there, and one near it that is
///   lists/us/*.txt     lists/us/*         files of other names
///   lists/*            lists/*/*          nothing but folders
/// ```
enum PatternGuess {
  /// The pattern near `pattern` that matches a file now; nil if none is known.
  static func pattern(nearestTo pattern: String, in folder: String) -> String? {
    let isAbsolute = pattern.hasPrefix("/")
    let parts = pattern.split(separator: "/").map(String.init)
    guard !parts.isEmpty else { return nil }
    func joined(_ parts: [String]) -> String {
      (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
    func matches(_ pattern: String) -> Bool {
      (try? FilePattern(pattern, in: folder).paths().isEmpty) == false
    }
    var guessed: [String] = []
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let place =
        guessed.isEmpty && !isAbsolute ? folder : FolderNames.path(joined(guessed), in: folder)
      guard part.utf8.allSatisfy({ !"*?[\\".utf8.contains($0) }) else {
        // What a pattern of folders finds is not looked through.
        guard isLast else { return nil }
        guessed.append(part)
        continue
      }
      let names = ((try? FolderNames.all(in: place)) ?? []).filter { name in
        !name.hasPrefix(".") && (isLast || FolderNames.isFolder(FolderNames.path(name, in: place)))
      }
      guard let name = names.contains(part) ? part : Spelling.nearest(to: part, in: names) else {
        return nil
      }
      guessed.append(name)
    }
    let others = [guessed, guessed.dropLast() + ["*"], guessed + ["*"]]
    return others.map { joined(Array($0)) }.first { $0 != pattern && matches($0) }
  }
}
