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

  /// - Returns: Nil if there are not 32 bytes, or they are of a point of small order, by which anybody may sign.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, KeyMemory.isReady,
      !Self.smallOrders.contains(Hexadecimal.text(bytes.dropLast() + [bytes.last! & 0x7F]))
    else { return nil }
    self.bytes = bytes
  }

  /// The points of small order without the sign of x, in each way to write them.
  ///
  /// - Source: RFC 7748, 7, and RFC 8032, 5.1.3, for the curve; y of the points of order 1, 2, 4 and 8.
  private static let smallOrders: Set<String> = [
    "01" + zeros, "00" + zeros, "ec" + ones, "ed" + ones, "ee" + ones,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ]
  private static let zeros = String(repeating: "00", count: 31)
  private static let ones = String(repeating: "ff", count: 30) + "7f"

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
