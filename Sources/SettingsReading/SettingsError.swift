/// Why settings cannot be used: a sentence that names file, line, cause and remedy.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
