import TestSupport
import Testing

@testable import CCrypto
@testable import Keys

/// What is made of libcrypto, against the vectors of the standards.
struct CipherTests {
  private static func bytes(_ text: String) -> [UInt8] {
    stride(from: 0, to: text.utf8.count, by: 2).map { index in
      let digits = Array(text.utf8)
      return Hexadecimal.value(digits[index])! << 4 | Hexadecimal.value(digits[index + 1])!
    }
  }

  private static func key(_ text: String) throws -> MasterKey { try MasterKey.of(bytes(text).span) }

  private static let zeroKey = String(repeating: "00", count: 32)

  // RFC 5869, test case 3: neither salt nor info.
  @Test func keysAreDerivedByHKDF() {
    let key = [UInt8](repeating: 0x0B, count: 22)
    var derived = [UInt8](repeating: 0, count: 32)
    let info: [UInt8] = []
    let isDerived = unsafe nodial_derive(key, key.count, info, 0, &derived)
    #expect(isDerived == 1)
    #expect(
      Hexadecimal.text(derived)
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")
  }

  // FIPS 197, appendix C.3.
  @Test func blocksAreEncryptedByAES() throws {
    let key = Self.bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    let block = Self.bytes("00112233445566778899aabbccddeeff")
    var encrypted = [UInt8](repeating: 0, count: 32)
    let context = unsafe try #require(nodial_block_cipher(key))
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    let blocks = block + block
    let isEncrypted = unsafe nodial_encrypt_blocks(context, blocks, 2, &encrypted)
    #expect(isEncrypted == 1)
    #expect(
      Hexadecimal.text(encrypted)
        == "8ea2b7ca516745bfeafc49904b4960898ea2b7ca516745bfeafc49904b496089")
  }

  // The Galois/Counter Mode of Operation (McGrew, Viega), test case 16.
  @Test func textsAreSealedByGCM() {
    let key = Self.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    let nonce = Self.bytes("cafebabefacedbaddecaf888")
    let text = Self.bytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    let context = Self.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    var sealed = [UInt8](repeating: 0, count: text.count)
    var tag = [UInt8](repeating: 0, count: 16)
    let sealing = unsafe nodial_seal_context(key, 1)!
    let opening = unsafe nodial_seal_context(key, 0)!
    defer {
      unsafe EVP_CIPHER_CTX_free(sealing)
      unsafe EVP_CIPHER_CTX_free(opening)
    }
    let isSealed = unsafe nodial_seal(
      sealing, nonce, text, text.count, context, context.count, &sealed, &tag)
    #expect(isSealed == 1)
    #expect(
      Hexadecimal.text(sealed)
        == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")
    #expect(Hexadecimal.text(tag) == "76fc6ece0f4e1768cddf8853bb2d551b")
    var opened = [UInt8](repeating: 0, count: text.count)
    let isOpen = unsafe nodial_open(
      opening, nonce, sealed, sealed.count, context, context.count, tag, &opened)
    #expect(isOpen == 1)
    #expect(opened == text)
  }

  private static func opened(
    _ sealed: [UInt8], by key: IndexKey, context: [UInt8] = [1]
  ) -> [UInt8]? {
    do throws(KeyError) {
      return try key.seal.open(sealed.span, context: context)
    } catch {
      #expect(error.kind == .sealBroken)
      return nil
    }
  }

  @Test func whateverIsChangedDoesNotOpen() throws {
    let key = try IndexKey(Self.key(Self.zeroKey))
    let text = Array("a catalogue".utf8)
    let sealed = try key.seal.seal(text, context: [1])
    #expect(Self.opened(sealed, by: key) == text)
    for index in sealed.indices {
      var damaged = sealed
      damaged[index] ^= 1
      #expect(Self.opened(damaged, by: key) == nil)
      #expect(Self.opened(Array(sealed[..<index]), by: key) == nil)
    }
    #expect(Self.opened(sealed, by: key, context: [2]) == nil)
    #expect(Self.opened(sealed, by: try IndexKey(MasterKey.random())) == nil)
    // The same text gives the same bytes, another one another nonce.
    let again = try key.seal.seal(text, context: [1])
    let longer = try key.seal.seal(text + [0], context: [1])
    #expect(again == sealed)
    #expect(longer.prefix(12) != sealed.prefix(12))
    // Nor does it under another context.
    let elsewhere = try key.seal.seal(text, context: [2])
    #expect(elsewhere.prefix(12) != sealed.prefix(12))
    let empty = try key.seal.seal([], context: [1])
    #expect(Self.opened(empty, by: key) == [])
  }

  /// One block after the other, by a context of its own.
  private static func slowCode(_ number: UInt64, key: [UInt8]) throws -> UInt64 {
    let block =
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
      + [1, 0, 0, 0, 0, 0, 0, 0]
    var encrypted = [UInt8](repeating: 0, count: 16)
    let context = unsafe try #require(nodial_block_cipher(key))
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    let isEncrypted = unsafe nodial_encrypt_blocks(context, block, 1, &encrypted)
    #expect(isEncrypted == 1)
    return (0..<8).reduce(0) { $0 | UInt64(encrypted[$1] ^ block[$1]) << (8 * UInt64($1)) }
  }

  @Test(arguments: [0, 1, 2, 511, 512, 513, 1024, 5000])
  func codesOfABatchAreThoseOfEachNumber(count: Int) throws {
    var generator = SeededGenerator(stream: 60)
    let master = try Self.key(Self.zeroKey)
    let key = unsafe try master.derived(for: .codes).withBytes { unsafe Array($0) }
    let codes = try IndexKey(master).codes
    let numbers = (0..<count).map { _ in
      UInt64.random(in: 1...999_999_999_999_999, using: &generator)
    }
    var found = [UInt64](repeating: 0, count: count)
    var span = found.mutableSpan
    codes.encode(numbers.span, into: &span)
    for index in stride(from: 0, to: count, by: max(1, count / 100)) {
      #expect(try found[index] == Self.slowCode(numbers[index], key: key))
      #expect(found[index] == codes.code(of: numbers[index]))
    }
  }

  // As the openssl program works them out; files of today are read tomorrow.
  @Test func codesAndNamesStay() throws {
    let master = try Self.key(String(repeating: "0123456789abcdef", count: 4))
    let key = try IndexKey(master)
    #expect(key.id.description == "c66a10c23d991cd3")
    #expect(key.codes.code(of: 12_025_550_123) == 591_787_994_360_256_736)
  }
}
