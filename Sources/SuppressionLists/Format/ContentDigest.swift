import CKernels
import CXXHash

/// An XXH3-128 digest of some bytes: it finds damage and names a version, it is no signature.
public struct ContentDigest: Hashable, Sendable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Sixteen zeros, which stand for no digest.
  static let zero = ContentDigest(high: 0, low: 0)

  /// The digest of all of `bytes`. Complexity: O(*n*), several bytes a cycle.
  public init(of bytes: Span<UInt8>) {
    var hasher = ContentHasher()
    hasher.update(bytes)
    self = hasher.digest()
  }

  /// The digest of some digests, each written as sixteen bytes, low half first, little-endian.
  public init(ofDigests digests: [ContentDigest]) {
    var writer = ByteWriter(capacity: digests.count * 16)
    for digest in digests { writer.append(digest) }
    self.init(of: writer.bytes.span)
  }
}

extension ContentDigest {
  /// The digest that `description` writes, or nil for any other text.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
      let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}

extension ContentDigest: CustomStringConvertible {
  /// 32 lower-case hexadecimal digits, the most significant first, as `xxhsum -H2` prints it.
  public var description: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// A running XXH3 over bytes that come in pieces.
@safe public struct ContentHasher: ~Copyable, @unchecked Sendable {
  // SAFETY: made in `init`, freed in `deinit`, and used by nobody else.
  private let state: OpaquePointer

  public init() {
    guard let state = unsafe nodial_xxh3_create() else { fatalError("out of memory") }
    unsafe self.state = state
  }

  deinit { unsafe nodial_xxh3_free(state) }

  public mutating func update(_ bytes: Span<UInt8>) {
    guard bytes.count > 0 else { return }
    unsafe bytes.withUnsafeBufferPointer { buffer in
      // SAFETY: pointer and count come from one buffer.
      if unsafe nodial_xxh3_update_wide(
        UnsafeMutableRawPointer(state), buffer.baseAddress, buffer.count) == 0
      {
        unsafe nodial_xxh3_update(state, buffer.baseAddress, buffer.count)
      }
    }
  }

  /// The XXH3-64 of what has come so far.
  func digest64() -> UInt64 { unsafe nodial_xxh3_digest_64(state) }

  /// Forgets what has come so far.
  mutating func reset() { unsafe nodial_xxh3_reset(state) }

  /// The XXH3-128 of what has come so far.
  public func digest() -> ContentDigest {
    let hash = unsafe nodial_xxh3_digest(state)
    return ContentDigest(high: hash.high64, low: hash.low64)
  }
}
