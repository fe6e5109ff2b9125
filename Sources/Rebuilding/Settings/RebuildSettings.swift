import Files
import ListReading
import PhoneNumbers

/// What `nodial.toml` declares: an index and the lists it is rebuilt from every night.
///
/// Paths are as the program is to use them: relative ones have been joined with the folder of the
/// file they stand in.
public struct RebuildSettings: Equatable, Sendable {
  /// The folder from which the patterns of the lists count.
  public var folder: String
  public var indexPath: String
  /// The folder of the lock, the records and the remembered digests.
  public var workFolder: String
  /// The file of the key by which the index is written; nil if the settings name none.
  public var keyPath: String?
  /// The default region of campaigns; nil if the lists agree on one.
  public var region: Region?
  /// The zone of lists that say no other.
  public var zone = DayZone.utc
  public var memoryByteCount = 1 << 30
  public var threadCount = 1
  /// Who may read the index, the former ones and what stands in the work folder.
  public var access = FileAccess.owner
  /// How many former indexes are kept.
  public var keptCount = 3
  public var lists: [ListSettings] = []

  public init(folder: String, indexPath: String, workFolder: String) {
    self.folder = folder
    self.indexPath = indexPath
    self.workFolder = workFolder
  }
}
