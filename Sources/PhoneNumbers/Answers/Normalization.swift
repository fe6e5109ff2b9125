/// The answer for one cell.
public struct Normalization: Hashable, Sendable {
  /// The number, or nil if the cell was refused.
  public var number: PhoneNumber?
  /// How well the number fits the plan.
  public var grade: Grade
  /// Why there is no number; `none` if there is one.
  public var rejection: Rejection

  /// A number with its grade.
  public init(number: PhoneNumber, grade: Grade) {
    self.number = number
    self.grade = grade
    rejection = .none
  }

  /// A refusal.
  public init(rejection: Rejection) {
    number = nil
    grade = .refused
    self.rejection = rejection
  }

  /// A number by its key, or a refusal.
  init(key: UInt64, status: UInt8) {
    number = key == 0 ? nil : PhoneNumber(key: key)
    grade = Grade(rawValue: status & 15)!
    rejection = Rejection(rawValue: status >> 4)!
  }

  /// Grade in the low four bits, rejection in the high four.
  public var status: UInt8 { grade.rawValue | rejection.rawValue << 4 }
}
