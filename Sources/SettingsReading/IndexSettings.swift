/// An index that settings name.
package struct IndexSettings {
  package var path: String
  /// The file of its key; nil if the settings name none.
  package var keyPath: String?
}
