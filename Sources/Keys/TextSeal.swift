internal import CCrypto

/// Seals texts with AES-256-GCM, so that without the key nothing can be read or changed.
///
/// ```
///   nonce (12) │ tag (16) │ text, enciphered
/// ```
///
/// The nonce is derived from context and text, by HMAC-SHA-256 under a key of its own: the same text gives the
/// same bytes, and two share a nonce with a chance of 2^-96. Contexts hold no zero, so that no two of these
/// with their texts run together.
public struct TextSeal: Sendable {
  private let key: SecretBytes
  private let nonceKey: SecretBytes

  /// What sealing adds.
  public static let overheadByteCount = Int(
    NODIAL_NONCE_BYTES + NODIAL_TAG_BYTES)

  init(key: SecretBytes, nonceKey: SecretBytes) {
    self.key = key
    self.nonceKey = nonceKey
  }

  /// Seals a text.
  ///
  /// - Parameter context: Is sealed too, and not stored: what the text belongs to.
  public func seal(_ text: [UInt8], context: [UInt8]) throws(KeyError) -> [UInt8] {
    precondition(!context.contains(0), "a zero ends the context")
    let named = context + [0] + text
    var hash = [UInt8](repeating: 0, count: Int(NODIAL_HASH_BYTES))
    // SAFETY: each pointer goes with its count, and there is room for a hash.
    let isHashed = unsafe nonceKey.withBytes {
      unsafe nodial_hmac($0.baseAddress, $0.count, named, named.count, &hash)
    }
    let nonce = Array(hash.prefix(Int(NODIAL_NONCE_BYTES)))
    var sealed = [UInt8](repeating: 0, count: text.count)
    var tag = [UInt8](repeating: 0, count: Int(NODIAL_TAG_BYTES))
    // SAFETY: as above; what is sealed is as long as the text.
    let isSealed = unsafe key.withBytes {
      unsafe nodial_seal(
        $0.baseAddress, nonce, text, text.count, context, context.count, &sealed, &tag)
    }
    guard isHashed == 1, isSealed == 1 else { throw KeyError(.cryptography) }
    return nonce + tag + sealed
  }

  /// Opens what was sealed.
  public func open(_ sealed: Span<UInt8>, context: [UInt8]) throws(KeyError) -> [UInt8] {
    guard sealed.count >= Self.overheadByteCount else { throw KeyError(.sealBroken) }
    let bytes = sealed.indices.map { sealed[$0] }
    let nonceCount = Int(NODIAL_NONCE_BYTES)
    let nonce = Array(bytes[..<nonceCount])
    let tag = Array(bytes[nonceCount..<Self.overheadByteCount])
    let body = Array(bytes[Self.overheadByteCount...])
    var text = [UInt8](repeating: 0, count: body.count)
    // SAFETY: each pointer goes with its count; the text is as long as what is sealed.
    let isOpen = unsafe key.withBytes {
      unsafe nodial_open(
        $0.baseAddress, nonce, body, body.count, context, context.count, tag, &text)
    }
    guard isOpen == 1 else { throw KeyError(.sealBroken) }
    return text
  }
}
