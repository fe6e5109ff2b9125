/// Sorts the entries of one partition by code.
///
/// Least significant digit first, four digits of eleven bits: the partition's own eight bits are
/// equal and the list number's order does not matter, so 44 bits from bit 12 on cover the code, if
/// it is an international one; three digits cover the codes of the other domain. Entries of a keyed
/// index do not have the partition's bits, and codes in their place: thirteen bits a digit cover all.
enum RadixSort<let digitBitCount: Int> {
  @inline(__always)
  private static var digitCount: Int { 4 }
  @inline(__always)
  private static var firstBit: UInt64 { 12 }
  @inline(__always)
  private static var bucketCount: Int { 1 << digitBitCount }
  /// Below this count the histograms cost more than a comparison sort.
  private static var countMin: Int { 2048 }

  /// Sorts `entries`; `scratch` is overwritten.
  ///
  /// - Precondition: `scratch.count >= entries.count`; of an index without a key, the top eight bits of
  ///   all entries are equal.
  /// - Complexity: O(*n*), five passes.
  static func sort(_ entries: inout [UInt64], scratch: inout [UInt64]) {
    guard entries.count >= countMin else {
      entries.sort()
      return
    }
    precondition(scratch.count >= entries.count)
    var histograms = [UInt32](repeating: 0, count: digitCount * bucketCount)
    count(entries.span, into: &histograms)
    let entryCount = entries.count
    for digit in stride(from: 0, to: digitCount, by: 2) {
      var target = scratch.mutableSpan
      scatter(entries.span, digit: digit, histograms: &histograms, into: &target)
      var entriesTarget = entries.mutableSpan
      scatter(
        scratch.span.extracting(..<entryCount), digit: digit + 1, histograms: &histograms,
        into: &entriesTarget)
    }
  }

  private static func count(_ entries: Span<UInt64>, into histograms: inout [UInt32]) {
    var counts = histograms.mutableSpan
    for index in entries.indices {
      let entry = entries[index]
      for digit in 0..<digitCount {
        counts[digit &* bucketCount &+ bucket(of: entry, digit: digit)] &+= 1
      }
    }
    // From counts to the place where each bucket begins.
    for digit in 0..<digitCount {
      var start: UInt32 = 0
      for bucket in 0..<bucketCount {
        let place = digit * bucketCount + bucket
        (counts[place], start) = (start, start + counts[place])
      }
    }
  }

  private static func scatter(
    _ source: Span<UInt64>, digit: Int, histograms: inout [UInt32],
    into target: inout MutableSpan<UInt64>
  ) {
    var places = histograms.mutableSpan
    for index in source.indices {
      let entry = source[index]
      let bucket = digit &* bucketCount &+ bucket(of: entry, digit: digit)
      target[Int(places[bucket])] = entry
      places[bucket] &+= 1
    }
  }

  @inline(__always)
  private static func bucket(of entry: UInt64, digit: Int) -> Int {
    let shift = firstBit &+ UInt64(digit) &* UInt64(digitBitCount)
    return Int(truncatingIfNeeded: entry &>> shift) & (bucketCount - 1)
  }
}
