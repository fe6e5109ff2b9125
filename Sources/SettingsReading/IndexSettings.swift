/// An index that settings name.
struct IndexSettings {
  var path: String
  /// The file of its key; nil if the settings name none.
  var keyPath: String?
}
