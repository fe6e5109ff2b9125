import Files
import Keys

/// How a backup is written: what a ledger was told, in order, enciphered in pieces.
///
/// ```
///   "NDLBACK1" │ key (8) │ ledger (16) │ size (8) │ last seal (32)      the head, which every piece is sealed for
///   length and whether it is the last (4) │ nonce, tag, bytes           a piece of at most a mebibyte or so
///   …
/// ```
///
/// Of the ledger it holds its name, its events and its seals: all else is derived from these, and made anew by a restore, so
/// that what somebody has changed there is not kept.
enum BackupFormat {
  static let magic = Array("NDLBACK1".utf8)
  static let headByteCount = 8 + 8 + 16 + 8 + Hash.byteCount
  /// A piece ends with the record that makes it this long.
  static let pieceByteCount = 1 << 20
  /// Longer is no piece: what an event says is a few kilobytes.
  static let pieceByteCountMax = 1 << 28
  static let lastFlag: UInt32 = 1 << 31

  enum RecordKind: UInt8 {
    case ledger = 1
    case event = 2
    case seal = 3
  }

  static func context(_ head: [UInt8], piece: Int, isLast: Bool) -> [UInt8] {
    Array("backup|\(Hexadecimal.text(head))|\(piece)|\(isLast ? "last" : "more")".utf8)
  }
}

/// Writes records of a backup.
struct BackupWriter: ~Copyable {
  private let file: OutputFile
  private let seal: TextSeal
  private let head: [UInt8]
  private var bytes: [UInt8] = []
  private var pieceNumber = 0
  private(set) var byteCount = 0

  init(_ file: OutputFile, head: [UInt8], seal: TextSeal) throws {
    self.file = file
    self.head = head
    self.seal = seal
    try write(head)
  }

  mutating func append(_ kind: BackupFormat.RecordKind, _ fields: [BackupField]) throws {
    bytes.append(kind.rawValue)
    for field in fields { field.append(to: &bytes) }
    if bytes.count >= BackupFormat.pieceByteCount { try writePiece(isLast: false) }
  }

  mutating func finish() throws { try writePiece(isLast: true) }

  private mutating func writePiece(isLast: Bool) throws {
    let sealed = try seal.seal(
      bytes, context: BackupFormat.context(head, piece: pieceNumber, isLast: isLast))
    let length = UInt32(sealed.count) | (isLast ? BackupFormat.lastFlag : 0)
    try write((0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) })
    try write(sealed)
    bytes.removeAll(keepingCapacity: true)
    pieceNumber += 1
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    try file.write(bytes.span)
    byteCount += bytes.count
  }
}

/// A field of a record.
enum BackupField {
  case integer(Int64)
  case bytes([UInt8])
  case nothing

  func append(to target: inout [UInt8]) {
    switch self {
    case .integer(let number):
      target.append(1)
      target.append(bigEndian: number)
    case .bytes(let bytes):
      target.append(2)
      target.append(bigEndian: Int64(bytes.count))
      target += bytes
    case .nothing: target.append(0)
    }
  }
}

/// Reads records of a backup, of which nothing is believed that does not open with the key.
final class BackupReader {
  let head: [UInt8]
  private let file: InputFile
  private let path: String
  private let seal: TextSeal
  private var bytes: [UInt8] = []
  private var offset = 0
  private var pieceNumber = 0
  private var isLast = false

  /// Opens a file.
  ///
  /// - Throws: `LedgerError.noBackup` if it does not begin as a backup does. What the head says counts once the first piece has
  ///   opened.
  init(path: String, seal: TextSeal) throws {
    let file = try InputFile(path: path)
    let head = try Self.read(file, BackupFormat.headByteCount) ?? []
    self.path = path
    self.seal = seal
    self.file = file
    self.head = head
    guard head.starts(with: BackupFormat.magic) else { throw damaged() }
  }

  private func damaged() -> LedgerError { LedgerError(.noBackup, path: path) }

  /// So many bytes; nil if there are fewer.
  private static func read(_ file: borrowing InputFile, _ count: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var chunk = [UInt8](repeating: 0, count: min(count - bytes.count, 1 << 20))
      var span = chunk.mutableSpan
      let read = try file.read(into: &span)
      if read == 0 { return nil }
      bytes += chunk[..<read]
    }
    return bytes
  }

  /// The kind of the next record; nil after the last, behind which there must be nothing.
  func next() throws -> BackupFormat.RecordKind? {
    while offset == bytes.count {
      if isLast {
        guard try Self.read(file, 1) == nil else { throw damaged() }
        return nil
      }
      try readPiece()
    }
    guard let kind = BackupFormat.RecordKind(rawValue: bytes[offset]) else { throw damaged() }
    offset += 1
    return kind
  }

  private func readPiece() throws {
    guard let length = try Self.read(file, 4) else { throw damaged() }
    let word = length.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    isLast = word & BackupFormat.lastFlag != 0
    let count = Int(word & ~BackupFormat.lastFlag)
    guard count <= BackupFormat.pieceByteCountMax,
      let sealed = try Self.read(file, count)
    else { throw damaged() }
    do {
      bytes = try seal.open(
        sealed.span, context: BackupFormat.context(head, piece: pieceNumber, isLast: isLast))
    } catch {
      throw damaged()
    }
    offset = 0
    pieceNumber += 1
  }

  /// The next field of the record.
  func field() throws -> DatabaseValue {
    guard offset < bytes.count else { throw damaged() }
    let kind = bytes[offset]
    offset += 1
    if kind == 0 { return .null }
    guard kind <= 2, bytes.count - offset >= 8 else { throw damaged() }
    let number = Int64(bigEndian: bytes[offset..<offset + 8])
    offset += 8
    if kind == 1 { return .integer(number) }
    guard number >= 0, number <= Int64(bytes.count - offset) else { throw damaged() }
    defer { offset += Int(number) }
    return .bytes(Array(bytes[offset..<offset + Int(number)]))
  }
}
