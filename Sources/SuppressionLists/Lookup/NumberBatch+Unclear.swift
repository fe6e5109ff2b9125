import CKernels
import PhoneNumbers

extension NumberBatch {
  /// Finds the cells that are listed or hold no number, and returns their count: a few of many, about
  /// which there is more to say.
  ///
  /// - Parameters:
  ///   - classes: Those of all cells, as an index has told them.
  ///   - places: Begins with the places of the cells, in ascending order; what follows has no meaning.
  ///     It is made longer if it is too short.
  /// - Precondition: At most 65,536 cells.
  public func findUnclear(_ classes: [UInt16], into places: inout [UInt16]) -> Int {
    let statuses = statuses
    precondition(classes.count == statuses.count && classes.count <= Int(UInt16.max) + 1)
    let missing = classes.count + Int(NODIAL_UNCLEAR_SLACK) - places.count
    if missing > 0 { places.append(contentsOf: repeatElement(0, count: missing)) }
    return unsafe classes.withUnsafeBufferPointer { classes in
      unsafe statuses.withUnsafeBufferPointer { statuses in
        unsafe places.withUnsafeMutableBufferPointer { places in
          // SAFETY: both counts are `classes.count`, and `places` has room for as many and the slack.
          unsafe nodial_find_unclear(
            classes.baseAddress, statuses.baseAddress, classes.count, Grade.local.rawValue,
            places.baseAddress)
        }
      }
    }
  }
}
