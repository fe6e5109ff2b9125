import Keys
import Rebuilding

/// The keys of a rebuild.
struct RebuildKeys {
  /// That by which the index is written; nil for one that anybody may read.
  var key: IndexKey?
  /// Those by which what is there may be read.
  var ring: KeyRing

  /// - Parameter newPath: The file of a key that takes the place of the settings' one.
  init(settings: RebuildSettings, newPath: String?) throws {
    let former = try KeyArguments.one(settings.keyPath)
    let new = try newPath.map { try IndexKey(KeyFile.read($0)) }
    key = new ?? former
    ring = KeyRing([new, former].compactMap { $0 })
  }
}
