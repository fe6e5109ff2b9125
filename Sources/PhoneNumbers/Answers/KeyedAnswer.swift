/// All that is found in one cell of a usual kind, by keys alone: small enough for a register or two each.
struct KeyedAnswer {
  /// The primary key; 0 if the cell is refused.
  var key: UInt64
  /// Grade in the low four bits, rejection in the high four.
  var status: UInt8
  /// What was done to the cell.
  var mending: Mending = []
  /// Further keys, 0 where there is none.
  var extras: (ExtraKeys.Entry, ExtraKeys.Entry) = ((0, .unrescued), (0, .unrescued))

  init(key: UInt64, status: UInt8) {
    self.key = key
    self.status = status
  }

  init(_ number: ParsedNumber) {
    key = number.key
    status = number.grade.rawValue | number.rejection.rawValue << 4
  }

  /// Makes a valid number the answer, as `CellAnswer.rescue` does.
  mutating func rescue(_ rescued: UInt64) {
    extras.0 = (key, .unrescued)
    key = rescued
    status = Grade.valid.rawValue
    mending.insert(.rescued)
  }
}
