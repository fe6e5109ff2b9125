// Rows and fields: see TextKernels.h. The vector part only compares; who is in quotes is settled on
// 64-bit masks, the same for every processor, and so are rows and fields.
#define _GNU_SOURCE
#include "TextKernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The bytes of one word that equal each of the four that matter; an LF is no quote.
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

/// Notes the row ends of a word that quotes enclose; they are rare.
static __attribute__((noinline)) void note_enclosed(nodial_text_window *window, size_t word,
                                                    uint64_t ends) {
  window->enclosed_end_words[window->enclosed_word_count] = ends;
  window->enclosed_words[window->enclosed_word_count++] = (uint32_t)word;
}

/// Settles the quotes of one word, whose `parity` is that of the quotes up to each bit, and stores
/// its masks.
///
/// If every quote opened or closed, the parity of the quotes so far would tell inside from outside.
/// A quote is literal where parity says that it opens but the byte before it is neither structural
/// nor a quote (which would be the closing one, and this the second of a doubled pair). All bits
/// below the lowest such quote are right. It stands in an unquoted field, so all quotes up to the
/// field's end are literal too: they are taken out, and the rest is computed anew. Text as RFC 4180
/// has it takes one round; other text takes one more for each field with literal quotes.
///
/// What quotes enclose is noted besides: that there are delimiters, and where rows would end.
ALWAYS_INLINE void settle(word_masks masks, uint64_t parity, nodial_text_window *window,
                          size_t word, nodial_text_state *state) {
  const uint64_t ends = masks.lf | (masks.cr & ~(masks.lf >> 1));
  const uint64_t breaks = masks.delimiter | masks.lf | masks.cr;
  uint64_t quotes = masks.quote;
  for (;;) {
    const uint64_t inside = parity ^ state->quoted;
    const uint64_t before = (breaks & ~inside) | quotes;
    const uint64_t literal = quotes & inside & ~(before << 1 | state->opens);
    if (__builtin_expect(literal == 0, 1)) {
      window->field_end_words[word] = (masks.delimiter | ends) & ~inside;
      window->row_end_words[word] = ends & ~inside;
      state->enclosed_delimiters |= masks.delimiter & inside;
      if (__builtin_expect((ends & inside) != 0, 0)) note_enclosed(window, word, ends & inside);
      state->opens = before >> 63;
      state->quoted = (uint64_t)((int64_t)inside >> 63);
      return;
    }
    state->literal_quotes |= literal;
    const uint64_t first = literal & -literal;
    const uint64_t later_breaks = breaks & ~(first - 1);
    // From the first up to the next break, or to the end of the word.
    quotes &= ~((later_breaks & -later_breaks) - first);
    parity = prefix_parity(quotes);
  }
}

/// 64 for no bit, as the instruction has it.
ALWAYS_INLINE size_t trailing_zeros(uint64_t bits) {
  return bits == 0 ? 64 : (size_t)__builtin_ctzll(bits);
}

/// Appends the ends of the rows of one word, whose first byte ends at the offset `behind`. Returns
/// whether there was room for all.
///
/// A word has an end or two, or none, and no processor can guess which: two are written anyway.
ALWAYS_INLINE int append_ends(uint64_t ends, uint32_t behind, nodial_text_rows *rows) {
  const size_t count = (size_t)__builtin_popcountll(ends);
  size_t row = rows->row_end_count;
  if (__builtin_expect(count > 2 || row + 2 > rows->row_capacity, 0)) {
    for (; ends != 0 && row < rows->row_capacity; ends &= ends - 1)
      rows->row_ends[row++] = behind + (uint32_t)__builtin_ctzll(ends);
    rows->row_end_count = row;
    return ends == 0;
  }
  rows->row_ends[row] = behind + (uint32_t)trailing_zeros(ends);
  rows->row_ends[row + 1] = behind + (uint32_t)trailing_zeros(ends & (ends - 1));
  rows->row_end_count = row + count;
  return 1;
}

/// Where there are many quotes, no processor can guess in which words: then all are settled up to
/// the end of the window, else the next `SETTLED_WORD_COUNT`, since a quote seldom comes alone.
/// There are many if a sum exceeds `DENSITY_MAX` to which each word that must be settled adds
/// `DENSITY_STEP`, and from which each plain one before it takes 1.
enum { SETTLED_WORD_COUNT = 2, DENSITY_STEP = 8, DENSITY_MAX = 20 };

/// How far ahead text is asked for. It may lie in the page cache and in no cache of the processor, and
/// the rows of one window are worked on before the next one is looked at.
enum { AHEAD_BYTE_COUNT = 12288 };

/// The bytes of a mapped file that the kernel brings at once when one of them is touched, at a multiple
/// of their count. A processor does not fetch ahead what is not mapped: it is touched before.
enum { FAULT_BYTE_COUNT = 65536 };

/// Touches the text behind what a window asks for ahead, once for every `FAULT_BYTE_COUNT` bytes.
ALWAYS_INLINE void touch_ahead(const nodial_text_window *window) {
  const size_t window_byte_count = window->word_capacity * 64;
  const size_t end = AHEAD_BYTE_COUNT + 2 * window_byte_count;
  const uintptr_t last = (uintptr_t)window->text + end, first = last - window_byte_count;
  if (window->byte_count > end && first / FAULT_BYTE_COUNT != last / FAULT_BYTE_COUNT)
    (void)*(const volatile uint8_t *)(window->text + end);
}

#define ROW_ENDS_PARAMETERS                                                                        \
  nodial_text_window *window, nodial_text_state *state, nodial_text_rows *rows

/// The loops for an instruction set: `COMPARE` makes the `word_masks` of 64 bytes, `IS_PLAIN` tells
/// from these or from the bytes whether there are neither quotes nor CR, `PARITY` is as
/// `prefix_parity`.
///
/// A plain word needs nothing but its masks; words that are not are left to a call, so that the
/// others keep their registers.
#define DEFINE_FIND_ROW_ENDS(NAME, TARGET, COMPARE, IS_PLAIN, PARITY)                              \
  static __attribute__((noinline)) TARGET size_t NAME##_settled(                                   \
      nodial_text_window *window, size_t word, size_t end, nodial_text_state *state,               \
      nodial_text_rows *rows) {                                                                    \
    nodial_text_state now = *state;                                                                \
    nodial_text_rows found = *rows;                                                                \
    int has_room = 1;                                                                              \
    for (; word < end && has_room; word++) {                                                       \
      const uint8_t *here = window->text + word * 64;                                              \
      __builtin_prefetch(here + AHEAD_BYTE_COUNT, 0, 2);                                           \
      word_masks masks = COMPARE(here, window->delimiter, window->quote);                          \
      /* A CR before an LF is not even a break, and here does without it. */                       \
      if (__builtin_expect(masks.cr >> 63, 0) && window->byte_count - word * 64 > 64 &&            \
          here[64] == '\n')                                                                        \
        masks.cr ^= (uint64_t)1 << 63;                                                             \
      settle(masks, PARITY(masks.quote), window, word, &now);                                      \
      has_room = append_ends(                                                                      \
          window->row_end_words[word], window->base + 1 + (uint32_t)word * 64, &found);            \
    }                                                                                              \
    *state = now;                                                                                  \
    rows->row_end_count = found.row_end_count;                                                     \
    return word;                                                                                   \
  }                                                                                                \
                                                                                                   \
  static TARGET void NAME(ROW_ENDS_PARAMETERS) {                                                   \
    const uint8_t *const text = window->text;                                                      \
    const uint8_t delimiter = window->delimiter, quote = window->quote;                            \
    const size_t rest = window->byte_count % 64, all = window->byte_count / 64;                    \
    const size_t whole = all < window->word_capacity ? all : window->word_capacity;                \
    nodial_text_rows found = *rows;                                                                \
    size_t word = 0, settled_end = 0, density = 0;                                                 \
    window->enclosed_word_count = 0;                                                               \
    int has_room = 1;                                                                              \
    while (word < whole && has_room) {                                                             \
      if (state->quoted == 0) {                                                                    \
        uint64_t *const field_end_words = window->field_end_words;                                 \
        uint64_t *const row_end_words = window->row_end_words;                                     \
        uint32_t behind = window->base + 1 + (uint32_t)word * 64;                                  \
        const uint8_t *here = text + word * 64;                                                    \
        const size_t first = word;                                                                 \
        for (; word < whole; here += 64, behind += 64) {                                           \
          __builtin_prefetch(here + AHEAD_BYTE_COUNT, 0, 2);                                       \
          const word_masks masks = COMPARE(here, delimiter, quote);                                \
          if (__builtin_expect(!IS_PLAIN(here, quote, masks), 0)) break;                           \
          uint64_t lf = masks.lf;                                                                  \
          /* Made once, or the compiler joins its halves for each use anew. */                     \
          __asm__("" : "+r"(lf));                                                                  \
          field_end_words[word] = masks.delimiter | lf;                                            \
          row_end_words[word] = lf;                                                                \
          word++;                                                                                  \
          if (__builtin_expect(!append_ends(lf, behind, &found), 0)) {                             \
            has_room = 0;                                                                          \
            break;                                                                                 \
          }                                                                                        \
        }                                                                                          \
        if (word > first) state->opens = field_end_words[word - 1] >> 63;                          \
        if (word == whole || !has_room) break;                                                     \
      }                                                                                            \
      const size_t plain_count = word - settled_end;                                               \
      density = (density > plain_count ? density - plain_count : 0) + DENSITY_STEP;                \
      const int is_rare = density <= DENSITY_MAX && whole - word > SETTLED_WORD_COUNT;             \
      const size_t end = is_rare ? word + SETTLED_WORD_COUNT : whole;                              \
      rows->row_end_count = found.row_end_count;                                                   \
      word = settled_end = NAME##_settled(window, word, end, state, rows);                         \
      found.row_end_count = rows->row_end_count;                                                   \
      has_room = word == end;                                                                      \
    }                                                                                              \
    if (has_room && rest > 0 && word < window->word_capacity) {                                    \
      uint8_t padded[64] = {0};                                                                    \
      memcpy(padded, text + word * 64, rest);                                                      \
      word_masks masks = COMPARE(padded, delimiter, quote);                                        \
      masks.delimiter &= ((uint64_t)1 << rest) - 1; /* The padding may equal the delimiter. */     \
      settle(masks, PARITY(masks.quote), window, word, state);                                     \
      append_ends(                                                                                 \
          window->row_end_words[word], window->base + 1 + (uint32_t)word * 64, &found);            \
      word++;                                                                                      \
    }                                                                                              \
    window->field_end_words[word] = window->row_end_words[word] = 0;                               \
    window->word_count = word;                                                                     \
    rows->row_end_count = found.row_end_count;                                                     \
  }

#define IS_PLAIN(here, quote, masks) (((masks).quote | (masks).cr) == 0)

ALWAYS_INLINE word_masks compare_portable(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  word_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    masks.delimiter |= (uint64_t)(here[i] == delimiter) << i;
    masks.quote |= (uint64_t)(here[i] == quote && quote != '\n') << i;
    masks.lf |= (uint64_t)(here[i] == '\n') << i;
    masks.cr |= (uint64_t)(here[i] == '\r') << i;
  }
  return masks;
}

#if !defined(__x86_64__) && !defined(__aarch64__)
#define compare_baseline compare_portable
#endif

DEFINE_FIND_ROW_ENDS(find_row_ends_portable, , compare_portable, IS_PLAIN, prefix_parity)

void nodial_text_find_row_ends_portable(ROW_ENDS_PARAMETERS) {
  find_row_ends_portable(window, state, rows);
}

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
  const uint64_t lf = equal_sse2(vectors, '\n');
  return (word_masks){equal_sse2(vectors, (char)delimiter), equal_sse2(vectors, (char)quote) & ~lf,
                      lf, equal_sse2(vectors, '\r')};
}

#define compare_baseline compare_sse2

/// Without the masks of those bytes, which plain words do without.
ALWAYS_INLINE int is_plain_sse2(const uint8_t *here, uint8_t quote) {
  const __m128i cr = _mm_set1_epi8('\r');
  const __m128i wanted = _mm_set1_epi8(quote == '\n' ? '\r' : (char)quote);
  __m128i found = _mm_setzero_si128();
  for (int lane = 0; lane < 4; lane++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(here + 16 * lane));
    found = _mm_or_si128(
        found, _mm_or_si128(_mm_cmpeq_epi8(bytes, wanted), _mm_cmpeq_epi8(bytes, cr)));
  }
  return _mm_movemask_epi8(found) == 0;
}

#define IS_PLAIN_SSE2(here, quote, masks) is_plain_sse2(here, quote)

DEFINE_FIND_ROW_ENDS(find_row_ends_sse2, , compare_sse2, IS_PLAIN_SSE2, prefix_parity)

void nodial_text_find_row_ends_baseline(ROW_ENDS_PARAMETERS) {
  find_row_ends_sse2(window, state, rows);
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))

/// `prefix_parity`, as a product without carries by all ones.
ALWAYS_INLINE AVX2 uint64_t parity_pclmul(uint64_t bits) {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

ALWAYS_INLINE AVX2 uint64_t equal_avx2(__m256i low, __m256i high, char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)) << 32;
}

ALWAYS_INLINE AVX2 word_masks compare_avx2(const uint8_t *here, uint8_t delimiter, uint8_t quote) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)here);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(here + 32));
  const uint64_t lf = equal_avx2(low, high, '\n');
  return (word_masks){equal_avx2(low, high, (char)delimiter),
                      equal_avx2(low, high, (char)quote) & ~lf, lf, equal_avx2(low, high, '\r')};
}

ALWAYS_INLINE AVX2 int is_plain_avx2(const uint8_t *here, uint8_t quote) {
  const __m256i cr = _mm256_set1_epi8('\r');
  const __m256i wanted = _mm256_set1_epi8(quote == '\n' ? '\r' : (char)quote);
  const __m256i low = _mm256_loadu_si256((const __m256i *)here);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(here + 32));
  const __m256i found = _mm256_or_si256(
      _mm256_or_si256(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(low, cr)),
      _mm256_or_si256(_mm256_cmpeq_epi8(high, wanted), _mm256_cmpeq_epi8(high, cr)));
  return _mm256_testz_si256(found, found);
}

#define IS_PLAIN_AVX2(here, quote, masks) is_plain_avx2(here, quote)

DEFINE_FIND_ROW_ENDS(find_row_ends_avx2, AVX2, compare_avx2, IS_PLAIN_AVX2, parity_pclmul)

#define AVX512 __attribute__((target("avx512f,avx512bw,bmi,bmi2,popcnt,pclmul")))

ALWAYS_INLINE AVX512 word_masks compare_avx512(const uint8_t *here, uint8_t delimiter,
                                               uint8_t quote) {
  const __m512i bytes = _mm512_loadu_si512(here);
  const __mmask64 may_be_quotes = quote == '\n' ? 0 : ~(uint64_t)0;
  return (word_masks){
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)delimiter)),
      _mm512_mask_cmpeq_epi8_mask(may_be_quotes, bytes, _mm512_set1_epi8((char)quote)),
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'))};
}

#define IS_PLAIN_AVX512(here, quote, masks) _kortestz_mask64_u8((masks).quote, (masks).cr)

DEFINE_FIND_ROW_ENDS(
    find_row_ends_avx512, AVX512, compare_avx512, IS_PLAIN_AVX512, parity_pclmul)

void nodial_text_find_row_ends_avx2(ROW_ENDS_PARAMETERS) {
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul"))
    return find_row_ends_avx2(window, state, rows);
  nodial_text_find_row_ends_baseline(window, state, rows);
}

void nodial_text_find_row_ends(ROW_ENDS_PARAMETERS) {
  touch_ahead(window);
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul"))
    return find_row_ends_avx512(window, state, rows);
  nodial_text_find_row_ends_avx2(window, state, rows);
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
  const uint64_t lf = equal_neon(vectors, '\n');
  return (word_masks){equal_neon(vectors, delimiter), equal_neon(vectors, quote) & ~lf, lf,
                      equal_neon(vectors, '\r')};
}

#define compare_baseline compare_neon

DEFINE_FIND_ROW_ENDS(find_row_ends_neon, , compare_neon, IS_PLAIN, prefix_parity)

void nodial_text_find_row_ends_baseline(ROW_ENDS_PARAMETERS) {
  find_row_ends_neon(window, state, rows);
}

#else

void nodial_text_find_row_ends_baseline(ROW_ENDS_PARAMETERS) {
  find_row_ends_portable(window, state, rows);
}

#endif

void nodial_text_find_row_ends_avx2(ROW_ENDS_PARAMETERS) {
  nodial_text_find_row_ends_baseline(window, state, rows);
}

void nodial_text_find_row_ends(ROW_ENDS_PARAMETERS) {
  touch_ahead(window);
  nodial_text_find_row_ends_baseline(window, state, rows);
}

#endif

// Fields. Positions count bytes from the window's start, and so bits of its masks.

/// At least 57 bits from `position` on: those that the eight bytes of the masks hold.
ALWAYS_INLINE uint64_t bits_at(const uint64_t *words, size_t position) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint64_t bits;
  memcpy(&bits, (const uint8_t *)words + (position >> 3), 8);
  return bits >> (position & 7);
#else
  // The upper half in two steps, since a shift by 64 - 0 would be none.
  const unsigned shift = position & 63;
  const uint64_t *const word = words + (position >> 6);
  return word[0] >> shift | (word[1] << 1) << (63 - shift);
#endif
}

/// The n-th field end from `position` on, n > 0; `last`, the row's last one, if it comes first.
ALWAYS_INLINE size_t field_end(const uint64_t *words, size_t position, size_t n, size_t last) {
  size_t word = position >> 6;
  uint64_t bits = words[word] & ~(uint64_t)0 << (position & 63);
  for (; word <= last >> 6; bits = words[++word])
    for (; bits != 0; bits &= bits - 1)
      if (--n == 0) {
        const size_t end = word * 64 + (size_t)__builtin_ctzll(bits);
        return end < last ? end : last;
      }
  return last;
}

/// Takes the quotes off a field, or notes that this is not enough: doubled quotes, or text behind
/// the closing one. Returns its new end; its start is one byte further if that differs.
static __attribute__((noinline)) size_t end_in_quotes(const nodial_text_window *window,
                                                      size_t start, size_t end, size_t field,
                                                      nodial_text_rows *rows) {
  const uint8_t *const text = window->text;
  const uint8_t *const found = memchr(text + start + 1, window->quote, end - start - 1);
  const size_t closing = found == NULL ? end : (size_t)(found - text);
  if (closing == end - 1) return closing;
  rows->escaped_fields[rows->escaped_field_count++] = (uint32_t)field;
  return end;
}

/// Where the content of a row ends, given the last byte of its terminator: before CRLF, LF or CR.
ALWAYS_INLINE size_t content_end(const uint8_t *text, size_t row_start, size_t last) {
  return last > row_start && text[last] == '\n' && text[last - 1] == '\r' ? last - 1 : last;
}

#define FIELDS_PARAMETERS const nodial_text_window *window, nodial_text_rows *rows

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
    if (skipped > 0) next = field_end(window->field_end_words, next, skipped, last) + 1;
    size_t start = next, end = field_end(window->field_end_words, next, 1, last);
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

/// Finds fields. Those of nearly all rows end within 56 bytes and are not quoted; the others are
/// left to `store_fields`. `choice` and `chosen` leave out the lowest bits that are set.
ALWAYS_INLINE void find_fields(FIELDS_PARAMETERS, const size_t column_count,
                               uint64_t (*choice)(size_t n),
                               uint64_t (*chosen)(uint64_t bits, uint64_t choice)) {
  const uint64_t *const field_end_masks = window->field_end_words;
  const uint8_t *const text = window->text;
  const ptrdiff_t *const skipped_counts = window->skipped_field_counts;
  uint32_t *const field_starts = rows->field_starts, *const field_ends = rows->field_ends;
  const uint32_t *const row_ends = rows->row_ends;
  const uint32_t base = window->base;
  const uint8_t quote = window->quote;
  const size_t row_count = rows->row_end_count;
  const uint64_t choice_of_one = column_count == 1 ? choice((size_t)skipped_counts[0]) : 0;
  size_t row_start = 0;
  for (size_t row = rows->row_count; column_count > 0 && row < row_count; row++) {
    const size_t row_end = row_ends[row] - base;
    // Bit i is the end of a field before byte i of the row.
    uint64_t bits = bits_at(field_end_masks, row_start) << 1 | 1;
    for (size_t column = 0; column < column_count; column++) {
      bits = chosen(
          bits, column_count == 1 ? choice_of_one : choice((size_t)skipped_counts[column]));
      const size_t start = row_start + trailing_zeros(bits);
      bits &= bits - 1;
      size_t end = row_start + trailing_zeros(bits) - 1;
      if (bits == 0 || end >= row_end || text[start] == quote) {
        store_fields(window, row_start, row_end - 1, row, rows);
        break;
      }
      if (end + 1 == row_end) end = content_end(text, row_start, end);
      field_starts[row * column_count + column] = base + (uint32_t)start;
      field_ends[row * column_count + column] = base + (uint32_t)end;
    }
    row_start = row_end;
  }
  rows->row_count = row_count;
}

// A function for each, so that one column, as nearly every file has it, finds registers for all.
#define DEFINE_FIND_FIELDS(NAME, CHOICE, CHOSEN)                                                   \
  static __attribute__((noinline)) void NAME##_of_one(FIELDS_PARAMETERS) {                         \
    find_fields(window, rows, 1, CHOICE, CHOSEN);                                                  \
  }                                                                                                \
  static void NAME(FIELDS_PARAMETERS) {                                                            \
    if (window->column_count == 1) return NAME##_of_one(window, rows);                             \
    find_fields(window, rows, window->column_count, CHOICE, CHOSEN);                               \
  }

/// How `chosen_bits` is told to leave out the n lowest bits.
ALWAYS_INLINE uint64_t choice_behind(size_t n) { return n; }

ALWAYS_INLINE uint64_t chosen_bits(uint64_t bits, uint64_t choice) {
#pragma clang loop unroll(disable)
  while (choice-- > 0) bits &= bits - 1;
  return bits;
}

DEFINE_FIND_FIELDS(find_fields_baseline, choice_behind, chosen_bits)

void nodial_text_find_fields_baseline(FIELDS_PARAMETERS) { find_fields_baseline(window, rows); }

#if defined(__x86_64__)

// Where bits are counted, chosen, and the lowest one is cleared, by one instruction.
#pragma clang attribute push(__attribute__((target("bmi,bmi2,popcnt"))), apply_to = function)
ALWAYS_INLINE uint64_t choice_behind_bmi(size_t n) { return n > 63 ? 0 : ~(uint64_t)0 << n; }

ALWAYS_INLINE uint64_t chosen_bits_bmi(uint64_t bits, uint64_t choice) {
  return _pdep_u64(choice, bits);
}

DEFINE_FIND_FIELDS(find_fields_bmi, choice_behind_bmi, chosen_bits_bmi)
#pragma clang attribute pop

void nodial_text_find_fields(FIELDS_PARAMETERS) {
  // AMD's first processors with these instructions take dozens of cycles to choose bits.
  if (__builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
      !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2"))
    return find_fields_bmi(window, rows);
  nodial_text_find_fields_baseline(window, rows);
}

#else

void nodial_text_find_fields(FIELDS_PARAMETERS) { nodial_text_find_fields_baseline(window, rows); }

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

int nodial_text_may_enclose_cells(const uint8_t *row, size_t byte_count, uint8_t delimiter,
                                  size_t digit_count_min, size_t delimiter_count_min) {
  const uint8_t *const end = row + byte_count;
  size_t digit_count = 0, digit_count_max = 0, delimiter_count = 0;
  for (const uint8_t *here = row; here < end;) {
    const uint8_t *const opening = memchr(here, '"', (size_t)(end - here));
    if (opening == NULL) return 0;
    if (opening > row && opening[-1] != delimiter && opening[-1] != '"') return 1;
    const uint8_t *const closing = memchr(opening + 1, '"', (size_t)(end - opening - 1));
    if (closing == NULL) return 1;
    here = closing + 1;
    if (here < end && *here != delimiter && *here != '"' && *here != '\n' && *here != '\r') return 1;
    for (const uint8_t *byte = opening + 1; byte < closing; byte++) {
      digit_count += (uint8_t)(*byte - '0') < 10;
      digit_count_max = digit_count > digit_count_max ? digit_count : digit_count_max;
      if ((*byte == '\n') | (*byte == '\r')) digit_count = 0;
      delimiter_count += *byte == delimiter;
    }
    if (digit_count_max >= digit_count_min || delimiter_count >= delimiter_count_min) return 1;
  }
  return 0;
}

size_t nodial_text_next_empty(const uint32_t *starts, const uint32_t *ends, size_t from,
                              size_t count) {
  // Most are not: a stretch at once, which the compiler compares by vectors.
  enum { STRETCH = 32 };
  size_t field = from;
  for (; count - field >= STRETCH; field += STRETCH) {
    uint32_t is_any = 0;
    for (size_t i = 0; i < STRETCH; i++) is_any |= starts[field + i] == ends[field + i];
    if (is_any) break;
  }
  while (field < count && starts[field] != ends[field]) field++;
  return field;
}

size_t nodial_text_count_fields(const uint8_t *row, size_t byte_count, uint8_t delimiter,
                                uint8_t quote) {
  if (byte_count == 0) return 0;
  uint64_t field_ends, row_ends, enclosed_ends;
  uint32_t enclosed_word;
  nodial_text_window window = {.field_end_words = &field_ends, .row_end_words = &row_ends,
                               .enclosed_words = &enclosed_word,
                               .enclosed_end_words = &enclosed_ends};
  nodial_text_state state = {.opens = 1};
  size_t count = 1;
  for (size_t offset = 0; offset < byte_count; offset += 64) {
    const size_t rest = byte_count - offset;
    const uint8_t *here = row + offset;
    uint8_t padded[64];
    if (rest < 64) {
      // Neither may be what pads.
      memset(padded, delimiter == 0 || quote == 0 ? 1 : 0, 64);
      memcpy(padded, here, rest);
      here = padded;
    }
    const word_masks masks = compare_baseline(here, delimiter, quote);
    if (masks.quote == 0 && state.quoted == 0) {
      state.opens = masks.delimiter >> 63;
      count += (size_t)__builtin_popcountll(masks.delimiter);
    } else {
      // A row's content has line ends inside quotes only, so that all ends are those of fields.
      settle(masks, prefix_parity(masks.quote), &window, 0, &state);
      window.enclosed_word_count = 0;
      count += (size_t)__builtin_popcountll(field_ends);
    }
  }
  return count;
}
