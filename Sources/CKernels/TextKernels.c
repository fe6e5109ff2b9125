// Masks of delimiters, row ends and quotes: see TextKernels.h. The vector part only compares; who
// is in quotes is settled on the 64-bit masks, the same for every processor.
#define _GNU_SOURCE
#include "TextKernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The bytes of one word that equal each of the four that matter.
typedef struct {
  uint64_t delimiter, quote, lf, cr;
} word_masks;

/// Bit i is the parity of bits 0...i.
ALWAYS_INLINE uint64_t prefix_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/// Settles the quotes of one word and stores its masks. `lf_follows`: an LF is the byte behind it.
///
/// If every quote opened or closed, the parity of the quotes so far would tell inside from outside.
/// A quote is literal where parity says that it opens but the byte before it is neither structural
/// nor a quote (which would be the closing one, and this the second of a doubled pair). All bits
/// below the lowest such quote are right. It stands in an unquoted field, so all quotes up to the
/// field's end are literal too: they are taken out, and the rest is computed anew. Text as RFC 4180
/// has it takes one round; other text takes one more for each field with literal quotes.
ALWAYS_INLINE void settle(word_masks masks, uint64_t lf_follows, nodial_text_word *word,
                          nodial_text_state *state) {
  if (__builtin_expect((masks.quote | masks.cr | state->quoted) == 0, 1)) {
    word->field_ends = masks.delimiter | masks.lf;
    word->row_ends = masks.lf;
    word->quotes = 0;
    state->opens = (masks.delimiter | masks.lf) >> 63;
    return;
  }
  const uint64_t ends = masks.lf | (masks.cr & ~(masks.lf >> 1 | lf_follows << 63));
  masks.quote &= ~masks.lf;  // An LF as the quote stands for none; as the delimiter it adds no end.
  const uint64_t breaks = masks.delimiter | masks.lf | masks.cr;
  word->quotes = masks.quote;
  if (__builtin_expect((masks.quote | state->quoted) == 0, 1)) {
    word->field_ends = masks.delimiter | ends;
    word->row_ends = ends;
    state->opens = breaks >> 63;
    return;
  }
  uint64_t quotes = masks.quote;
  for (;;) {
    const uint64_t inside = prefix_parity(quotes) ^ state->quoted;
    const uint64_t before = (breaks & ~inside) | quotes;
    const uint64_t literal = quotes & inside & ~(before << 1 | state->opens);
    if (__builtin_expect(literal == 0, 1)) {
      word->field_ends = (masks.delimiter | ends) & ~inside;
      word->row_ends = ends & ~inside;
      state->opens = before >> 63;
      state->quoted = (uint64_t)((int64_t)inside >> 63);
      return;
    }
    const uint64_t first = literal & -literal;
    const uint64_t later_breaks = breaks & ~(first - 1);
    // From the first up to the next break, or to the end of the word.
    quotes &= ~((later_breaks & -later_breaks) - first);
  }
}

/// One loop for every instruction set; `COMPARE` makes the `word_masks` of 64 bytes.
#define MASKS_BODY(COMPARE)                                                                        \
  size_t word = 0;                                                                                 \
  nodial_text_state now = *state;                                                                  \
  const size_t whole = byte_count / 64 < word_count ? byte_count / 64 : word_count;                \
  for (; word < whole; word++) {                                                                   \
    const uint8_t *here = bytes + word * 64;                                                       \
    const word_masks masks = COMPARE(here, delimiter, quote);                                      \
    uint64_t lf_follows = 0;                                                                       \
    if (__builtin_expect(masks.cr >> 63, 0))                                                       \
      lf_follows = byte_count - word * 64 > 64 && here[64] == '\n';                                \
    settle(masks, lf_follows, words + word, &now);                                                 \
  }                                                                                                \
  const size_t rest = byte_count - word * 64;                                                      \
  if (word < word_count && rest > 0) {                                                             \
    uint8_t padded[64] = {0};                                                                      \
    memcpy(padded, bytes + word * 64, rest);                                                       \
    word_masks masks = COMPARE(padded, delimiter, quote);                                          \
    masks.delimiter &= ((uint64_t)1 << rest) - 1; /* The padding may equal the delimiter. */       \
    settle(masks, 0, words + word, &now);                                                          \
    word++;                                                                                        \
  }                                                                                                \
  *state = now;                                                                                    \
  return word

#define MASKS_PARAMETERS                                                                           \
  const uint8_t *bytes, size_t byte_count, uint8_t delimiter, uint8_t quote,                       \
      nodial_text_word *words, size_t word_count, nodial_text_state *state

ALWAYS_INLINE word_masks compare_portable(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  word_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    masks.delimiter |= (uint64_t)(here[i] == delimiter) << i;
    masks.quote |= (uint64_t)(here[i] == quote) << i;
    masks.lf |= (uint64_t)(here[i] == '\n') << i;
    masks.cr |= (uint64_t)(here[i] == '\r') << i;
  }
  return masks;
}

size_t nodial_text_masks_portable(MASKS_PARAMETERS) { MASKS_BODY(compare_portable); }

#if defined(__x86_64__)

ALWAYS_INLINE uint64_t equal_sse2(const __m128i *vectors, char byte) {
  const __m128i wanted = _mm_set1_epi8(byte);
  uint64_t mask = 0;
  for (int lane = 0; lane < 4; lane++) {
    const uint32_t equal = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(vectors[lane], wanted));
    mask |= (uint64_t)equal << 16 * lane;
  }
  return mask;
}

ALWAYS_INLINE word_masks compare_sse2(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  __m128i vectors[4];
  for (int lane = 0; lane < 4; lane++)
    vectors[lane] = _mm_loadu_si128((const __m128i *)(here + 16 * lane));
  return (word_masks){equal_sse2(vectors, (char)delimiter), equal_sse2(vectors, (char)quote),
                      equal_sse2(vectors, '\n'), equal_sse2(vectors, '\r')};
}

size_t nodial_text_masks_baseline(MASKS_PARAMETERS) { MASKS_BODY(compare_sse2); }

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

ALWAYS_INLINE AVX2 uint64_t equal_avx2(__m256i low, __m256i high, char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)) << 32;
}

ALWAYS_INLINE AVX2 word_masks compare_avx2(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)here);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(here + 32));
  return (word_masks){equal_avx2(low, high, (char)delimiter), equal_avx2(low, high, (char)quote),
                      equal_avx2(low, high, '\n'), equal_avx2(low, high, '\r')};
}

AVX2 static size_t masks_avx2(MASKS_PARAMETERS) { MASKS_BODY(compare_avx2); }

#define AVX512 __attribute__((target("avx512f,avx512bw,bmi,bmi2")))

ALWAYS_INLINE AVX512 word_masks compare_avx512(const uint8_t *here, uint8_t delimiter,
                                               uint8_t quote) {
  const __m512i bytes = _mm512_loadu_si512(here);
  return (word_masks){_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)delimiter)),
                      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)quote)),
                      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
                      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'))};
}

AVX512 static size_t masks_avx512(MASKS_PARAMETERS) { MASKS_BODY(compare_avx512); }

size_t nodial_text_masks_avx2(MASKS_PARAMETERS) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
    return nodial_text_masks_baseline(bytes, byte_count, delimiter, quote, words, word_count,
                                      state);
  return masks_avx2(bytes, byte_count, delimiter, quote, words, word_count, state);
}

size_t nodial_text_masks(MASKS_PARAMETERS) {
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2"))
    return masks_avx512(bytes, byte_count, delimiter, quote, words, word_count, state);
  return nodial_text_masks_avx2(bytes, byte_count, delimiter, quote, words, word_count, state);
}

#else

#if defined(__aarch64__)

ALWAYS_INLINE uint64_t equal_neon(const uint8x16_t *vectors, uint8_t byte) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t wanted = vdupq_n_u8(byte), weight = vld1q_u8(weights);
  uint8x16_t bits[4];
  for (int lane = 0; lane < 4; lane++)
    bits[lane] = vandq_u8(vceqq_u8(vectors[lane], wanted), weight);
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(bits[0], bits[1]), vpaddq_u8(bits[2], bits[3]));
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

ALWAYS_INLINE word_masks compare_neon(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  uint8x16_t vectors[4];
  for (int lane = 0; lane < 4; lane++) vectors[lane] = vld1q_u8(here + 16 * lane);
  return (word_masks){equal_neon(vectors, delimiter), equal_neon(vectors, quote),
                      equal_neon(vectors, '\n'), equal_neon(vectors, '\r')};
}

size_t nodial_text_masks_baseline(MASKS_PARAMETERS) { MASKS_BODY(compare_neon); }

#else

size_t nodial_text_masks_baseline(MASKS_PARAMETERS) { MASKS_BODY(compare_portable); }

#endif

size_t nodial_text_masks_avx2(MASKS_PARAMETERS) {
  return nodial_text_masks_baseline(bytes, byte_count, delimiter, quote, words, word_count, state);
}

size_t nodial_text_masks(MASKS_PARAMETERS) {
  return nodial_text_masks_baseline(bytes, byte_count, delimiter, quote, words, word_count, state);
}

#endif

// Rows. Positions count bytes from the window's start, and so bits of its masks.

/// 64 for no bit, as the instruction has it.
ALWAYS_INLINE size_t trailing_zeros(uint64_t bits) {
  return bits == 0 ? 64 : (size_t)__builtin_ctzll(bits);
}

/// Those of 64 bits, from `position` on, that two words hold.
#define BITS_AT(words, member, position)                                                           \
  ({                                                                                               \
    const nodial_text_word *word = (words) + ((position) >> 6);                                    \
    const unsigned shift = (position) & 63;                                                        \
    /* The upper half in two steps, since a shift by 64 - 0 would be none. */                      \
    word->member >> shift | (word[1].member << 1) << (63 - shift);                                 \
  })

/// The n-th field end from `position` on, n > 0; `last`, the row's last one, if it comes first.
ALWAYS_INLINE size_t field_end(const nodial_text_word *words, size_t position, size_t n,
                               size_t last) {
  for (; position <= last; position += 64) {
    uint64_t bits = BITS_AT(words, field_ends, position);
    for (; bits != 0; bits &= bits - 1)
      if (--n == 0) {
        const size_t end = position + (size_t)__builtin_ctzll(bits);
        return end < last ? end : last;
      }
  }
  return last;
}

/// Takes the quotes off a field, or notes that this is not enough: doubled quotes, or text behind
/// the closing one. Returns its new end; its start is one byte further if that differs.
static __attribute__((noinline)) size_t end_in_quotes(const nodial_text_window *window,
                                                      size_t start, size_t end, size_t field,
                                                      nodial_text_rows *rows) {
  size_t closing = start + 1;
  while (closing < end) {
    const uint64_t quotes = BITS_AT(window->words, quotes, closing);
    if (quotes != 0) {
      closing += (size_t)__builtin_ctzll(quotes);
      break;
    }
    closing += 64;
  }
  if (closing == end - 1) return closing;
  rows->escaped_fields[rows->escaped_field_count++] = (uint32_t)field;
  return end;
}

/// Where the content of a row ends, given the last byte of its terminator: before CRLF, LF or CR.
ALWAYS_INLINE size_t content_end(const uint8_t *text, size_t row_start, size_t last) {
  return last > row_start && text[last] == '\n' && text[last - 1] == '\r' ? last - 1 : last;
}

#define ROWS_PARAMETERS const nodial_text_window *window, nodial_text_rows *rows

/// Stores the fields of any row: `last` is the last byte of its terminator, which the masks show as
/// a field's end.
static __attribute__((noinline)) void store_fields(const nodial_text_window *window,
                                                   size_t row_start, size_t last, size_t row,
                                                   nodial_text_rows *rows) {
  // Where the next field starts: behind a delimiter, or behind the terminator.
  size_t next = row_start;
  for (size_t column = 0; column < window->column_count; column++) {
    const size_t field = row * window->column_count + column;
    const size_t skipped = (size_t)window->skipped_field_counts[column];
    if (skipped > 0) next = field_end(window->words, next, skipped, last) + 1;
    size_t start = next, end = field_end(window->words, next, 1, last);
    next = end + 1;
    if (end == last) {
      end = content_end(window->text, row_start, last);
      if (start > end) start = end;
    }
    if (start < end && window->text[start] == window->quote) {
      const size_t closing = end_in_quotes(window, start, end, field, rows);
      start += closing != end;
      end = closing;
    }
    rows->field_starts[field] = window->base + (uint32_t)start;
    rows->field_ends[field] = window->base + (uint32_t)end;
  }
}

/// Appends the ends of rows, as many as there is room for. Returns the count of all rows.
///
/// A word has an end or two, or none, and no processor can guess which: two are written in any case.
ALWAYS_INLINE size_t append_row_ends(ROWS_PARAMETERS) {
  const nodial_text_word *const words = window->words;
  const size_t row_capacity = rows->row_capacity;
  uint32_t *const row_ends = rows->row_ends;
  size_t row = rows->row_count;
  uint32_t behind = window->base + 1;
  for (size_t number = 0; number < window->word_count; number++, behind += 64) {
    uint64_t ends = words[number].row_ends;
    const size_t count = (size_t)__builtin_popcountll(ends);
    if (__builtin_expect(count > 2 || row + 2 > row_capacity, 0)) {
      for (; ends != 0; ends &= ends - 1) {
        if (row == row_capacity) return row;
        row_ends[row++] = behind + (uint32_t)__builtin_ctzll(ends);
      }
      continue;
    }
    row_ends[row] = behind + (uint32_t)trailing_zeros(ends);
    row_ends[row + 1] = behind + (uint32_t)trailing_zeros(ends & (ends - 1));
    row += count;
  }
  return row;
}

/// Appends rows. The fields of nearly all of them end within 64 bytes and are not quoted; the others
/// are left to `store_fields`.
ALWAYS_INLINE void append_rows(ROWS_PARAMETERS, const size_t column_count) {
  const nodial_text_word *const words = window->words;
  const uint8_t *const text = window->text;
  const ptrdiff_t *const skipped_counts = window->skipped_field_counts;
  uint32_t *const field_starts = rows->field_starts, *const field_ends = rows->field_ends;
  const uint32_t *const row_ends = rows->row_ends;
  const uint32_t base = window->base;
  const uint8_t quote = window->quote;
  const size_t row_count = append_row_ends(window, rows);
  size_t row_start = 0;
  for (size_t row = rows->row_count; column_count > 0 && row < row_count; row++) {
    const size_t last = row_ends[row] - base - 1;
    uint64_t bits = BITS_AT(words, field_ends, row_start);
    size_t next = row_start;
    for (size_t column = 0; column < column_count; column++) {
      size_t skipped = (size_t)skipped_counts[column];
      if (skipped > 0) {
#pragma clang loop unroll(disable)
        while (--skipped > 0) bits &= bits - 1;
        next = row_start + 1 + trailing_zeros(bits);
        bits &= bits - 1;
      }
      const size_t end = row_start + trailing_zeros(bits);
      if (bits == 0 || end > last || text[next] == quote) {
        store_fields(window, row_start, last, row, rows);
        break;
      }
      bits &= bits - 1;
      const size_t field_end = end < last ? end : content_end(text, row_start, last);
      field_starts[row * column_count + column] = base + (uint32_t)next;
      field_ends[row * column_count + column] = base + (uint32_t)field_end;
      next = end + 1;
    }
    row_start = last + 1;
  }
  rows->row_count = row_count;
}

// A function for each, so that one column, as nearly every file has it, finds registers for all.
#define DEFINE_APPEND_ROWS(NAME)                                                                   \
  static __attribute__((noinline)) void NAME##_of_one(ROWS_PARAMETERS) {                           \
    append_rows(window, rows, 1);                                                                  \
  }                                                                                                \
  static void NAME(ROWS_PARAMETERS) {                                                              \
    if (window->column_count == 1) return NAME##_of_one(window, rows);                             \
    append_rows(window, rows, window->column_count);                                               \
  }

DEFINE_APPEND_ROWS(append_rows_baseline)

void nodial_text_append_rows_baseline(ROWS_PARAMETERS) { append_rows_baseline(window, rows); }

#if defined(__x86_64__)

// Where bits are counted, and the lowest one is cleared, by one instruction.
#pragma clang attribute push(__attribute__((target("bmi,bmi2,popcnt"))), apply_to = function)
DEFINE_APPEND_ROWS(append_rows_bmi)
#pragma clang attribute pop

void nodial_text_append_rows(ROWS_PARAMETERS) {
  if (__builtin_cpu_supports("bmi2")) return append_rows_bmi(window, rows);
  nodial_text_append_rows_baseline(window, rows);
}

#else

void nodial_text_append_rows(ROWS_PARAMETERS) { nodial_text_append_rows_baseline(window, rows); }

#endif

ptrdiff_t nodial_last_byte(const uint8_t *bytes, size_t byte_count, uint8_t byte) {
  if (byte_count == 0) return -1;
#if defined(__GLIBC__)
  const uint8_t *last = memrchr(bytes, byte, byte_count);
  return last == NULL ? -1 : last - bytes;
#else
  for (size_t i = byte_count; i-- > 0;)
    if (bytes[i] == byte) return (ptrdiff_t)i;
  return -1;
#endif
}
