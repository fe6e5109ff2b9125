internal import CCrypto

/// The key of an index or a ledger: 256 random bits, from which the keys for each use are derived.
public final class MasterKey: Sendable {
  private let bytes: SecretBytes

  init(_ bytes: SecretBytes) { self.bytes = bytes }

  /// What a derived key is for. The names are part of the file format: a new use gets a new one.
  enum Use: String {
    case id = "nodial.1.key-id"
    case check = "nodial.1.key-check"
    case file = "nodial.1.key-file"
    case codes = "nodial.1.index.codes"
    case fields = "nodial.1.index.fields"
    case nonces = "nodial.1.index.nonces"
    case ledgerFields = "nodial.1.ledger.fields"
    case ledgerNonces = "nodial.1.ledger.nonces"
    case ledgerRows = "nodial.1.ledger.rows"
    case signing = "nodial.1.signing"
  }

  /// A new key.
  static func random() throws(KeyError) -> MasterKey {
    guard KeyMemory.isReady else { throw KeyError(.cryptography) }
    return MasterKey(
      try SecretBytes { bytes in
        // SAFETY: pointer and count come from one buffer.
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
          unsafe RAND_bytes(buffer.baseAddress, CInt(buffer.count)) == 1
        }
      })
  }

  /// The key of these bytes.
  static func of(_ source: Span<UInt8>) throws(KeyError) -> MasterKey {
    guard KeyMemory.isReady else { throw KeyError(.cryptography) }
    precondition(source.count == SecretBytes.count)
    return MasterKey(
      try SecretBytes { bytes in
        for index in source.indices { bytes[index] = source[index] }
        return true
      })
  }

  /// A key for one use, by HKDF-SHA-256 without salt (RFC 5869).
  func derived(for use: Use) throws(KeyError) -> SecretBytes {
    let info = Array(use.rawValue.utf8)
    return try SecretBytes { target in
      // SAFETY: each pointer goes with its count, and there is room for a key.
      unsafe bytes.withBytes { key in
        unsafe target.withUnsafeMutableBufferPointer { target in
          unsafe nodial_derive(
            key.baseAddress, key.count, info, info.count, target.baseAddress) == 1
        }
      }
    }
  }

  /// What names the key, and tells nothing of it: 8 bytes, as 16 digits.
  public func id() throws(KeyError) -> KeyID {
    KeyID(bytes: try derived(for: .id).published(count: KeyID.byteCount))
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    unsafe bytes.withBytes(body)
  }
}

/// The name of a key: derived from it, public.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
  public static let byteCount = 8
  public let bytes: [UInt8]

  /// - Precondition: `bytes.count == byteCount`.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == Self.byteCount)
    self.bytes = bytes
  }

  public var description: String { Hexadecimal.text(bytes) }
}
