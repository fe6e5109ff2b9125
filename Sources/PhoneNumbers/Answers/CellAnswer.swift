/// All that is found in one cell: the answer, and further keys.
struct CellAnswer {
  var number: ParsedNumber
  var grade: Grade
  var extras = ExtraKeys()
  var mending: Mending = []

  init(_ number: ParsedNumber) {
    self.number = number
    grade = number.grade
  }

  /// Grade in the low four bits, rejection in the high four.
  var status: UInt8 { grade.rawValue | number.rejection.rawValue << 4 }

  /// The answer for a caller with one cell.
  var normalization: Normalization {
    if number.rejection != .none { return Normalization(rejection: number.rejection) }
    return Normalization(number: PhoneNumber(digits: number.international.value), grade: grade)
  }

  /// Refuses the cell if it has more than is read; what has been found stays among the further keys.
  mutating func refuseIfCut() {
    guard extras.isCut else { return }
    extras.insertRefused(number.key)
    number = ParsedNumber(rejection: .tooManyNumbers)
    grade = number.grade
  }

  /// Makes a valid number the answer; the number before it becomes a further key.
  mutating func rescue(_ rescued: ParsedNumber) {
    let old = number.key
    mending.insert(.rescued)
    number = rescued
    grade = .valid
    if old != rescued.key { extras.insert(old, .unrescued) }
  }
}

/// Memory for the second look at a cell, to be used again for the next one.
struct CellMemory: Sendable {
  /// Of the symbols.
  var text: [UInt8] = []
  /// Of the groups of digits.
  var groups: [CellSegments.Group] = []
}
