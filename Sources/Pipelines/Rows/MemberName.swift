/// What the name of a file in an archive says of it.
package enum MemberName {
  /// True of what lies beside lists and is none: what tells about them, and their checksums.
  ///
  ///     README.txt   docs/readme-ftc.md   LICENSE   list.csv.sha256
  package static func isAboutOthers(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let ending = parts.count > 1 ? String(parts.last!) : ""
    if checksumEndings.contains(ending) { return true }
    return proseEndings.contains(ending) && proseBeginnings.contains { name.hasPrefix($0) }
  }

  private static let checksumEndings: Set<String> = [
    "md5", "sha1", "sha256", "sha512", "sig", "asc",
  ]
  private static let proseEndings: Set<String> = [
    "", "txt", "md", "rst", "rtf", "htm", "html", "pdf", "doc", "docx",
  ]
  private static let proseBeginnings = [
    "readme", "read_me", "read-me", "read me", "liesmich", "lisezmoi", "leeme", "license",
    "licence",
    "copying", "changelog",
  ]
}
