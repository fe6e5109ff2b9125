internal import CCrypto
import Synchronization

/// Replaces phone numbers by codes that tell nothing of them without the key, in batches.
///
/// The code of a number is taken from AES-256_K(x) ⊕ x, where K is derived from the key and x is a block
/// of the number's E.164 digits as an integer (8 bytes, little-endian) and a domain (8 bytes). Not even
/// the key undoes it: whoever has it can only try numbers.
///
/// ```
///   x = number │ domain  ─► AES-256 ─► ⊕ x ─► the first 8 bytes
/// ```
public final class NumberCodes: Sendable {
  /// Blocks in one call of libcrypto: in and out stay in the first-level cache.
  private static let blockCount = 512
  private static let wordsABlock = 2

  /// What one worker needs at a time: the expanded key, and room for blocks.
  @safe private final class Workspace: @unchecked Sendable {
    // SAFETY: of all `unsafe` here: the context lives as long as the object, and one call at a time uses it.
    private let context: OpaquePointer
    private var blocks = [UInt64](repeating: 0, count: blockCount * wordsABlock)
    private var encrypted = [UInt64](repeating: 0, count: blockCount * wordsABlock)

    init?(_ key: SecretBytes) {
      guard let context = unsafe key.withBytes({ unsafe nodial_block_cipher($0.baseAddress) })
      else {
        return nil
      }
      unsafe self.context = context
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// All 16 bytes for one number.
    func reference(of number: UInt64, domain: UInt64) -> NumberReference? {
      var code: [1 of UInt64] = [0]
      let numbers: [1 of UInt64] = [number]
      var span = code.mutableSpan
      guard encode(numbers.span, domain: domain, into: &span, at: 0) else { return nil }
      return NumberReference(code: code[0], rest: UInt64(littleEndian: encrypted[1]) ^ domain)
    }

    /// The first 8 bytes for each of up to `blockCount` numbers.
    func encode(
      _ numbers: Span<UInt64>, domain: UInt64, into codes: inout MutableSpan<UInt64>, at start: Int
    ) -> Bool {
      for index in numbers.indices {
        blocks[2 &* index] = numbers[index].littleEndian
        blocks[2 &* index &+ 1] = domain.littleEndian
      }
      // SAFETY: both arrays have room for all blocks.
      let isDone = unsafe blocks.withUnsafeBytes { source in
        unsafe encrypted.withUnsafeMutableBytes { target in
          unsafe nodial_encrypt_blocks(
            context, source.bindMemory(to: UInt8.self).baseAddress, numbers.count,
            target.bindMemory(to: UInt8.self).baseAddress)
        }
      }
      for index in numbers.indices {
        codes[start &+ index] = UInt64(littleEndian: encrypted[2 &* index]) ^ numbers[index]
      }
      return isDone == 1
    }
  }

  /// What numbers are replaced for: the codes of one domain tell nothing of those of another.
  public enum Domain: UInt64, Sendable {
    case phoneNumbers = 1
    /// Of people who were erased.
    case tombstones = 2
  }

  private let key: SecretBytes
  private let domain: Domain
  private let workspaces = SpareObjects<Workspace>()

  init(_ key: SecretBytes, domain: Domain) throws(KeyError) {
    guard let first = Workspace(key) else { throw KeyError(.cryptography) }
    self.key = key
    self.domain = domain
    workspaces.give(first)
  }

  /// Sets the code of each number.
  ///
  /// - Precondition: `codes.count >= numbers.count`.
  /// - Complexity: O(*n*), some three nanoseconds a number.
  public func encode(_ numbers: Span<UInt64>, into codes: inout MutableSpan<UInt64>) {
    let workspace = take()
    var start = 0
    while start < numbers.count {
      let end = min(start + Self.blockCount, numbers.count)
      let isDone = workspace.encode(
        numbers.extracting(start..<end), domain: domain.rawValue, into: &codes, at: start)
      // AES of memory cannot fail, and without it there is no right answer.
      precondition(isDone, "libcrypto has encrypted the blocks")
      start = end
    }
    workspaces.give(workspace)
  }

  /// The code of one number.
  public func code(of number: UInt64) -> UInt64 {
    let numbers: [1 of UInt64] = [number]
    var codes: [1 of UInt64] = [0]
    var span = codes.mutableSpan
    encode(numbers.span, into: &span)
    return codes[0]
  }

  /// The reference of one number.
  public func reference(of number: UInt64) -> NumberReference {
    let workspace = take()
    let reference = workspace.reference(of: number, domain: domain.rawValue)
    workspaces.give(workspace)
    guard let reference else { fatalError("libcrypto has encrypted the block") }
    return reference
  }

  private func take() -> Workspace {
    if let workspace = workspaces.take() { return workspace }
    guard let workspace = Workspace(key) else { fatalError("libcrypto has no memory") }
    return workspace
  }
}

/// What stands for a number in a ledger: the first 16 bytes of the same, of which ``code`` are the first 8.
///
/// No two numbers of a plan will ever share it.
public struct NumberReference: Hashable, Sendable {
  public static let byteCount = 16
  /// The code of the number.
  public let code: UInt64
  let rest: UInt64

  init(code: UInt64, rest: UInt64) {
    self.code = code
    self.rest = rest
  }

  /// - Returns: Nil if there are not 16 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(from start: Int) -> UInt64 {
      var word: UInt64 = 0
      for place in 0..<8 { word |= UInt64(bytes[start + place]) << UInt64(8 * place) }
      return word
    }
    self.init(code: word(from: 0), rest: word(from: 8))
  }

  public var bytes: [UInt8] {
    [code, rest].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }
  }
}

/// Objects that one thread uses at a time, and that are kept for the next.
///
/// Nobody waits. A thread that finds the store in use makes an object of its own. So does a child of a fork whose parent had another
/// thread in the store at that moment: a lock would then be held for ever.
// SAFETY: of `@unchecked`: only the thread that has set `isInUse` touches the objects.
private final class SpareObjects<Object>: @unchecked Sendable {
  private let isInUse = Atomic(false)
  private var objects: [Object] = []

  /// One that nobody uses; nil if there is none at hand.
  func take() -> Object? {
    guard enter() else { return nil }
    defer { leave() }
    return objects.popLast()
  }

  /// Keeps one, if the store is free.
  func give(_ object: Object) {
    guard enter() else { return }
    defer { leave() }
    objects.append(object)
  }

  private func enter() -> Bool {
    isInUse.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  private func leave() { isInUse.store(false, ordering: .releasing) }
}
