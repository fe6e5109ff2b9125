// SQLite, and what Swift does not see of it: macros that are pointers to functions.
#ifndef NODIAL_CSQLITE_SHIM_H
#define NODIAL_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <stdint.h>

/// Binds bytes, which are copied. A blob of no bytes is no NULL.
static inline int nodial_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}

/// Binds a text of UTF-8, which is copied.
static inline int nodial_bind_text(sqlite3_stmt *statement, int index, const char *text, int count) {
  return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

/// To be called before any other function. Returns SQLITE_OK.
static inline int nodial_forget_memory_counts(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/// Leaves the log and its index where they are when the last connection is closed, so that who may only read
/// can open the file afterwards. Returns SQLITE_OK.
static inline int nodial_keep_log(sqlite3 *database) {
  int is_kept = 1;
  return sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &is_kept);
}

/// Reads bytes of the file itself, by the descriptor that SQLite has: to close another one would end its locks. Behind the
/// end of the file the bytes are zero. Returns SQLITE_OK, also then.
static inline int nodial_read_file(sqlite3 *database, void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0) return SQLITE_ERROR;
  code = file->pMethods->xRead(file, bytes, count, offset);
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

#endif
