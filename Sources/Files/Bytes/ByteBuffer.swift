import Glibc

/// Bytes that grow at the end and are used again; appending is one `memcpy`.
///
/// SAFETY: of all `unsafe` in this file: `base` is allocated with `capacity` bytes, of which the
/// first `count` are initialised, and only this value knows it. Every append makes room first.
@safe public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int) {
    self.capacity = max(64, capacity)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  /// All bytes.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// All bytes as text, or nil if they are no UTF-8.
  public var text: String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in 0..<count { unsafe bytes.append(base[index]) }
    return String(validating: bytes, as: UTF8.self)
  }

  public mutating func removeAll() { count = 0 }

  /// Forgets the bytes from `count` on.
  ///
  /// - Precondition: `count <= self.count`.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  /// Forgets the first `byteCount` bytes and moves the rest up.
  ///
  /// - Precondition: `byteCount <= count`.
  public mutating func removeFirst(_ byteCount: Int) {
    precondition(byteCount >= 0 && byteCount <= count)
    count -= byteCount
    unsafe memmove(base, base + byteCount, count)
  }

  /// Puts `bytes` before all others.
  public mutating func prepend(_ bytes: Span<UInt8>) {
    let byteCount = bytes.count
    guard byteCount > 0 else { return }
    reserve(byteCount)
    unsafe memmove(base + byteCount, base, count)
    unsafe bytes.withUnsafeBufferPointer { source in
      _ = unsafe memcpy(base, source.baseAddress!, byteCount)
    }
    count += byteCount
  }

  /// Makes room for so many further bytes.
  @inline(__always)
  public mutating func reserve(_ additional: Int) {
    if count + additional > capacity { grow(by: additional) }
  }

  @inline(never)
  private mutating func grow(by additional: Int) {
    let grown = max(count + additional, capacity * 2)
    let target = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
    unsafe target.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = target
    capacity = grown
  }

  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    if count == capacity { reserve(1) }
    unsafe base[count] = byte
    count &+= 1
  }

  public mutating func append(_ bytes: Span<UInt8>) {
    let byteCount = bytes.count
    guard byteCount > 0 else { return }
    reserve(byteCount)
    unsafe bytes.withUnsafeBufferPointer { source in
      _ = unsafe memcpy(base + count, source.baseAddress!, byteCount)
    }
    count &+= byteCount
  }

  /// The same of another buffer, beside which this one may be in one value.
  public mutating func append(_ other: borrowing ByteBuffer) { append(other.span) }

  /// Fills the rest of `byteCount` bytes from `file`, as far as it goes.
  ///
  /// - Returns: The count of bytes read; fewer than asked mean the end of the file.
  public mutating func append(
    upTo byteCount: Int, from file: borrowing InputFile
  ) throws(FileError) -> Int {
    try append(upTo: byteCount) { span throws(FileError) in try file.read(into: &span) }
  }

  /// Appends the bytes of `file` that lie in `range`.
  ///
  /// - Precondition: `file` is a regular file that had these bytes when it was opened.
  public mutating func append(
    _ range: Range<Int>, of file: borrowing InputFile
  ) throws(FileError) {
    _ = try append(upTo: range.count) { span throws(FileError) in
      try file.read(at: range.lowerBound, into: &span)
      return range.count
    }
  }

  /// Fills up to `byteCount` bytes by `read`, which answers how many it filled.
  package mutating func append(
    upTo byteCount: Int, _ read: (inout MutableSpan<UInt8>) throws(FileError) -> Int
  ) throws(FileError) -> Int {
    reserve(byteCount)
    let rest = unsafe UnsafeMutableBufferPointer(start: base + count, count: byteCount)
    var span = unsafe MutableSpan(_unsafeElements: rest)
    let readCount = try read(&span)
    count += readCount
    return readCount
  }
}
