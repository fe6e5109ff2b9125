/// What is parsed of a text: the digits of what may be a number, and whether a plus stands before them.
struct TextDigits: Equatable {
  var digits: PackedDigits
  var isInternational: Bool

  init(of reading: CellReading) {
    digits = reading.digits
    isInternational = reading.isInternational
  }

  private init(digits: PackedDigits, isInternational: Bool) {
    self.digits = digits
    self.isInternational = isInternational
  }

  /// What the core reads in a part of a text, and where the number ends. Nil if none can be there.
  static func read(
    _ text: borrowing CellText, _ part: Range<Int>
  ) -> (found: TextDigits, end: Int)? {
    guard let context = text.phoneContext(in: part) else {
      return read(number: text.narrowed(part), of: text)
    }
    guard let other = text.withPhoneContext(at: context, part) else { return nil }
    return read(number: other.all, of: other)
  }

  private static func read(
    number part: Range<Int>, of text: borrowing CellText
  ) -> (found: TextDigits, end: Int)? {
    guard text.isViable(part) else { return nil }
    let end = text.endWithoutExtension(part)
    let found = TextDigits(
      digits: text.digits(part.lowerBound..<end),
      isInternational: Symbol.isPlus(text.storage.span[part.lowerBound]))
    return (found, end)
  }
}

extension CellReading {
  /// What is read in a text.
  init(_ read: TextDigits?, region: UInt8) {
    guard let read else {
      self.init(rejection: .notANumber)
      return
    }
    self.init(digits: read.digits, isInternational: read.isInternational, region: region)
  }

  /// The core, on a part of a text.
  init(_ text: borrowing CellText, _ part: Range<Int>, region: UInt8) {
    self.init(TextDigits.read(text, part)?.found, region: region)
  }
}
