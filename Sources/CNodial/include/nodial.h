/// Nodial for other languages: may this number be called? The lists of one or more indexes that `nodial build` has made
/// are asked, and the consent ledger that settings name, with the verdicts of `nodial check` and `nodial scrub`.
///
///     nodial_checker *checker;
///     char message[256];
///     nodial_settings settings = {.size = sizeof settings, .index_paths = &path, .index_count = 1};
///     if (nodial_open(&settings, &checker, message, sizeof message) != NODIAL_OK) fail(message);
///     nodial_scratch *scratch = nodial_scratch_new(checker);              // one a thread
///     nodial_check(scratch, "+12025550101", 12, &outcome, &evidence);
///
/// Nothing here starts a thread, ends the process or writes anywhere. A checker may be asked by many threads at a time, a
/// scratch by one. After a fork the child may go on with both; a fork waits while another thread reads the ledger.
///
/// The ledger is asked as `nodial scrub --settings` asks it:
///
///     nodial_settings settings = {.size = sizeof settings, .settings_path = "nodial.toml", .purpose = "offers", .channel = "sms"};
///
/// What was recorded before a call begins counts in that call: each call asks the system whether the ledger has changed, and
/// only then reads what is new. The ledger is opened for that time alone. No other SQLite in the process may have it open: by
/// closing the file it would end the locks of this one, and the other way around.
///
/// Version 0 of the interface: what is here may change until version 1.
#ifndef NODIAL_H
#define NODIAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NODIAL_INTERFACE_VERSION 0

/// How a call ended. Each failure leaves a sentence too.
typedef int32_t nodial_status;
enum {
  NODIAL_OK = 0,
  /// An argument cannot be: a null pointer, offsets that descend, a channel that there is not.
  NODIAL_INVALID_ARGUMENT = 1,
  /// A file cannot be opened, or is no index, no settings or no ledger; or its key is missing. Of the ledger also when a
  /// number is asked: it is gone, locked for ten seconds, or damaged. The next call tries again.
  NODIAL_UNOPENABLE = 2,
  /// An index is damaged, or was changed, replaced or removed while it is open. What was answered in this call does not
  /// count; open it again.
  NODIAL_CHANGED = 3,
};

/// What becomes of a number; only NODIAL_CLEAR may be called.
typedef uint8_t nodial_outcome;
enum {
  NODIAL_CLEAR = 0,
  NODIAL_LISTED = 1,
  NODIAL_INVALID = 2,
  NODIAL_STALE = 3,
  NODIAL_UNCOVERED = 4,
  NODIAL_DUPLICATE = 5,
  NODIAL_UNCONSENTED = 6,
};

/// Opened indexes with what verdicts depend on.
typedef struct nodial_checker nodial_checker;
/// Memory that is used again from call to call.
typedef struct nodial_scratch nodial_scratch;

/// What is to be asked, and how. What is zero has its default; `size` tells the version of the caller: one that ends with
/// `is_trusted` is taken too.
typedef struct nodial_settings {
  /// sizeof(nodial_settings)
  size_t size;
  /// None for those of `settings_path`. Where they are named alone, a nodial.toml beside one of them may name no ledger.
  const char *const *index_paths;
  size_t index_count;
  /// The files of keys, for indexes that have one.
  const char *const *key_paths;
  size_t key_count;
  /// The region of national numbers, two letters: "US". Null: that of the first index; "": none.
  const char *region;
  /// "voice", "sms", "whatsapp" or "fax"; null for any.
  const char *channel;
  /// What for; null for any.
  const char *purpose;
  /// The day of contact, in days since 1970-01-01; 0 for that of each call, in UTC.
  int32_t call_day;
  /// 1 to open without a look at every byte of the indexes: what is damaged is then not found by batches.
  int32_t is_trusted;
  /// A file of settings, nodial.toml: the indexes that it names are asked, by its keys and `key_paths`, and its consent ledger,
  /// which needs a purpose and a channel. Environment variables are not read. Null for none.
  const char *settings_path;
  /// The brand that contacts, as the ledger has it; null for that of the settings.
  const char *brand;
  /// Whom: "consumer" or "business", for laws differ; null for "consumer".
  const char *audience;
  /// 1 to leave out the ledger.
  int32_t is_without_ledger;
} nodial_settings;

/// The version of the program that this is a part of: "0.4.0".
const char *nodial_version(void);

/// Opens indexes.
///
/// - checker: Receives what has to be closed.
/// - message: Receives a sentence if it fails, ended by a zero; null if none is wanted.
nodial_status nodial_open(const nodial_settings *settings, nodial_checker **checker, char *message,
                          size_t message_size);

/// Closes what was opened, after all of its scratches. Null is none.
void nodial_close(nodial_checker *checker);

/// The lists of the indexes, and the name of each; null for one that there is not. Those of the ledger are not among them.
size_t nodial_list_count(const nodial_checker *checker);
const char *nodial_list_name(const nodial_checker *checker, size_t list);

/// Memory for one thread at a time.
nodial_scratch *nodial_scratch_new(const nodial_checker *checker);
void nodial_scratch_free(nodial_scratch *scratch);

/// Why the last call with this scratch failed; "" if it did not. Ends with the next call.
const char *nodial_message(const nodial_scratch *scratch);

/// Decides on one number as somebody wrote it.
///
/// - length: Bytes of `text`, which need not end with a zero.
/// - evidence: Receives what nodial_evidence tells more of; null if that is not wanted.
nodial_status nodial_check(nodial_scratch *scratch, const char *text, size_t length, nodial_outcome *outcome,
                           uint32_t *evidence);

/// Decides on cells that lie one after the other, as Arrow's `utf8` has them.
///
/// - bytes: All cells.
/// - offsets: `count` + 1 of them, ascending: where each cell begins, and where the last one ends.
/// - validity: A bit a cell, the lowest first, 0 for a null, which is invalid; null if there are none.
/// - validity_offset: The bits before the first.
/// - outcomes, evidence: Receive `count` values each; `evidence` may be null. If the call fails, all outcomes are NODIAL_INVALID,
///   and evidence does not count.
nodial_status nodial_check_strings(nodial_scratch *scratch, const uint8_t *bytes, const int32_t *offsets,
                                   const uint8_t *validity, size_t validity_offset, size_t count,
                                   nodial_outcome *outcomes, uint32_t *evidence);

/// The same with larger offsets, as `large_utf8` has them.
nodial_status nodial_check_large_strings(nodial_scratch *scratch, const uint8_t *bytes, const int64_t *offsets,
                                         const uint8_t *validity, size_t validity_offset, size_t count,
                                         nodial_outcome *outcomes, uint32_t *evidence);

/// The same of `utf8_view`.
///
/// - views: 16 bytes a cell: its length, and its bytes if there are at most twelve; else its first four, a buffer's number and
///   an offset in that.
/// - buffers, buffer_sizes: Those that views name.
nodial_status nodial_check_views(nodial_scratch *scratch, const void *views, const uint8_t *const *buffers,
                                 const int64_t *buffer_sizes, size_t buffer_count, const uint8_t *validity,
                                 size_t validity_offset, size_t count, nodial_outcome *outcomes, uint32_t *evidence);

/// What the Arrow C data interface hands over, as its specification has it:
/// https://arrow.apache.org/docs/format/CDataInterface.html
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif

/// The same of an array of `utf8`, `large_utf8` or `utf8_view` with all its nulls, or of a dictionary of these. Neither is released.
nodial_status nodial_check_arrow(nodial_scratch *scratch, const struct ArrowSchema *schema,
                                 const struct ArrowArray *array, nodial_outcome *outcomes, uint32_t *evidence);

/// How many texts of evidence there are so far: each value that was received is below.
uint32_t nodial_evidence_count(const nodial_scratch *scratch);

/// The letter and the lists of an answer, as `nodial_code` and `nodial_lists` of a rejected row: "us-ftc@2026-11-20",
/// "ledger-objection@2026-11-28", "consent:none". Null if there is no such evidence. Both last until the scratch is freed.
const char *nodial_evidence_lists(nodial_scratch *scratch, uint32_t evidence);
char nodial_evidence_code(const nodial_scratch *scratch, uint32_t evidence);

/// The names of outcomes: "clear", "listed"; null for one that there is not.
const char *nodial_outcome_name(nodial_outcome outcome);

/// Memory for reading numbers without asking any list; null if there is no such region. Freed as a scratch is.
///
/// - region: That of national numbers, two letters; null or "" for none.
nodial_scratch *nodial_normalizer_new(const char *region);

/// Reads numbers: receives the E.164 digits of each cell as a number, 0 if there is none that could be dialled.
nodial_status nodial_normalize_strings(nodial_scratch *scratch, const uint8_t *bytes, const int32_t *offsets,
                                       const uint8_t *validity, size_t validity_offset, size_t count,
                                       uint64_t *numbers);

/// The same of an array as nodial_check_arrow takes it.
nodial_status nodial_normalize_arrow(nodial_scratch *scratch, const struct ArrowSchema *schema,
                                     const struct ArrowArray *array, uint64_t *numbers);

#ifdef __cplusplus
}
#endif

#endif
