import ArgumentParser
import ConsentLedger
import Files
import PhoneNumbers
import Pipelines
import Texts

/// Takes acts of numbers as people write them, a commit for as many as are there.
struct ConsentEntry {
  /// What became of one cell.
  enum Answer {
    /// With what has to be known of it.
    case recorded([Int64], remark: Remark?)
    case refused(String)
  }

  /// Why what was recorded may not do what was meant.
  enum Remark: String {
    case truncated =
      "is recorded as it stands, and is no number that could be called; ask for the whole number"
    case unshown =
      "permits nothing, since nothing shows it; say --evidence act=TEXT, wording=TEXT or the like"
    case erased = "the person was erased, and must not be contacted"
    case baseless =
      "changes nothing, since there was nothing to confirm, to settle or to release; is the number right?"

    /// What has to be known of an act about the number of a cell.
    init?(of act: ConsentAct, _ keys: borrowing CellKeys) {
      if act.kind.isPermitting {
        if act.isShown || act.batch != nil { return nil }
        self = .unshown
      } else {
        guard keys.grade < .possible, keys.extraKeys.isEmpty else { return nil }
        self = .truncated
      }
    }
  }

  let writer: LedgerWriter
  private let normalizer: Normalizer
  private var keys = CellKeys()
  private var clock = ClockWatch()

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
    clock.look(at: writer, now: now)
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
    switch self.numbers(of: cell, for: act.kind.isPermitting ? .permitting : .forbidding) {
    case .success(let found): numbers = found
    case .failure(let failure): return .refused(failure.description)
    }
    var seqs: [Int64] = []
    var isBaseless = true
    var wasErased = false
    for number in numbers {
      var act = act
      act.number = number
      do throws(ActRefusal) {
        try act.check(writer.ledger.register, now: now)
      } catch {
        return .refused(error.sentence(writer.ledger.register))
      }
      if let request = try requestInTheWay(of: act) {
        return .refused(
          "request \(request.id) asks for \(request.right.name) and is open; answer or close it first"
        )
      }
      if try writer.isKeptOut(act) { return .refused("\(ActRefusal.erased)") }
      if act.kind == .use, try writer.ledger.erasureDay(of: number) != nil { wasErased = true }
      if try hasBasis(act) { isBaseless = false }
      seqs.append(try writer.record(act))
    }
    return .recorded(
      seqs, remark: Remark(of: act, keys) ?? (isBaseless ? .baseless : wasErased ? .erased : nil))
  }

  /// The open request that a release would end without an answer; nil if there is none.
  private func requestInTheWay(of act: ConsentAct) throws -> SubjectRequest? {
    guard act.kind == .release,
      !act.evidence.contains(where: { $0.name == "reason" && $0.text == "reviewed" })
    else { return nil }
    return try writer.ledger.openRequests(of: act.number).first {
      $0.right == .erasure || $0.right == .restriction
    }
  }

  /// False if an act answers an earlier one, and there is none: a confirmation without a consent, a review or restriction
  /// that ends and never began.
  private func hasBasis(_ act: ConsentAct) throws -> Bool {
    switch act.kind {
    case .confirm: try writer.ledger.acts(of: act.number).contains { $0.kind == .grant }
    case .release:
      try writer.ledger.acts(of: act.number).contains {
        $0.kind == .restrict || $0.flags.contains(.awaitsReview)
      }
    default: true
    }
  }

  /// What the numbers of a cell are read for.
  enum NumberUse {
    /// One certain number that could be called.
    case permitting
    /// Every number that the cell may mean.
    case forbidding
    /// One number, of whom something is recorded perhaps: also one that was recorded as it stood.
    case naming
  }

  mutating func numbers(of cell: [UInt8], for use: NumberUse) -> Result<[UInt64], Failure> {
    normalizer.normalize(cell.span, into: &keys)
    guard keys.key != 0 else {
      return .failure(Failure("holds no number that can be read; write it as +12025550101"))
    }
    if use == .forbidding { return .success([keys.key] + keys.extraKeys) }
    guard use == .naming || keys.grade >= .possible else {
      return .failure(Failure("holds no number that could be called; write it as +12025550101"))
    }
    guard !keys.extraReasons.contains(where: \.isAnotherNumber) else {
      return .failure(Failure("holds several numbers; give each a line of its own"))
    }
    return .success([keys.key])
  }

  /// The number that is named.
  mutating func number(of cell: [UInt8]) -> Result<UInt64, Failure> {
    numbers(of: cell, for: .naming).map { $0[0] }
  }

  /// The number of an argument; - reads it from standard input.
  mutating func number(ofArgument text: String) throws -> UInt64 {
    try number(of: try NumberArgument.cell(text)).mapError {
      Failure("\(NumberArgument.place(text)): \($0)")
    }.get()
  }
}

/// Warns once if the clock of the machine was set back.
struct ClockWatch {
  private var isTold = false

  mutating func look(at writer: LedgerWriter, now: Moment) {
    guard !isTold, writer.isAhead(of: now) else { return }
    Messages(isQuiet: false).warn(
      "\(writer.ledger.path): the last act was recorded at \(writer.now.date), later than the clock of this machine "
        + "says it is; check the clock")
    isTold = true
  }
}

extension ActRefusal {
  /// What is wrong, and what was probably meant.
  func sentence(_ register: Register) -> String {
    guard case .unknown(let kind, let name) = self else { return description }
    let names = register.items(kind).map(\.name)
    let guess = Spelling.nearest(to: name, in: names).map { "did you mean \"\($0)\"?" }
    return "\(self); \(guess ?? "declare it with nodial ledger apply")"
  }
}

/// Enters acts of numbers from arguments or standard input.
struct ActEntry {
  let kind: EventKind
  let ledger: LedgerArguments
  let arguments: ActArguments
  let numbers: [String]
  var change: (inout ConsentAct) throws -> Void = { _ in }

  /// Prints `LINE<TAB>EVENT`, with a remark behind it if something has to be known, or `LINE<TAB>-<TAB>REASON`, as soon as
  /// it is durable.
  func run() throws {
    guard !numbers.isEmpty else {
      throw ValidationError(
        "name at least one number, or - for numbers from standard input, one a line")
    }
    let source = try ledger.source()
    let writer = try source.writer()
    var template = try arguments.template(kind, now: Clock.now.moment, settings: source.settings)
    try change(&template)
    var entry = ConsentEntry(writer: writer, region: try Values.region(arguments.region))
    var output = try StandardOutput()
    var lineCount = 0
    var numberCount = 0
    var refusedCount = 0
    var remarkCounts: [ConsentEntry.Remark: Int] = [:]
    func enter(_ cells: [[UInt8]], _ output: inout StandardOutput) throws {
      let places = cells.indices.filter { !cells[$0].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
      let answers = try entry.record(places.map { (cells[$0], now(template)) })
      defer { lineCount += cells.count }
      numberCount += places.count
      for (place, answer) in zip(places, answers) {
        let line = lineCount + place + 1
        switch answer {
        case .recorded(let seqs, let remark):
          let events = seqs.map { "\($0)" }.joined(separator: ",")
          guard let remark else {
            try output.print(line, events)
            continue
          }
          remarkCounts[remark, default: 0] += 1
          try output.print(line, events, remark.rawValue)
        case .refused(let reason):
          refusedCount += 1
          try output.print(line, "-", reason)
        }
      }
      do {
        try output.flush()
      } catch {
        throw Failure(
          "\(error); lines \(lineCount + 1) to \(lineCount + cells.count) are recorded, and nobody was told: enter "
            + "them again, which does no harm")
      }
    }
    if numbers == ["-"] {
      var batches = LineBatches()
      while let lines = try batches.next() { try enter(lines, &output) }
    } else {
      try enter(numbers.map { CarriedBytes.bytes(of: $0) }, &output)
    }
    guard numberCount > 0 else {
      let place = numbers == ["-"] ? "standard input: holds" : "the arguments hold"
      throw Failure("\(place) no number; give one a line")
    }
    if let count = remarkCounts[.unshown] {
      Messages(isQuiet: false).warn(
        "\(count) of \(lineCount) are recorded and permit nothing, since nothing shows them; say --evidence"
      )
    }
    if let count = remarkCounts[.truncated], refusedCount == 0 {
      throw Failure(
        "\(count) of \(lineCount) are recorded as they stand, and are no numbers that could be called; ask for "
          + "the whole numbers")
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
    if arguments.occurred == nil, !kind.isForbidding { act.occurred = Clock.now.moment }
    return act
  }
}
