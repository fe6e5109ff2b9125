internal import CCrypto

/// A key that signs what only its owner can have written: Ed25519 (RFC 8032).
public final class SigningKey: Sendable {
  private let key: SecretBytes
  public let publicKey: PublicKey

  public convenience init(_ master: MasterKey) throws(KeyError) {
    try self.init(seed: try master.derived(for: .signing))
  }

  /// - Parameter seed: The private key, as RFC 8032 has it.
  init(seed key: SecretBytes) throws(KeyError) {
    self.key = key
    var bytes = [UInt8](repeating: 0, count: PublicKey.byteCount)
    // SAFETY: there is room for a key.
    let isDone = unsafe key.withBytes { unsafe nodial_public_key($0.baseAddress, &bytes) }
    guard isDone == 1, let publicKey = PublicKey(bytes: bytes) else {
      throw KeyError(.cryptography)
    }
    self.publicKey = publicKey
  }

  /// Reads the key of a file.
  public convenience init(path: String) throws(KeyError) {
    let master = try KeyFile.read(path)
    do throws(KeyError) {
      try self.init(master)
    } catch {
      throw KeyError(error.kind, path: path)
    }
  }

  /// The signature of a text, 64 bytes.
  public func sign(_ text: [UInt8]) throws(KeyError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: PublicKey.signatureByteCount)
    // SAFETY: each pointer goes with its count, and there is room for a signature.
    let isDone = unsafe key.withBytes {
      unsafe nodial_sign($0.baseAddress, text, text.count, &signature)
    }
    guard isDone == 1 else { throw KeyError(.cryptography) }
    return signature
  }
}

/// What tells everybody whether a signature is of the key that it belongs to, and tells nothing of that.
public struct PublicKey: Hashable, Sendable {
  static let byteCount = Int(NODIAL_KEY_BYTES)
  static let signatureByteCount = Int(NODIAL_SIGNATURE_BYTES)
  private let bytes: [UInt8]

  /// - Returns: Nil if there are not 32 bytes.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, nodial_crypto_start() == 1 else { return nil }
    self.bytes = bytes
  }

  /// True if the signature is of this text.
  public func hasSigned(_ text: [UInt8], signature: [UInt8]) -> Bool {
    guard signature.count == Self.signatureByteCount else { return false }
    // SAFETY: each pointer goes with its count.
    return unsafe nodial_is_signed(bytes, text, text.count, signature) == 1
  }
}

extension PublicKey: CustomStringConvertible {
  /// 64 digits.
  public var description: String { Hexadecimal.text(bytes) }

  /// The key of these digits.
  public init?(_ text: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(text) else { return nil }
    self.init(bytes: bytes)
  }
}
