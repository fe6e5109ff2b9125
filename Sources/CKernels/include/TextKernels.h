// What the scanner of delimited text needs: bit masks of the bytes that give a block its rows and
// fields, and the last line feed of a block.
#ifndef NODIAL_TEXT_KERNELS_H
#define NODIAL_TEXT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Where in a row the state machine of CPython's _csv.c stands between two 64-byte words, as far as
/// rows and fields depend on it. All of its states come down to three: inside quotes; outside, where a
/// quote would open (START_RECORD, START_FIELD, and QUOTE_IN_QUOTED_FIELD, whose quote reopens); and
/// outside, where a quote is an ordinary byte (IN_FIELD).
typedef struct {
  /// All ones inside quotes, zero outside.
  uint64_t quoted;
  /// 1 if a quote as the next byte opens, 0 if it is literal. Without meaning inside quotes.
  uint64_t opens;
} nodial_text_state;

/// Fills one mask word for each 64 bytes of `bytes`, `word_count` words or as many as there are bytes.
/// Bit i of word w stands for byte 64 * w + i. Bits beyond the bytes are zero.
///
/// - `delimiters`: delimiters that end a field.
/// - `row_ends`: last bytes of row terminators: LF, or a CR without an LF behind it. A CR that is the
///   very last byte counts.
/// - `quotes`: all quotes, whatever their role.
/// - `state`: at the first byte; afterwards, at the byte behind the last word.
///
/// Returns the words filled. Reads bytes[0 ..< byte_count] only; writes that many words of each array.
size_t nodial_text_masks(const uint8_t *bytes, size_t byte_count, size_t word_count, uint8_t delimiter,
                         uint64_t *delimiters, uint64_t *row_ends, uint64_t *quotes,
                         nodial_text_state *state);

/// The offset of the last byte equal to `byte`, or -1.
ptrdiff_t nodial_last_byte(const uint8_t *bytes, size_t byte_count, uint8_t byte);

#endif
