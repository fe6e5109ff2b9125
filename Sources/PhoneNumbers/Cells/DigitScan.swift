internal import CKernels

/// The fast way from cells to keys: `nodial_read_cells`, and what it leaves open.
///
/// A cell of digits, a plus and the usual separators has no letter, and is viable if it has three
/// digits or more, so all that the general way (`CellText`) would do comes down to collecting the
/// digits. The same holds before the usual labels of extensions. Most of these cells hold a valid
/// number that no other rule has to do with, and are answered at once.
enum DigitScan {
  /// Cells in one call: their open cells, 16 bytes each, stay in the first-level cache.
  static let cellCountMax = 1024

  /// An open cell that stands for none.
  static let noCell = nodial_open_cell()

  /// What the scan says of one cell: key and status, or the open cell if it takes a second look.
  struct Finding {
    var key: UInt64
    var status: UInt8
    var open: nodial_open_cell?
  }

  /// Answers one cell, or leaves it open.
  @inline(__always)
  static func read(_ cell: Span<UInt8>, by normalizer: Normalizer) -> Finding {
    let starts: [1 of UInt32] = [0]
    let ends: [1 of UInt32] = [UInt32(cell.count)]
    var keys: [1 of UInt64] = [0]
    var statuses: [1 of UInt8] = [0]
    var open: [1 of nodial_open_cell] = [noCell]
    var keySpan = keys.mutableSpan
    var statusSpan = statuses.mutableSpan
    var openSpan = open.mutableSpan
    let openCount = read(
      cell, starts: starts.span, ends: ends.span, by: normalizer, keys: &keySpan,
      statuses: &statusSpan, open: &openSpan)
    return Finding(key: keys[0], status: statuses[0], open: openCount > 0 ? open[0] : nil)
  }

  /// Answers the cells it can: sets their keys and statuses, those of the first cell at `first`.
  ///
  /// - Precondition: As many `ends` as `starts`, and room for as many keys, statuses and open cells.
  ///   Every cell lies in the block; the kernel stops the program if not.
  /// - Returns: How many cells are left open, in order, in `open`.
  static func read(
    _ block: Span<UInt8>, starts: Span<UInt32>, ends: Span<UInt32>, by normalizer: Normalizer,
    from first: Int = 0, keys: inout MutableSpan<UInt64>, statuses: inout MutableSpan<UInt8>,
    open: inout MutableSpan<nodial_open_cell>
  ) -> Int {
    precondition(
      ends.count == starts.count && first >= 0 && keys.count - first >= starts.count
        && statuses.count - first >= starts.count && open.count >= starts.count,
      "there is room for every answer")
    let rules = nodial_cell_rules(
      region: normalizer.region,
      undoes_formats: normalizer.options.contains(.preClean) ? 1 : 0)
    // SAFETY: the pointers are those of the spans, whose sizes the precondition compares, and the
    // kernel keeps none of them.
    return unsafe block.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe ends.withUnsafeBufferPointer { ends in
          unsafe keys.withUnsafeMutableBufferPointer { keys in
            unsafe statuses.withUnsafeMutableBufferPointer { statuses in
              unsafe open.withUnsafeMutableBufferPointer { open in
                var cells = unsafe nodial_cells_of_block(
                  bytes: bytes.baseAddress, byte_count: bytes.count, starts: starts.baseAddress,
                  ends: ends.baseAddress, cell_count: starts.count)
                return unsafe nodial_read_cells(
                  &cells, rules, keys.baseAddress.map { unsafe $0 + first },
                  statuses.baseAddress.map { unsafe $0 + first }, open.baseAddress)
              }
            }
          }
        }
      }
    }
  }
}
