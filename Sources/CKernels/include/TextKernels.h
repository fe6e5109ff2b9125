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

/// The same with the vectors that every processor of this kind has, and without any: the
/// fall-backs, by name for the tests.
size_t nodial_text_masks_baseline(const uint8_t *bytes, size_t byte_count, uint8_t delimiter,
                                  uint8_t quote, nodial_text_word *words, size_t word_count,
                                  nodial_text_state *state);
size_t nodial_text_masks_portable(const uint8_t *bytes, size_t byte_count, uint8_t delimiter,
                                  uint8_t quote, nodial_text_word *words, size_t word_count,
                                  nodial_text_state *state);

/// The offset of the last byte equal to `byte`, or -1.
ptrdiff_t nodial_last_byte(const uint8_t *bytes, size_t byte_count, uint8_t byte);

#endif
