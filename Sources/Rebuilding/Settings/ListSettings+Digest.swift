import SuppressionLists

extension ListSettings {
  /// The digest of all that decides on how the list's files are read: another reading of the same
  /// files is another list. The version is raised when the reader itself comes to read otherwise.
  var digest: ContentDigest {
    ContentDigest(of: Array("reader 1\u{1D}\(request.canonicalText)".utf8).span)
  }
}
