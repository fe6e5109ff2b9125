import Keys
import SuppressionLists

/// What digests of a file are wanted.
package enum DigestChoice: Sendable {
  case none
  /// XXH3-128, which costs nothing and finds every mishap.
  case fast
  /// SHA-256 as well, for which nobody can make another file: half a nanosecond a byte.
  case cryptographic
}

/// Digests the bytes of a file as evidence.
struct EvidenceHasher: ~Copyable, Sendable {
  private let choice: DigestChoice
  private var fast = ContentHasher()
  private let cryptographic: HashStream?

  init(_ choice: DigestChoice) {
    self.choice = choice
    cryptographic = choice == .cryptographic ? HashStream() : nil
  }

  mutating func update(_ bytes: Span<UInt8>) {
    if choice == .none { return }
    fast.update(bytes)
    cryptographic?.add(bytes)
  }

  /// The digests of all bytes, once.
  func finish() -> FileResult.Digests? {
    choice == .none
      ? nil : FileResult.Digests(xxh3: fast.digest(), sha256: cryptographic?.finish())
  }
}
