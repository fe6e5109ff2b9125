import Keys

/// An event as it stands in the ledger, and the leaf that it is.
///
/// ```
///   commitment = SHA-256(salt ‖ body)
///   leaf       = SHA-256(0x00 ‖ seq ‖ at ‖ kind ‖ commitment ‖ SHA-256(covers))
/// ```
///
/// Numbers are 8 bytes, big-endian. Salt and body may go when a person is erased; the leaf stays.
struct EventRecord {
  var seq: Int64
  /// When it was recorded, in microseconds since 1970, UTC.
  var at: Int64
  var kind: Int64
  var commitment: Hash
  /// The seqs that an erasure blanks, 8 bytes each; empty of all others.
  var covers: [UInt8]

  static let saltByteCount = 16

  static func commitment(salt: [UInt8], body: [UInt8], _ hasher: Hasher256) -> Hash {
    hasher.hash(salt + body)
  }

  func leaf(_ hasher: Hasher256) -> Hash {
    var bytes: [UInt8] = [0]
    bytes.reserveCapacity(1 + 3 * 8 + 2 * Hash.byteCount)
    for number in [seq, at, kind] { bytes += number.bigEndianBytes }
    commitment.append(to: &bytes)
    (covers.isEmpty ? Self.noCovers : hasher.hash(covers)).append(to: &bytes)
    return hasher.hash(bytes)
  }

  /// The digest of nothing.
  private static let noCovers = Hasher256().hash([])

  /// What the body is sealed for: whoever has not the key cannot give it to another event, nor to this one at
  /// another time.
  var context: [UInt8] {
    let covered = covers.isEmpty ? "" : Hexadecimal.text(covers)
    return Array("event|\(seq)|\(at)|\(kind)|\(covered)".utf8)
  }
}

extension Int64 {
  var bigEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: self)
    return bytes
  }

  /// The number of eight bytes.
  init(bigEndian bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Int64($1) } }
}

extension [UInt8] {
  mutating func append(bigEndian number: Int64) {
    for shift in stride(from: Int64(56), through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

/// What closes a commit: the root of the tree over all events so far, chained to the seal before it.
///
/// ```
///   hash = SHA-256("nodial.seal.1" ‖ size ‖ root ‖ at ‖ hash of the former seal)
/// ```
struct Seal: Equatable {
  var size: Int64
  var at: Int64
  var root: Hash
  var previous: Hash

  func hash(_ hasher: Hasher256) -> Hash {
    hasher.hash(
      Array("nodial.seal.1".utf8) + size.bigEndianBytes + root.bytes + at.bigEndianBytes
        + previous.bytes)
  }

  /// What the first seal follows: the ledger's own name.
  static func origin(ledgerID: [UInt8], _ hasher: Hasher256) -> Hash {
    hasher.hash(Array("nodial.ledger.1".utf8) + ledgerID)
  }
}
