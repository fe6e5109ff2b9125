import PhoneNumbers
import Testing

struct OldCodeTests {
  @Test(
    arguments: [
      38_138_123_456, 38_128_512_345, 381_390_123_456, 37_744_123_456, 37_745_123_456,
      38_643_123_456,
      38_649_123_456,
    ] as [UInt64])
  func oldCodesOfKosovoAreKnown(key: UInt64) {
    #expect(PhoneNumber(key: key).hasOldKosovoCode)
  }

  @Test(
    arguments: [
      38_338_123_456, 381_112_345_678, 37_793_123_456, 38_640_123_456, 38_138, 0, 12_025_550_123,
      3_813_812_345_678_901,
    ] as [UInt64])
  func othersAreNot(key: UInt64) { #expect(!PhoneNumber(key: key).hasOldKosovoCode) }
}
