import Files
import Foundation
import SuppressionLists
import TestSupport
import Testing

@testable import Pipelines
@testable import Rebuilding

struct DigestCacheTests {
  private let folder = TemporaryFolder()

  private func digest(_ path: String, _ cache: inout DigestCache) throws -> (ContentDigest, Int) {
    let progress = Progress()
    let digest = try cache.digest(of: path, progress: progress).digest
    return (digest, progress.byteCount)
  }

  /// What is remembered is not read; nothing is remembered that may have changed.
  @Test func filesAreReadOnce() throws {
    let path = try folder.write("list\twith tab", "some bytes")
    let expected = ContentDigest(of: Array("some bytes".utf8).span)
    let store = folder.path("digests")
    // Fresh files are read again: they may change without their stamp telling.
    var cache = DigestCache(path: store)
    #expect(try digest(path, &cache) == (expected, 10))
    try cache.write(to: store)
    cache = DigestCache(path: store)
    #expect(try digest(path, &cache) == (expected, 10))
    // The time of change cannot be set back, so it is waited for.
    usleep(2_100_000)
    try cache.write(to: store)
    cache = DigestCache(path: store)
    #expect(try digest(path, &cache) == (expected, 10))
    try cache.write(to: store)
    cache = DigestCache(path: store)
    #expect(try digest(path, &cache) == (expected, 0))
    // The same size and the same time of writing, but other bytes.
    let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]!
    try folder.write("list\twith tab", "same bytes")
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    cache = DigestCache(path: store)
    #expect(try digest(path, &cache).0 == ContentDigest(of: Array("same bytes".utf8).span))
  }

  @Test(
    arguments: [
      "", "text", "nodial digests 2\n", "nodial digests 1\n\n\t\t\n0\t1\t2\t3\t4\t5\t6\n",
      "nodial digests 1\n0123456789abcdef0123456789abcdeg\t1\t2\t3\t4\t5\tx\n",
    ])
  func whatIsNoCacheIsEmpty(text: String) throws {
    let path = try folder.write("list", "some bytes")
    var cache = DigestCache(path: try folder.write("digests", text))
    #expect(try digest(path, &cache).1 == 10)
  }

  @Test func filesThatAreGoneAreForgotten() throws {
    let path = try folder.write("list", "some bytes")
    var cache = DigestCache()
    usleep(2_100_000)
    _ = try digest(path, &cache)
    try cache.write(to: folder.path("digests"))
    #expect(try folder.text("digests").split(separator: "\n").count == 2)
    try DigestCache(path: folder.path("digests")).write(to: folder.path("digests"))
    #expect(try folder.text("digests").split(separator: "\n").count == 1)
  }

  @Test func digestsAreReadAsTheyAreWritten() {
    var generator = SeededGenerator(stream: 0xD16)
    for _ in 0..<100 {
      let digest = ContentDigest(high: generator.next() >> 9, low: generator.next())
      #expect(ContentDigest(digest.description) == digest)
    }
    for text in [
      "", "0", String(repeating: "0", count: 31) + "g", "+" + String(repeating: "0", count: 31),
    ] {
      #expect(ContentDigest(text) == nil)
    }
  }
}
