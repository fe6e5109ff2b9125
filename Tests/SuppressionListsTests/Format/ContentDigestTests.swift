import CKernels
import CXXHash
import SuppressionLists
import TestSupport
import Testing

struct ContentDigestTests {
  /// libxxhash as it is compiled for every processor, and compiled for wider vectors, agree on bytes
  /// that come in pieces of any size.
  @Test(arguments: [1, 2] as [Int32])
  func widthsAgree(width: Int32) {
    var generator = SeededGenerator(stream: 19)
    for byteCount in [0, 1, 8, 128, 129, 240, 241, 255, 256, 1024, 5000, 70_000] {
      let bytes = (0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let whole = unsafe nodial_xxh3_create()!
      let pieces = unsafe nodial_xxh3_create()!
      defer {
        unsafe nodial_xxh3_free(whole)
        unsafe nodial_xxh3_free(pieces)
      }
      unsafe nodial_xxh3_update(whole, bytes, bytes.count)
      var start = 0
      while start < byteCount {
        let count = Int.random(in: 1...min(byteCount - start, 3000), using: &generator)
        let isDone = unsafe bytes.withUnsafeBytes { bytes in
          // SAFETY: `count` bytes follow `start`.
          unsafe nodial_xxh3_update_by_width(
            width, UnsafeMutableRawPointer(pieces), bytes.baseAddress! + start, count) != 0
        }
        // This processor lacks the vectors.
        if !isDone { return }
        start += count
      }
      let expected = unsafe nodial_xxh3_digest(whole)
      let found = unsafe nodial_xxh3_digest(pieces)
      #expect(found.high64 == expected.high64 && found.low64 == expected.low64)
      let digest = ContentDigest(of: bytes.span)
      #expect(digest.high == expected.high64 && digest.low == expected.low64)
    }
  }
}
