import Files
import Keys

/// The SHA-256 of a file, and its length.
struct FileHash {
  let hash: Hash
  let byteCount: Int

  /// Reads the whole file.
  init(path: String) throws(FileError) {
    let file = try InputFile(path: path)
    let stream = HashStream()
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    var byteCount = 0
    while true {
      var span = chunk.mutableSpan
      let count = try file.read(into: &span)
      if count == 0 { break }
      stream.add(chunk.span.extracting(..<count))
      byteCount += count
    }
    hash = stream.finish()
    self.byteCount = byteCount
  }
}
