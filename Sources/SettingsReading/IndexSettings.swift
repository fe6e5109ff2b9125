import Files
import Keys
import SuppressionLists

/// An index that settings name.
package struct IndexSettings {
  package var path: String
  /// The file of its key; nil if the settings name none.
  package var keyPath: String?

  /// Refuses an index that has not the key which the settings name for it: who can exchange a file, but has not the key,
  /// could put one there that lists nobody.
  ///
  /// - Parameter settingsPath: That of the settings, for messages.
  package func refuseExchanged(settingsPath: String) throws(SettingsError) {
    guard let keyPath, FileIdentity(path: path) != nil else { return }
    let named: String
    do throws(KeyError) {
      named = try KeyFile.read(keyPath).id().description
    } catch {
      throw SettingsError(error.description)
    }
    guard let name = SuppressionIndex.keyName(path: path) else {
      // What is no index is said to be none when it is opened.
      guard SuppressionIndex.isOpen(path: path) else { return }
      throw SettingsError(
        "\(path): has no key, though \(settingsPath) names one for it; rebuild it, and find out who has put it there"
      )
    }
    guard name != named else { return }
    throw SettingsError(
      "\(path): has the key \(name), and \(settingsPath) names another one for it, \(keyPath); correct that, or find out who "
        + "has put the index there")
  }
}
