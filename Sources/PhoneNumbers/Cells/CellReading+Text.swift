extension CellReading {
  /// The core, on the text of a cell; `text` is narrowed to the number that was read.
  init(_ text: inout CellText, region: UInt8) {
    guard text.narrow(), text.isViable(to: text.end) else {
      self.init(rejection: .notANumber)
      return
    }
    let isInternational = Symbol.isPlus(text.storage.span[text.start])
    text.stripExtension()
    self.init(digits: text.digits(), isInternational: isInternational, region: region)
  }
}
