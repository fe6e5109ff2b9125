internal import CCrypto
import Synchronization

/// Seals texts with AES-256-GCM, so that without the key nothing can be read or changed.
///
/// ```
///   nonce (12) │ tag (16) │ text, enciphered
/// ```
///
/// The nonce is derived from context and text, by HMAC-SHA-256 under a key of its own: the same text gives the
/// same bytes, and two share a nonce with a chance of 2^-96. Contexts hold no zero, so that no two of these
/// with their texts run together.
public final class TextSeal: Sendable {
  private let key: SecretBytes
  private let nonceKey: SecretBytes
  private let workspaces = Mutex<[Workspace]>([])

  /// What sealing adds.
  public static let overheadByteCount = Int(
    NODIAL_NONCE_BYTES + NODIAL_TAG_BYTES)

  init(key: SecretBytes, nonceKey: SecretBytes) {
    self.key = key
    self.nonceKey = nonceKey
  }

  /// What one caller needs at a time: expanded keys, which take longer to make than a text to seal.
  @safe private final class Workspace: @unchecked Sendable {
    // SAFETY: of all `unsafe` here: the contexts live as long as the object, one call at a time uses them, and each
    // pointer goes with its count.
    private let sealing: OpaquePointer
    private let opening: OpaquePointer
    private let hmac: OpaquePointer
    private var named: [UInt8] = []
    private var hash = [UInt8](repeating: 0, count: Int(NODIAL_HASH_BYTES))

    init?(key: SecretBytes, nonceKey: SecretBytes) {
      let sealing = unsafe key.withBytes { unsafe nodial_seal_context($0.baseAddress, 1) }
      let opening = unsafe key.withBytes { unsafe nodial_seal_context($0.baseAddress, 0) }
      let hmac = unsafe nonceKey.withBytes {
        unsafe nodial_hmac_context($0.baseAddress, $0.count)
      }
      guard let sealing = unsafe sealing, let opening = unsafe opening, let hmac = unsafe hmac
      else {
        unsafe EVP_CIPHER_CTX_free(sealing)
        unsafe EVP_CIPHER_CTX_free(opening)
        unsafe EVP_MAC_CTX_free(hmac)
        return nil
      }
      unsafe self.sealing = sealing
      unsafe self.opening = opening
      unsafe self.hmac = hmac
    }

    deinit {
      unsafe EVP_CIPHER_CTX_free(sealing)
      unsafe EVP_CIPHER_CTX_free(opening)
      unsafe EVP_MAC_CTX_free(hmac)
    }

    /// Nonce, tag and what is sealed; nil if libcrypto cannot do it.
    func seal(_ text: [UInt8], context: [UInt8]) -> [UInt8]? {
      named.removeAll(keepingCapacity: true)
      named += context
      named.append(0)
      named += text
      guard unsafe nodial_hmac(hmac, named, named.count, &hash) == 1 else { return nil }
      let nonceCount = Int(NODIAL_NONCE_BYTES)
      var sealed = [UInt8](repeating: 0, count: TextSeal.overheadByteCount + text.count)
      for index in 0..<nonceCount { sealed[index] = hash[index] }
      let isSealed = unsafe sealed.withUnsafeMutableBufferPointer { target in
        let base = target.baseAddress!
        return unsafe nodial_seal(
          sealing, base, text, text.count, context, context.count,
          base + TextSeal.overheadByteCount, base + nonceCount)
      }
      return isSealed == 1 ? sealed : nil
    }

    /// The text; nil if it does not open.
    func open(_ sealed: Span<UInt8>, context: [UInt8]) -> [UInt8]? {
      var text = [UInt8](repeating: 0, count: sealed.count - TextSeal.overheadByteCount)
      let isOpen = unsafe sealed.withUnsafeBufferPointer { source in
        let base = source.baseAddress!
        return unsafe nodial_open(
          opening, base, base + TextSeal.overheadByteCount, text.count, context, context.count,
          base + Int(NODIAL_NONCE_BYTES), &text)
      }
      return isOpen == 1 ? text : nil
    }
  }

  private func take() throws(KeyError) -> Workspace {
    if let workspace = workspaces.withLock({ $0.popLast() }) { return workspace }
    guard let workspace = Workspace(key: key, nonceKey: nonceKey) else {
      throw KeyError(.cryptography)
    }
    return workspace
  }

  /// Seals a text.
  ///
  /// - Parameter context: Is sealed too, and not stored: what the text belongs to.
  public func seal(_ text: [UInt8], context: [UInt8]) throws(KeyError) -> [UInt8] {
    precondition(!context.contains(0), "a zero ends the context")
    let workspace = try take()
    let sealed = workspace.seal(text, context: context)
    workspaces.withLock { $0.append(workspace) }
    guard let sealed else { throw KeyError(.cryptography) }
    return sealed
  }

  /// Opens what was sealed.
  public func open(_ sealed: Span<UInt8>, context: [UInt8]) throws(KeyError) -> [UInt8] {
    guard sealed.count >= Self.overheadByteCount else { throw KeyError(.sealBroken) }
    let workspace = try take()
    let text = workspace.open(sealed, context: context)
    workspaces.withLock { $0.append(workspace) }
    guard let text else { throw KeyError(.sealBroken) }
    return text
  }
}
