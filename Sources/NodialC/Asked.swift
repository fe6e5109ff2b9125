import ConsentLedger
import Files
import SettingsReading
import SuppressionLists
import Verdicts

/// What is asked at a moment: the indexes, and what the ledger held. It never changes.
final class Asked: Sendable {
  let indexes: SuppressionIndexes
  let verdicts: VerdictTable
  /// The day of contact.
  private let day: CalendarDate
  /// The process is another one behind a fork: a thread that is not in it may have held the lock of what indexes learn.
  private let forkCount = ForkLock.forkCount

  init(_ indexes: SuppressionIndexes, policy: VerdictPolicy) {
    self.indexes = indexes
    verdicts = VerdictTable(indexes, policy: policy)
    day = policy.callDate
  }

  /// True if it serves on a day, in this process.
  func serves(_ day: CalendarDate) -> Bool {
    self.day == day && forkCount == ForkLock.forkCount
  }
}

/// Keeps what is asked up to date: by the day, and by what is recorded in the ledger.
///
/// ```
/// each call ─► stamps of the ledger, its log and its index ─┬─ the same: what was read last
///                                                            └─ others: open, is there a later seal?
///                                                                        └─ read what is newer, close
/// ```
// SAFETY: of `@unchecked`: what changes is used under ``ForkLock`` alone.
final class AskedHolder: @unchecked Sendable {
  private let files: SuppressionIndexes
  private let policy: VerdictPolicy
  /// Nil if no ledger is asked.
  private let ledger: LedgerRequest?
  private let isTrusted: Bool
  private var held: Asked?
  /// Of the ledger that ``held`` is of.
  private var stamps: LedgerStamps?
  private var head: Ledger.Head?
  private var indexPath: String?
  /// The index of the ledger that was verified last.
  private var verified: FileStamp?

  init(
    _ files: SuppressionIndexes, policy: VerdictPolicy, ledger: LedgerRequest?, isTrusted: Bool
  ) {
    self.files = files
    self.policy = policy
    self.ledger = ledger
    self.isTrusted = isTrusted
  }

  var asksLedger: Bool { ledger != nil }

  /// What was asked last, under the lock.
  ///
  /// - Precondition: Something was.
  var latest: Asked { held! }

  /// What is to be asked now, under the lock.
  ///
  /// - Complexity: Three calls of the system if the ledger is as it was; else O(*n*) in the acts of the people of whom something
  ///   was recorded since its index was compiled.
  func asked(on day: CalendarDate) throws(Refusal) -> Asked {
    if let ledger { return try asked(on: day, ledger) }
    if let held, held.serves(day) { return held }
    return try hold(day, policy) { () throws(IndexError) in
      files.indexes.count == 1 ? files : try SuppressionIndexes(files.indexes)
    }
  }

  private func asked(on day: CalendarDate, _ ledger: LedgerRequest) throws(Refusal) -> Asked {
    // Before anything is read, so that whatever is written meanwhile is found by the next call.
    let stamps = LedgerStamps(ledger: ledger.path, index: indexPath)
    let current = held.flatMap { $0.serves(day) ? $0 : nil }
    if let current, stamps == self.stamps, self.stamps?.mayHideChanges == false { return current }
    let question: LedgerQuestion
    do throws(LedgerRequestError) {
      question = try ledger.question()
    } catch {
      throw .unopenable(error.description)
    }
    do throws(LedgerError) {
      if let current, stamps.index == self.stamps?.index, try question.ledger.head() == head {
        self.stamps = stamps
        return current
      }
    } catch {
      throw .unopenable(error.description)
    }
    return try read(question, on: day, stamps)
  }

  private func read(
    _ question: LedgerQuestion, on day: CalendarDate, _ seen: LedgerStamps
  ) throws(Refusal) -> Asked {
    let path = LedgerCompilation.path(of: question.ledger, scope: question.scope)
    let stamps = path == indexPath ? seen : LedgerStamps(ledger: question.ledger.path, index: path)
    let snapshot: LedgerSnapshot
    do throws(LedgerError) {
      snapshot = try LedgerSnapshot(question.ledger, scope: question.scope, callDate: day)
    } catch {
      throw .unopenable(error.description)
    }
    let asked = try hold(day, question.requirements(policy)) { () throws(IndexError) in
      if let index = snapshot.index { try verify(index) }
      return try snapshot.asked(beside: files)
    }
    (self.stamps, head, indexPath) = (stamps, snapshot.head, path)
    return asked
  }

  /// Verifies an index of the ledger, unless it is the one that was verified last.
  private func verify(_ index: SuppressionIndex) throws(IndexError) {
    if isTrusted || index.stamp == verified { return }
    try index.verifyBlocks(threadCount: 1)
    verified = index.stamp
  }

  private func hold(
    _ day: CalendarDate, _ policy: VerdictPolicy,
    _ indexes: () throws(IndexError) -> SuppressionIndexes
  ) throws(Refusal) -> Asked {
    var policy = policy
    policy.callDate = day
    do throws(IndexError) {
      let asked = Asked(try indexes(), policy: policy)
      held = asked
      return asked
    } catch {
      throw .unopenable("\(error)")
    }
  }
}

/// What the system says of the files of a ledger at a moment: whoever records something writes to one of them.
private struct LedgerStamps {
  private let taken = FileStamp.now
  private let ledger: FileStamp?
  private let log: FileStamp?
  /// That of the index that is compiled from it.
  let index: FileStamp?

  init(ledger path: String, index indexPath: String?) {
    ledger = try? FileStamp(path: path)
    log = (try? FileStamp(path: path + "-wal")).map { stamp in
      // SQLite of the superuser says at each opening whose the log is, which is a change to the system, and no writing.
      var written = stamp
      written.changed = stamp.modified
      return written
    }
    index = indexPath.flatMap { try? FileStamp(path: $0) }
  }

  /// True if something may have been written afterwards without a trace in them.
  var mayHideChanges: Bool {
    guard let ledger else { return true }
    return ledger.mayHideChanges(at: taken) || log?.mayHideChanges(at: taken) == true
  }

  static func == (first: Self, second: Self?) -> Bool {
    first.ledger == second?.ledger && first.log == second?.log && first.index == second?.index
  }
}
