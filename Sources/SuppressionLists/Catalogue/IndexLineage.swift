/// Where an index stands among those that were rebuilt one after the other.
///
/// An older one that was put back has a lower generation than the last one that was made.
public struct IndexLineage: Hashable, Sendable {
  /// Counts the rebuilds that changed the index, from 1; 0 if no rebuild made it.
  public var generation: UInt64
  /// The digest of the index that it replaced; nil if there was none that could be read.
  public var parent: ContentDigest?

  public init(generation: UInt64 = 0, parent: ContentDigest? = nil) {
    self.generation = generation
    self.parent = parent
  }

  /// The generation; nil if no rebuild made the index.
  public var knownGeneration: UInt64? { generation > 0 ? generation : nil }

  /// Generation and parent as they stand in a file, 24 bytes.
  func append(to writer: inout ByteWriter) {
    writer.append(generation)
    writer.append(parent ?? .zero)
  }

  init(_ reader: inout ByteReader) {
    generation = reader.read()
    let parent = reader.readDigest()
    self.parent = parent == .zero ? nil : parent
  }
}
