#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): small,
/// and the same numbers everywhere for the same seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  /// A generator of this test run; tests that differ in `stream` get independent numbers.
  ///
  /// All of them hang on `runSeed`, so a failure can be repeated.
  public init(stream: UInt64) {
    var mixer = SeededGenerator(seed: stream)
    state = Self.runSeed ^ mixer.next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The seed of this run: NODIAL_TEST_SEED if it is set, else a random one. Printed once.
  public static let runSeed: UInt64 = {
    var seed = UInt64.random(in: 0...UInt64(UInt32.max))
    if let text = unsafe getenv("NODIAL_TEST_SEED") {
      guard let value = UInt64(unsafe String(cString: text)) else {
        fatalError("NODIAL_TEST_SEED is not a number")
      }
      seed = value
    }
    print("random tests: to repeat this run, set NODIAL_TEST_SEED=\(seed)")
    return seed
  }()
}
