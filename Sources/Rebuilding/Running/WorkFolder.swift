import Files
import Keys
import Pipelines
import SuppressionLists

/// The folder in which rebuilds keep what they must not lose, held by one of them at a time.
///
/// ```
///   lock             locked while a rebuild runs; says nothing by being there
///   rebuilds.jsonl   a line for every run
///   digests          those of the files that have not changed; may be lost
///   last-success     when a run last ended well, in seconds since 1970
///   last-index       what the index in force was made of; an older one that is put back is known by it
/// ```
public struct WorkFolder: ~Copyable {
  public let path: String
  /// Who may read the files in it.
  public let access: FileAccess
  private let lock: FileLock

  /// Takes hold of the folder, which is made if it is not there.
  ///
  /// - Parameter access: Who may see into it if it is made, and read the files in it.
  public init(path: String, access: FileAccess = .owner) throws(PipelineError) {
    self.path = path
    self.access = access
    let lock: FileLock?
    do throws(FileError) {
      try FolderNames.makeFolder(path, access: access)
      try FileAccess.owner.protect("\(path)/lock")
      lock = try FileLock.attempt(path: "\(path)/lock")
    } catch {
      throw PipelineError(error)
    }
    guard let lock else { throw PipelineError(.locked, path: "\(path)/lock") }
    self.lock = lock
  }

  public var digestsPath: String { "\(path)/digests" }
  public var recordsPath: String { Self.recordsPath(in: path) }

  /// Where the records of a work folder are, held or not.
  public static func recordsPath(in folder: String) -> String { "\(folder)/rebuilds.jsonl" }

  /// When a run last ended well, in seconds since 1970; nil if none did.
  public var lastSuccess: Int? {
    do {
      let file = try InputFile(path: "\(path)/last-success")
      var bytes = ByteBuffer(capacity: 64)
      _ = try bytes.append(upTo: 64, from: file)
      return bytes.text.flatMap { Int($0.prefix { $0 != "\n" }) }
    } catch {
      return nil
    }
  }

  private var lastIndexPath: String { "\(path)/last-index" }
  /// The record of some hundred thousand files; more is none.
  private static let recordByteCountMax = 64 << 20

  /// What is remembered of the last index that was put into force; nil if nothing is.
  ///
  /// It is all that knows an older index, so one that cannot be read is an error.
  ///
  /// - Parameter keys: Where the key is looked for by which it may be sealed.
  ///
  /// - Returns: Nothing if there is none; if its key is not at hand, why, and the key's name.
  public func lastIndex(
    keys: KeyRing = .empty
  ) throws(PipelineError) -> (record: IndexRecord?, fault: String?, keyName: String?) {
    guard FileIdentity(path: lastIndexPath) != nil else { return (nil, nil, nil) }
    var bytes = ByteBuffer(capacity: 1 << 16)
    do throws(FileError) {
      let file = try InputFile(path: lastIndexPath)
      _ = try bytes.append(upTo: Self.recordByteCountMax, from: file)
    } catch {
      throw PipelineError(error)
    }
    let record: IndexRecord?
    do throws(IndexError) {
      record = try IndexRecord(bytes.span, keys: keys)
    } catch {
      if case .keyMissing(let id) = error.kind {
        let fault = "\(lastIndexPath) is of an index with the key \(id), which is not at hand"
        return (nil, fault, id)
      }
      throw PipelineError(IndexError(error.kind, path: lastIndexPath))
    }
    guard let record else {
      throw PipelineError(.damagedRecord, path: lastIndexPath)
    }
    return (record, nil, nil)
  }

  /// Remembers the index in force.
  ///
  /// - Parameter key: Seals what is remembered; nil for an index without a key.
  public func remember(_ record: IndexRecord, key: IndexKey? = nil) throws(FileError) {
    let file = try OutputFile(path: lastIndexPath, access: access)
    guard let bytes = record.encoded(key: key) else {
      throw FileError(.write, lastIndexPath, .noMemory)
    }
    try file.write(bytes.span)
    try file.publish(isSynced: true)
  }

  /// Notes that a run has ended well.
  public func succeed(at seconds: Int) throws(FileError) {
    let file = try OutputFile(path: "\(path)/last-success", access: access)
    try file.write(Array("\(seconds)\n".utf8).span)
    try file.publish(isSynced: true)
  }
}
