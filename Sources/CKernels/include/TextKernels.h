// What the scanner of delimited text needs: bit masks of the bytes that give a block its rows and
// fields, and the last line feed of a block.
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
} nodial_text_state;

/// Masks of 64 bytes: bit i stands for byte i.
typedef struct {
  /// Where fields end outside quotes: delimiters and row ends.
  uint64_t field_ends;
  /// Last bytes of row terminators outside quotes: LF, or a CR without an LF behind it.
  uint64_t row_ends;
  /// All quotes, whatever their role.
  uint64_t quotes;
} nodial_text_word;

/// Masks `word_count` words of 64 bytes of `bytes`, or as many as there are; bits beyond the bytes
/// are zero, and a CR as the very last byte ends a row.
///
/// `delimiter` and `quote` are two different bytes, neither a CR, `quote` not zero; but an LF as
/// either stands for none, and as both leaves nothing but lines.
///
/// `state` stands at the first byte before, and behind the last word afterwards. Returns the words
/// filled. Reads bytes[0 ..< byte_count] and nothing else, writes words[0 ..< word_count] at most.
size_t nodial_text_masks(const uint8_t *bytes, size_t byte_count, uint8_t delimiter, uint8_t quote,
                         nodial_text_word *words, size_t word_count, nodial_text_state *state);

/// The same with the vectors that most processors have, or those that every processor of this kind
/// has, and without any: the fall-backs, by name for the tests.
size_t nodial_text_masks_avx2(const uint8_t *bytes, size_t byte_count, uint8_t delimiter,
                              uint8_t quote, nodial_text_word *words, size_t word_count,
                              nodial_text_state *state);
size_t nodial_text_masks_baseline(const uint8_t *bytes, size_t byte_count, uint8_t delimiter,
                                  uint8_t quote, nodial_text_word *words, size_t word_count,
                                  nodial_text_state *state);
size_t nodial_text_masks_portable(const uint8_t *bytes, size_t byte_count, uint8_t delimiter,
                                  uint8_t quote, nodial_text_word *words, size_t word_count,
                                  nodial_text_state *state);

/// A masked window of text, which begins with a row, and what is wanted of it.
typedef struct {
  const uint8_t *text;
  /// `word_count` words, and one of zeros behind them.
  const nodial_text_word *words;
  size_t word_count;
  /// The offset of the window in its block, to which all offsets that are stored are relative.
  uint32_t base;
  uint8_t quote;
  /// For each wanted column, the fields to skip since the wanted one before it; none is negative.
  const ptrdiff_t *skipped_field_counts;
  size_t column_count;
} nodial_text_window;

/// The rows found, as `RowBatch` describes them.
typedef struct {
  uint32_t *row_ends;
  /// `column_count` a row.
  uint32_t *field_starts, *field_ends;
  /// At most as many as there are fields.
  uint32_t *escaped_fields;
  size_t row_capacity, row_count, escaped_field_count;
} nodial_text_rows;

/// Appends the rows that end in the window, as far as there is room for them. Reads the text up to
/// the end of the last of them and nothing behind the words; writes up to `row_capacity` rows.
void nodial_text_append_rows(const nodial_text_window *window, nodial_text_rows *rows);

/// The same without instructions that not every processor has: by name for the tests.
void nodial_text_append_rows_baseline(const nodial_text_window *window, nodial_text_rows *rows);

/// The offset of the last byte equal to `byte`, or -1.
ptrdiff_t nodial_last_byte(const uint8_t *bytes, size_t byte_count, uint8_t byte);

#endif
