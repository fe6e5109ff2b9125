import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers

/// Takes acts of numbers as people write them, a commit for as many as are there.
struct ConsentEntry {
  /// What became of one cell.
  enum Answer {
    case recorded([Int64])
    case refused(String)
  }

  let writer: LedgerWriter
  private let normalizer: Normalizer
  private var keys = CellKeys()

  init(writer: LedgerWriter, region: Region?) {
    self.writer = writer
    normalizer = Normalizer(region: region)
  }

  /// Records acts in one commit: all that are taken are on the disk when this returns.
  ///
  /// - Parameter acts: The cell with the number, and what was done; the number is set here.
  mutating func record(_ acts: [(cell: [UInt8], act: ConsentAct)]) throws -> [Answer] {
    let now = Clock.now.moment
    try writer.begin(now: now)
    var answers: [Answer] = []
    do {
      for (cell, act) in acts { answers.append(try record(cell, act, now: now)) }
    } catch {
      writer.rollBack()
      throw error
    }
    try writer.commit()
    return answers
  }

  private mutating func record(_ cell: [UInt8], _ act: ConsentAct, now: Moment) throws -> Answer {
    let numbers: [UInt64]
    switch self.numbers(of: cell, isPermitting: act.kind == .grant || act.kind == .confirm) {
    case .success(let found): numbers = found
    case .failure(let failure): return .refused(failure.description)
    }
    var seqs: [Int64] = []
    for number in numbers {
      var act = act
      act.number = number
      do throws(ActRefusal) {
        try act.check(writer.ledger.register, now: now)
      } catch {
        return .refused("\(error)")
      }
      seqs.append(try writer.record(act))
    }
    return .recorded(seqs)
  }

  /// What a cell says: of what permits one certain number, of what forbids every number that it may mean.
  mutating func numbers(of cell: [UInt8], isPermitting: Bool) -> Result<[UInt64], Failure> {
    normalizer.normalize(cell.span, into: &keys)
    guard keys.key != 0 else {
      return .failure(Failure("holds no number that can be read; write it as +12025550101"))
    }
    if isPermitting {
      guard keys.grade >= .possible else {
        return .failure(Failure("holds no number that could be called; write it as +12025550101"))
      }
      guard !keys.extraReasons.contains(where: \.isAnotherNumber) else {
        return .failure(Failure("holds several numbers; give each a line of its own"))
      }
      return .success([keys.key])
    }
    return .success([keys.key] + keys.extraKeys)
  }
}

/// Enters acts of numbers from arguments or standard input.
struct ActEntry {
  let kind: EventKind
  let ledger: LedgerArguments
  let arguments: ActArguments
  let numbers: [String]
  var change: (inout ConsentAct) throws -> Void = { _ in }

  /// Prints `LINE<TAB>EVENT`, or `LINE<TAB>-<TAB>REASON`, as soon as it is durable.
  func run() throws {
    guard !numbers.isEmpty else {
      throw ValidationError(
        "name at least one number, or - for numbers from standard input, one a line")
    }
    let source = try ledger.source()
    let writer = try LedgerWriter(path: source.path, key: source.key)
    var template = try arguments.template(kind, now: Clock.now.moment, settings: source.settings)
    try change(&template)
    var entry = ConsentEntry(writer: writer, region: try Values.region(arguments.region))
    var output = try StandardOutput()
    var lineCount = 0
    var refusedCount = 0
    func enter(_ cells: [[UInt8]], _ output: inout StandardOutput) throws {
      let places = cells.indices.filter { !cells[$0].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
      let answers = try entry.record(places.map { (cells[$0], now(template)) })
      for (place, answer) in zip(places, answers) {
        let line = lineCount + place + 1
        switch answer {
        case .recorded(let seqs):
          try output.print(line, seqs.map { "\($0)" }.joined(separator: ","))
        case .refused(let reason):
          refusedCount += 1
          try output.print(line, "-", reason)
        }
      }
      try output.flush()
      lineCount += cells.count
    }
    if numbers == ["-"] {
      var batches = LineBatches()
      while let lines = try batches.next() { try enter(lines, &output) }
      guard lineCount > 0 else { throw Failure("standard input: holds no number; give one a line") }
    } else {
      try enter(numbers.map { CarriedBytes.bytes(of: $0) }, &output)
    }
    if refusedCount > 0 {
      throw Failure(
        "\(refusedCount) of \(lineCount) were not taken, for the reasons in the output; the others are recorded"
      )
    }
  }

  /// Who writes line by line for hours means the moment of each line.
  private func now(_ template: ConsentAct) -> ConsentAct {
    var act = template
    if arguments.occurred == nil { act.occurred = Clock.now.moment }
    return act
  }
}
