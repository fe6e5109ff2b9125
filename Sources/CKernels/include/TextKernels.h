// What the scanner of delimited text needs: the rows and wanted fields of a window of text, by bit
// masks of the bytes that end them; and the last line feed of a block.
#ifndef NODIAL_TEXT_KERNELS_H
#define NODIAL_TEXT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Where in a row the state machine of CPython's _csv.c stands between two 64-byte words, as far as
/// rows and fields depend on it. All of its states come down to three: inside quotes; outside,
/// where a quote would open (START_RECORD, START_FIELD, and QUOTE_IN_QUOTED_FIELD, whose quote
/// reopens); and outside, where a quote is an ordinary byte (IN_FIELD).
typedef struct {
  /// All ones inside quotes, zero outside.
  uint64_t quoted;
  /// 1 if a quote as the next byte opens, 0 if it is literal. Without meaning inside quotes.
  uint64_t opens;
  /// Not zero if a delimiter was inside quotes.
  uint64_t enclosed_delimiters;
  /// Not zero if a quote was an ordinary byte.
  uint64_t literal_quotes;
} nodial_text_state;

/// A window of text and what is wanted of it.
typedef struct {
  const uint8_t *text;
  size_t byte_count;
  /// The offset of the window in its block, to which all offsets that are stored are relative.
  uint32_t base;
  /// Two different bytes, neither a CR, `quote` not zero; but an LF as either stands for none, and
  /// as both leaves nothing but lines.
  uint8_t delimiter, quote;
  /// Masks of the bytes, 64 in a word: bit i of word w stands for byte 64 * w + i.
  ///
  /// Where fields end outside quotes: delimiters and row ends.
  uint64_t *field_end_words;
  /// Last bytes of row terminators outside quotes: LF, or a CR without an LF behind it.
  uint64_t *row_end_words;
  /// The words that are filled; there is room for `word_capacity` and one of zeros behind them.
  size_t word_count, word_capacity;
  /// For each wanted column, the fields to skip since the wanted one before it; none is negative.
  const ptrdiff_t *skipped_field_counts;
  size_t column_count;
  /// The words in which line terminators are inside quotes, `enclosed_word_count` of them, ascending,
  /// and the masks of their last bytes; room for `word_capacity` of each.
  uint32_t *enclosed_words;
  uint64_t *enclosed_end_words;
  size_t enclosed_word_count;
} nodial_text_window;

/// The rows found, as `RowBatch` describes them.
typedef struct {
  uint32_t *row_ends;
  /// `column_count` a row.
  uint32_t *field_starts, *field_ends;
  /// At most as many as there are fields.
  uint32_t *escaped_fields;
  /// There are ends of `row_end_count` rows, and fields of `row_count`.
  size_t row_capacity, row_end_count, row_count, escaped_field_count;
} nodial_text_rows;

/// Fills the words of the window, or as many as there are bytes for; bits beyond the bytes are
/// zero, and a CR as the very last byte ends a row. Appends the row ends that it finds to `rows`,
/// up to its capacity; the words may end with the one in which there was no room.
///
/// `state` stands at the first byte before, and behind the last word afterwards. Reads the bytes of
/// the window and nothing else.
void nodial_text_find_row_ends(nodial_text_window *window, nodial_text_state *state,
                               nodial_text_rows *rows);

/// The same with the vectors that most processors have, or those that every processor of this kind
/// has, and without any: the fall-backs, by name for the tests.
void nodial_text_find_row_ends_avx2(nodial_text_window *window, nodial_text_state *state,
                                    nodial_text_rows *rows);
void nodial_text_find_row_ends_baseline(nodial_text_window *window, nodial_text_state *state,
                                        nodial_text_rows *rows);
void nodial_text_find_row_ends_portable(nodial_text_window *window, nodial_text_state *state,
                                        nodial_text_rows *rows);

/// Finds the wanted fields of the rows that have nothing but ends. The first of them begins with
/// the window, and all of them end in it. Reads the text up to the end of the last of them.
void nodial_text_find_fields(const nodial_text_window *window, nodial_text_rows *rows);

/// The same without instructions that not every processor has: by name for the tests.
void nodial_text_find_fields_baseline(const nodial_text_window *window, nodial_text_rows *rows);

/// The fields of a row, given its bytes without their terminator; 0 if there are none. Delimiter and
/// quote are those of a window.
size_t nodial_text_count_fields(const uint8_t *row, size_t byte_count, uint8_t delimiter,
                                uint8_t quote);

/// Whether quotes of a row, given its bytes without their terminator, may enclose cells of another row,
/// or do not stand where quotes belong: within quotes a line has so many digits, or all of them have so
/// many delimiters; or one is open at the end. One pass over what is enclosed.
int nodial_text_may_enclose_cells(const uint8_t *row, size_t byte_count, uint8_t delimiter,
                                  size_t digit_count_min, size_t delimiter_count_min);

/// The first index from `from` on at which a field starts where it ends, or `count`.
size_t nodial_text_next_empty(const uint32_t *starts, const uint32_t *ends, size_t from,
                              size_t count);

/// The offset of the last byte equal to `byte`, or -1.
ptrdiff_t nodial_last_byte(const uint8_t *bytes, size_t byte_count, uint8_t byte);

#endif
