/// The tables of a ledger.
///
/// ```
///   ledger ─ 1 row
///   event ──── a leaf each of the tree ──► seal, one a commit
///     │ body (sealed)
///     ▼ derived, made anew by `rebuild`, and summed up in seal.derived
///   subject ── act (what the rules of state need of each event, and nothing else)
///   name, item (brands, purposes, notices, batches, …: versions)
/// ```
///
/// There is no table of states: a state is worked out of the acts of a subject whenever it is asked for, so that it
/// cannot be out of date.
enum Schema {
  /// "NDLG"
  static let applicationID: Int64 = 0x4E44_4C47
  static let version: Int64 = 2

  /// What each version has added to the one before; a writer adds what is missing.
  static func additions(since version: Int64) -> [String] { version < 2 ? secondVersion : [] }

  /// What a file of this version holds.
  static var statements: [String] { statements(of: version) }

  /// What a file of a version holds.
  static func statements(of version: Int64) -> [String] {
    firstVersion + (version < 2 ? [] : secondVersion)
  }

  /// Finds erasures, requests and who looked without reading all events.
  private static let secondVersion = [
    "CREATE INDEX event_kind ON event (kind) WHERE kind >= 30"
  ]

  /// What rows of `event` are of some kinds. Those behind acts have an index, which SQLite uses where it reads `kind >= 30`.
  static func isOfKinds(_ kinds: [EventKind]) -> String {
    let numbers = kinds.map { "\($0.rawValue)" }.joined(separator: ", ")
    let isIndexed = kinds.allSatisfy { $0.rawValue >= 30 }
    return (isIndexed ? "kind >= 30 AND " : "") + "kind IN (\(numbers))"
  }

  /// One statement each, as SQLite keeps their texts.
  private static let firstVersion = [
    """
    CREATE TABLE ledger (only INTEGER PRIMARY KEY CHECK (only = 1), id BLOB NOT NULL, \
    controller TEXT NOT NULL, key BLOB NOT NULL, proof BLOB NOT NULL, at INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, \
    commitment BLOB NOT NULL, salt BLOB, body BLOB, covers BLOB) STRICT
    """,
    """
    CREATE TABLE seal (size INTEGER PRIMARY KEY, at INTEGER NOT NULL, root BLOB NOT NULL, \
    peaks BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, derived BLOB NOT NULL, signature BLOB) STRICT
    """,
    """
    CREATE TABLE subject (id INTEGER PRIMARY KEY AUTOINCREMENT, ref BLOB NOT NULL UNIQUE) STRICT
    """,
    """
    CREATE TABLE act (subject INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, \
    brand INTEGER NOT NULL, purpose INTEGER NOT NULL, channels INTEGER NOT NULL, \
    occurred INTEGER, until INTEGER, flags INTEGER NOT NULL, batch INTEGER NOT NULL, \
    PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX act_seq ON act (seq)",
    """
    CREATE TABLE name (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, \
    seq INTEGER NOT NULL, UNIQUE (kind, name)) STRICT
    """,
    """
    CREATE TABLE item (seq INTEGER NOT NULL, kind INTEGER NOT NULL, name INTEGER NOT NULL, \
    parent INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (kind, name, seq)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tombstone (ref BLOB PRIMARY KEY, generation INTEGER NOT NULL, brand INTEGER NOT NULL, \
    channels INTEGER NOT NULL, purpose INTEGER NOT NULL, day INTEGER NOT NULL, proof BLOB NOT NULL) \
    STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE request (id INTEGER PRIMARY KEY, subject INTEGER, right INTEGER NOT NULL, \
    received INTEGER NOT NULL, due INTEGER NOT NULL, extended INTEGER, state INTEGER NOT NULL, \
    answered INTEGER, seq INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TRIGGER event_next BEFORE INSERT ON event \
    WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM event) \
    BEGIN SELECT RAISE(ABORT, 'events are numbered without a gap'); END
    """,
    """
    CREATE TRIGGER event_kept BEFORE DELETE ON event \
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TRIGGER event_fixed BEFORE UPDATE ON event \
    WHEN NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.kind IS NOT OLD.kind \
    OR NEW.commitment IS NOT OLD.commitment OR NEW.covers IS NOT OLD.covers \
    OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL \
    BEGIN SELECT RAISE(ABORT, 'of an event only salt and body may go'); END
    """,
    """
    CREATE TRIGGER seal_next BEFORE INSERT ON seal \
    WHEN NEW.size <= (SELECT ifnull(max(size), 0) FROM seal) \
    OR NEW.size IS NOT (SELECT max(seq) FROM event) \
    BEGIN SELECT RAISE(ABORT, 'a seal is of the last event'); END
    """,
    """
    CREATE TRIGGER seal_kept BEFORE DELETE ON seal \
    BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END
    """,
    """
    CREATE TRIGGER seal_fixed BEFORE UPDATE ON seal \
    BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END
    """,
  ]
}
