import Files
import FoundationEssentials
import SuppressionLists

/// Verifies indexes before many numbers are looked up in them, each file once.
enum IndexVerification {
  /// Verifies indexes, each unless its file was verified before.
  ///
  /// - Parameter isForced: True to verify every byte, whatever is remembered.
  static func verify(_ indexes: SuppressionIndexes, isForced: Bool = false) throws {
    let folder = isForced ? nil : memoryFolder()
    for index in indexes.indexes {
      if isForced {
        try index.verify()
      } else if let folder {
        try VerifiedIndexes(path: "\(folder)/verified").verify(index)
      } else {
        try index.verifyBlocks()
      }
    }
  }

  /// The folder of what may be lost: `$XDG_CACHE_HOME/nodial`, else `~/.cache/nodial`, made if it is not
  /// there; nil if there is none and none can be made. As the XDG base directories have it, a relative
  /// path counts as none.
  private static func memoryFolder() -> String? {
    let environment = ProcessInfo.processInfo.environment
    var folders: [String] = []
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      folders = [cache, "\(cache)/nodial"]
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folders = ["\(home)/.cache", "\(home)/.cache/nodial"]
    }
    do {
      for folder in folders { try FolderNames.makeFolder(folder, access: .owner) }
    } catch {
      return nil
    }
    return folders.last
  }
}
