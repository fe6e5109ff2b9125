/// A text that C can read as long as this lives: UTF-8, ended by a zero.
@safe final class CText: @unchecked Sendable {
  // SAFETY: made in `init`, freed in `deinit`, never written to in between, and has `count` bytes and a zero.
  private let start: UnsafeMutablePointer<CChar>
  private let count: Int

  init(_ text: String) {
    let bytes = Array(text.utf8)
    count = bytes.count
    unsafe start = .allocate(capacity: bytes.count + 1)
    for (place, byte) in bytes.enumerated() { unsafe start[place] = CChar(bitPattern: byte) }
    unsafe start[bytes.count] = 0
  }

  deinit { unsafe start.deallocate() }

  var pointer: UnsafePointer<CChar> { unsafe UnsafePointer(start) }

  /// Copies as much as there is room for, and a zero, into memory of the caller.
  static func copy(_ text: String, to target: UnsafeMutablePointer<CChar>?, byteCount: Int) {
    guard let target = unsafe target, byteCount > 0 else { return }
    var place = 0
    for byte in text.utf8 {
      if place == byteCount - 1 { break }
      unsafe target[place] = CChar(bitPattern: byte)
      place += 1
    }
    // SAFETY: `place` is below `byteCount`, so that there is room.
    unsafe target[place] = 0
  }
}
