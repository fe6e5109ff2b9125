internal import CCrypto

/// Makes digests that only who has the key can make (HMAC-SHA-256), the first 16 bytes of each. Of one thread at a time.
@safe public final class KeyedHasher {
  // SAFETY: of all `unsafe` here: the context lives as long as the object, and each pointer goes with its count.
  private let context: OpaquePointer
  private var digest = [UInt8](repeating: 0, count: Hash.byteCount)

  init(key: SecretBytes) throws(KeyError) {
    let context = unsafe key.withBytes { unsafe nodial_hmac_context($0.baseAddress, $0.count) }
    guard let context = unsafe context else { throw KeyError(.cryptography) }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MAC_CTX_free(context) }

  /// The digest of these bytes, as two numbers.
  public func hash(_ bytes: [UInt8]) -> (high: UInt64, low: UInt64) {
    let isDone = unsafe nodial_hmac(context, bytes, bytes.count, &digest)
    // Memory is all it needs.
    precondition(isDone == 1, "libcrypto has made the digest")
    func word(from start: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 << 8 | UInt64(digest[start + $1]) }
    }
    return (word(from: 0), word(from: 8))
  }
}
