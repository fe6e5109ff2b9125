import Testing

@testable import Keys

/// Signatures are those of RFC 8032, 7.1.
struct SigningKeyTests {
  private static let vectors: [(seed: String, publicKey: String, text: String, signature: String)] =
    [
      (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
      ),
      (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
      ),
    ]

  @Test func signaturesAreThoseOfTheStandard() throws {
    for vector in Self.vectors {
      let seed = Hexadecimal.bytes(vector.seed)!
      let key = try SigningKey(
        seed: SecretBytes { bytes in
          for index in seed.indices { bytes[index] = seed[index] }
          return true
        })
      let text = Hexadecimal.bytes(vector.text) ?? []
      let signature = try key.sign(text)
      #expect(key.publicKey.description == vector.publicKey)
      #expect(Hexadecimal.text(signature) == vector.signature)
      #expect(key.publicKey.hasSigned(text, signature: signature))
      #expect(PublicKey(vector.publicKey) == key.publicKey)
      for index in signature.indices {
        var other = signature
        other[index] ^= 1
        #expect(!key.publicKey.hasSigned(text, signature: other))
      }
      #expect(!key.publicKey.hasSigned(text + [0], signature: signature))
      #expect(!key.publicKey.hasSigned(text, signature: signature + [0]))
    }
  }

  /// By a point of small order anybody may sign: no such key is taken.
  @Test(arguments: [
    "01" + String(repeating: "00", count: 31), String(repeating: "00", count: 32),
    String(repeating: "00", count: 31) + "80", "ec" + String(repeating: "ff", count: 30) + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  ])
  func pointsOfSmallOrderAreNoKeys(digits: String) {
    #expect(PublicKey(digits) == nil)
  }
}
