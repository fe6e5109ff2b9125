internal import CCrypto

/// A digest of SHA-256 (FIPS 180-4).
public struct Hash: Hashable, Sendable {
  public static let byteCount = 32
  /// The bytes as four numbers, the first of which holds the first eight bytes, big-endian.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// Zeros, which are the digest of nothing that is known.
  public init() {}

  /// - Returns: Nil if there are not 32 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(from start: Int) -> UInt64 {
      var word: UInt64 = 0
      for place in 0..<8 { word = word << 8 | UInt64(bytes[start + place]) }
      return word
    }
    words = (word(from: 0), word(from: 8), word(from: 16), word(from: 24))
  }

  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Appends the bytes.
  public func append(to bytes: inout [UInt8]) {
    func append(_ word: UInt64) {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    append(words.0)
    append(words.1)
    append(words.2)
    append(words.3)
  }

  public static func == (first: Hash, second: Hash) -> Bool { first.words == second.words }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.3)
  }
}

extension Hash: CustomStringConvertible {
  /// 64 digits.
  public var description: String { Hexadecimal.text(bytes) }

  /// The digest of these digits.
  public init?(_ text: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(text) else { return nil }
    self.init(bytes: bytes)
  }
}

/// Makes digests, one after the other, in memory that is used again. Of one thread at a time.
@safe public final class Hasher256 {
  // SAFETY: of all `unsafe` here: the context lives as long as the object, and each pointer goes with its count.
  private let context: OpaquePointer
  private var digest = [UInt8](repeating: 0, count: Hash.byteCount)

  public init() {
    guard KeyMemory.isReady, let context = unsafe nodial_sha256_context() else {
      fatalError("libcrypto has no memory")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// The digest of these bytes.
  public func hash(_ bytes: [UInt8]) -> Hash {
    let isDone = unsafe nodial_sha256(context, bytes, bytes.count, &digest)
    // Memory is all it needs.
    precondition(isDone == 1, "libcrypto has made the digest")
    return Hash(bytes: digest)!
  }
}

/// Makes the digest of bytes that come in pieces. Of one thread at a time, to which its owner sees.
@safe public final class HashStream: @unchecked Sendable {
  // SAFETY: of all `unsafe` here: the context lives as long as the object, and each pointer goes with its count.
  private let context: OpaquePointer

  public init() {
    guard KeyMemory.isReady, let context = unsafe nodial_sha256_context(),
      unsafe EVP_DigestInit_ex(context, nil, nil) == 1
    else { fatalError("libcrypto has no memory") }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  public func add(_ bytes: Span<UInt8>) {
    let isDone = unsafe bytes.withUnsafeBufferPointer {
      unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
    precondition(isDone == 1, "libcrypto takes bytes")
  }

  /// The digest of all that was added.
  public func finish() -> Hash {
    var digest = [UInt8](repeating: 0, count: Hash.byteCount)
    var written: UInt32 = 0
    let isDone = unsafe EVP_DigestFinal_ex(context, &digest, &written)
    precondition(isDone == 1, "libcrypto has made the digest")
    return Hash(bytes: digest)!
  }
}

/// Bytes that nobody can guess.
public enum RandomBytes {
  public static func make(count: Int) throws(KeyError) -> [UInt8] {
    guard KeyMemory.isReady else { throw KeyError(.cryptography) }
    var bytes = [UInt8](repeating: 0, count: count)
    // SAFETY: there is room for as many bytes.
    guard unsafe RAND_bytes(&bytes, CInt(count)) == 1 else { throw KeyError(.cryptography) }
    return bytes
  }
}
