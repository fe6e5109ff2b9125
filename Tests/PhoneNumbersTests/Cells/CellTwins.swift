import CKernels
import Testing

@testable import PhoneNumbers

/// All that a batch holds of one cell.
struct WholeAnswer: Equatable {
  var key: UInt64
  var status: UInt8
  var extras: [ExtraKey] = []
  var mending: UInt8 = 0

  /// The answers of the product for cells of one region, in one call.
  static func all(of cells: [[UInt8]], by normalizer: Normalizer) -> [WholeAnswer] {
    let block = NumberBatchTests.Block(cells, separator: [55])
    var batch = NumberBatch(capacity: 8)
    normalizer.normalize(
      block.bytes.span, starts: block.starts.span, ends: block.ends.span, into: &batch)
    var answers = cells.indices.map { index in
      WholeAnswer(key: batch.keys[index], status: batch.statuses[index])
    }
    for index in batch.extraKeys.indices {
      let reason = AliasReason(rawValue: batch.extraReasons[index])!
      answers[Int(batch.extraOwners[index])].extras.append(ExtraKey(batch.extraKeys[index], reason))
    }
    for index in batch.mendedCells.indices {
      answers[Int(batch.mendedCells[index])].mending = batch.mendings[index]
    }
    return answers
  }

  /// The answer of the general way alone, which looks at one character after another.
  static func fromText(_ cell: [UInt8], by normalizer: Normalizer) -> WholeAnswer {
    var memory = CellMemory()
    let answer = normalizer.completeText(cell.span, memory: &memory)
    let key = answer.number.key
    let extras = (0..<answer.extras.count).map {
      ExtraKey(answer.extras[$0].key, answer.extras[$0].reason)
    }
    return WholeAnswer(
      key: key, status: answer.status, extras: extras.filter { $0.key != key },
      mending: answer.mending.rawValue)
  }

}

/// What the kernel leaves of one cell: an answer, or what it has read.
struct KernelAnswer: Equatable {
  /// All instructions that this processor has for the kernel, the slowest first.
  static let instructions: [nodial_instructions] =
    [NODIAL_PORTABLE, NODIAL_AVX2, NODIAL_AVX512]
    .filter { $0.rawValue <= nodial_best_instructions().rawValue }

  var isOpen = false
  var key: UInt64 = 0
  var status: UInt8 = 0
  var digits: UInt64 = 0
  var digitCount: UInt8 = 0
  var isInternational = false
  var kind: UInt8 = 0

  /// The answers for cells with other bytes between them.
  static func all(
    of cells: [[UInt8]], by normalizer: Normalizer, with instructions: nodial_instructions
  ) -> [KernelAnswer] {
    let block = NumberBatchTests.Block(cells, separator: [44])
    return unsafe block.bytes.withUnsafeBufferPointer { bytes in
      unsafe all(
        in: bytes, starts: block.starts, ends: block.ends, by: normalizer, with: instructions)
    }
  }

  /// The answers for the cells of a block, whose memory may end where it does.
  static func all(
    in block: UnsafeBufferPointer<UInt8>, starts: [UInt32], ends: [UInt32],
    by normalizer: Normalizer, with instructions: nodial_instructions
  ) -> [KernelAnswer] {
    var keys = [UInt64](repeating: 0, count: starts.count)
    var statuses = [UInt8](repeating: 0, count: starts.count)
    var open = [nodial_open_cell](repeating: nodial_open_cell(), count: starts.count)
    let rules = nodial_cell_rules(
      region: normalizer.region, undoes_formats: normalizer.options.contains(.preClean) ? 1 : 0)
    let openCount = unsafe starts.withUnsafeBufferPointer { starts in
      unsafe ends.withUnsafeBufferPointer { ends in
        var cells = unsafe nodial_cells_of_block(
          bytes: block.baseAddress, byte_count: block.count, starts: starts.baseAddress,
          ends: ends.baseAddress, cell_count: starts.count)
        return unsafe nodial_read_cells_with(
          instructions, &cells, rules, &keys, &statuses, &open)
      }
    }
    var answers = zip(keys, statuses).map { KernelAnswer(key: $0, status: $1) }
    for cell in open[..<openCount] {
      answers[Int(cell.index)] = KernelAnswer(
        isOpen: true, digits: cell.digits, digitCount: cell.digit_count,
        isInternational: cell.is_international != 0, kind: cell.kind.rawValue)
    }
    return answers
  }
}

/// Compares every way to an answer with every other, for cells of one region.
struct CellTwins {
  let code: String

  /// Returns how many cells the kernel has answered itself.
  @discardableResult
  func compare(_ cells: [[UInt8]]) -> Int {
    var settledCount = 0
    for options in [Normalizer.Options.standard, .coreOnly] {
      let normalizer = Normalizer(region: Region(code), options: options)
      let answers = KernelAnswer.instructions.map {
        KernelAnswer.all(of: cells, by: normalizer, with: $0)
      }
      let whole = WholeAnswer.all(of: cells, by: normalizer)
      for (index, cell) in cells.enumerated() {
        for (answer, instructions) in zip(answers, KernelAnswer.instructions).dropFirst() {
          #expect(
            answer[index] == answers[0][index],
            "\(code) \(cell) \(text(cell)) \(instructions.rawValue)")
        }
        let expected = WholeAnswer.fromText(cell, by: normalizer)
        #expect(whole[index] == expected, "\(code) \(cell) \(text(cell)) \(options.rawValue)")
        if !answers[0][index].isOpen { settledCount += 1 }
      }
    }
    return settledCount
  }

  private func text(_ cell: [UInt8]) -> String { String(decoding: cell, as: UTF8.self) }
}
