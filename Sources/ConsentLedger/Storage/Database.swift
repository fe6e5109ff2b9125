internal import CSQLite
import Files
import Glibc
import Keys
import SystemPackage

/// A connection to an SQLite file. Of one thread at a time.
///
/// SAFETY: of all `unsafe` in this file and in `Statement`: the connection lives as long as the object, statements
/// keep it alive, and each pointer that SQLite is given goes with its count.
@safe final class Database {
  enum Mode {
    case reading
    case writing
    /// Makes the file, for its owner alone; it must not be there.
    case making
  }

  /// How long a writer waits for another one, in milliseconds.
  private static let waitMilliseconds: Int32 = 10_000

  let path: String
  fileprivate let handle: OpaquePointer

  /// SQLite counts no memory: it would take a lock for each piece.
  private static let isPrepared = nodial_forget_memory_counts() == SQLITE_OK

  init(path: String, mode: Mode) throws(LedgerError) {
    self.path = path
    precondition(Self.isPrepared, "SQLite is told before it is used")
    if mode == .making { try Self.makeFile(path) }
    let access = mode == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    var handle = unsafe try Self.connect(path, access, path)
    if mode == .reading, unsafe !Self.isReadable(handle) {
      // Where nothing can be written there is no log beside it that others share.
      unsafe sqlite3_close(handle)
      guard Self.byteCount(path + "-wal") == 0 else {
        throw LedgerError(.logBeside, path: path)
      }
      unsafe handle = try Self.connect(
        Self.immutableName(path), access | SQLITE_OPEN_URI, path)
    }
    unsafe self.handle = handle
    unsafe sqlite3_busy_timeout(handle, Self.waitMilliseconds)
    _ = unsafe nodial_keep_log(handle)
  }

  private static func connect(
    _ name: String, _ access: Int32, _ path: String
  ) throws(LedgerError) -> OpaquePointer {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      name, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      let text = unsafe handle.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      unsafe sqlite3_close(handle)
      throw Self.error(code, text, path)
    }
    return unsafe handle
  }

  /// False if the log, which readers share too, can neither be found nor made.
  private static func isReadable(_ handle: OpaquePointer) -> Bool {
    switch unsafe sqlite3_exec(handle, "SELECT 1 FROM sqlite_master", nil, nil, nil) & 0xFF {
    case SQLITE_CANTOPEN, SQLITE_READONLY: false
    default: true
    }
  }

  /// 0 of a file that is not there.
  private static func byteCount(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The name of a file that nobody changes, as SQLite reads it.
  private static func immutableName(_ path: String) -> String {
    var name = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
        name += "%" + Hexadecimal.text([byte])
      default: name.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return name + "?immutable=1"
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  private static func makeFile(_ path: String) throws(LedgerError) {
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = errno
      if reason == EEXIST { throw LedgerError(.exists, path: path) }
      throw LedgerError(.file(FileError(.open, path, Errno(rawValue: reason))), path: path)
    }
    close(descriptor)
  }

  /// What SQLite keeps beside a file.
  private static let logSuffixes = ["-wal", "-shm", "-journal"]

  /// Removes a file that nobody has open, with what lies beside it.
  static func remove(_ path: String) {
    for suffix in [""] + logSuffixes { _ = unsafe unlink(path + suffix) }
  }

  /// Gives a file that nobody has open, and whose log is empty, its name.
  static func rename(_ path: String, to target: String) throws(LedgerError) {
    for suffix in logSuffixes { _ = unsafe unlink(path + suffix) }
    // A link does not replace what somebody has made meanwhile.
    guard unsafe link(path, target) == 0 else {
      let reason = errno
      throw reason == EEXIST
        ? LedgerError(.exists, path: target)
        : LedgerError(.file(FileError(.publish, target, Errno(rawValue: reason))), path: target)
    }
    _ = unsafe unlink(path)
  }

  /// Answers questions of one state of the file, whatever others write meanwhile.
  func snapshot<Answer>(
    _ body: () throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    // Within a transaction it is so already.
    guard unsafe sqlite3_get_autocommit(handle) != 0 else { return try body() }
    try run("BEGIN")
    // It has read only; whether it ends well makes no difference.
    defer { try? run("END") }
    return try body()
  }

  /// Runs statements that return nothing.
  func run(_ text: String) throws(LedgerError) {
    guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw lastError() }
  }

  func prepare(_ text: String) throws(LedgerError) -> Statement {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else { throw lastError() }
    return unsafe Statement(statement, of: self)
  }

  /// The first column of the first row, as an integer; nil if there is no row, or NULL.
  func integer(_ text: String) throws(LedgerError) -> Int64? {
    let statement = try prepare(text)
    guard try statement.step() else { return nil }
    return statement.isNull(0) ? nil : statement.integer(0)
  }

  /// The same as a text.
  func text(_ text: String) throws(LedgerError) -> String? {
    let statement = try prepare(text)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.text(0)
  }

  /// Reads bytes of the file as they are on the disk, whatever the log has; behind its end they are zero.
  func readFile(at offset: Int64, into bytes: inout [UInt8]) throws(LedgerError) {
    let code = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe nodial_read_file(handle, buffer.baseAddress, Int32(buffer.count), offset)
    }
    guard code == SQLITE_OK else { throw Self.error(code, "it cannot be read", path) }
  }

  func lastError() -> LedgerError {
    Self.error(
      unsafe sqlite3_extended_errcode(handle), unsafe String(cString: sqlite3_errmsg(handle)), path)
  }

  private static func error(_ code: Int32, _ text: String, _ path: String) -> LedgerError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: LedgerError(.locked, path: path)
    case SQLITE_FULL: LedgerError(.full, path: path)
    case SQLITE_NOTADB: LedgerError(.noLedger, path: path)
    case SQLITE_READONLY: LedgerError(.readOnly, path: path)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: LedgerError(.unopenable(text), path: path)
    case SQLITE_CORRUPT: LedgerError(.damaged(text), path: path)
    case SQLITE_ERROR:
      LedgerError(.damaged("its tables are not those of a ledger (\(text))"), path: path)
    default: LedgerError(.database(code: code, text: text), path: path)
    }
  }
}

/// What is bound to a statement.
enum DatabaseValue {
  case null
  case integer(Int64)
  case bytes([UInt8])
  case text(String)
}

/// A prepared statement.
@safe final class Statement {
  private let handle: OpaquePointer
  private let database: Database

  fileprivate init(_ handle: OpaquePointer, of database: Database) {
    unsafe self.handle = handle
    self.database = database
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds the values from the first place on.
  func bind(_ values: DatabaseValue...) throws(LedgerError) {
    unsafe sqlite3_reset(handle)
    for (place, value) in values.enumerated() { try bind(value, at: Int32(place + 1)) }
  }

  /// Binds one value of a statement that has been reset.
  ///
  /// - Parameter place: From 1.
  func bind(_ value: DatabaseValue, at place: Int32) throws(LedgerError) {
    let code =
      switch value {
      case .null: unsafe sqlite3_bind_null(handle, place)
      case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
      case .bytes(let bytes):
        unsafe nodial_bind_blob(handle, place, bytes, Int32(bytes.count))
      case .text(let text):
        unsafe nodial_bind_text(handle, place, text, Int32(text.utf8.count))
      }
    guard code == SQLITE_OK else { throw database.lastError() }
  }

  /// Goes to the next row; false if there is none. The statement is then as before the first one.
  func step() throws(LedgerError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      unsafe sqlite3_reset(handle)
      return false
    default:
      let error = database.lastError()
      unsafe sqlite3_reset(handle)
      throw error
    }
  }

  /// Ends the reading of rows before their end.
  func reset() { unsafe sqlite3_reset(handle) }

  /// Runs a statement that returns no row.
  func run() throws(LedgerError) { while try step() {} }

  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }
  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

  func bytes(_ column: Int32) -> [UInt8] {
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    guard count > 0, let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The value of a column, nil for NULL.
  func integerIfAny(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}
