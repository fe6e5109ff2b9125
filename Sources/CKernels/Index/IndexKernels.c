// Codes, places and look-ups of many keys at once: see IndexKernels.h. One body for all processors;
// what differs is how many 64-bit lanes a vector has and how a line is compared.
#include "IndexKernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum {
  /// The international domain has fifty bits, in two halves.
  HALF_BITS = 25,
  /// The codes of keyed indexes have 58, in two halves.
  KEYED_HALF_BITS = 29,
  /// The North American one has 33, in two unequal ones.
  NORTH_AMERICAN_BITS = 33,
  NORTH_AMERICAN_LEFT_BITS = 16,
  NORTH_AMERICAN_RIGHT_BITS = 17,
  LINE_BYTES = 64,
  /// The keys of a group: some vectors of them side by side, whose chains of multiplications overlap.
  STEP = 16,
  /// One group is placed while another is asked for and a third one compared; the others wait for
  /// memory. A power of two.
  GROUPS_UNDER_WAY = 8,
  WAITING_COUNT_MAX = 64,
  /// The keys of mixed domains that are sorted apart at once.
  APART_COUNT_MAX = 512,
};
static const uint64_t HALF_MASK = ((uint64_t)1 << HALF_BITS) - 1;
static const uint64_t KEYED_HALF_MASK = ((uint64_t)1 << KEYED_HALF_BITS) - 1;
static const uint64_t INTERNATIONAL_END = (uint64_t)1 << 50;
static const uint64_t NORTH_AMERICAN_START = 12000000000;
static const uint64_t NORTH_AMERICAN_MASK = ((uint64_t)1 << NORTH_AMERICAN_BITS) - 1;

/// XXH3-64 of eight bytes (xxhash.h, XXH3_len_4to8_64b and XXH3_rrmxmx) without a seed: the bytes 8
/// to 23 of its secret, folded, and its prime.
static const uint64_t XXH3_SECRET = 0xC73AB174C5ECD5A2;
static const uint64_t XXH3_PRIME = 0x9FB21C651E98DF25;

#define CODES_PARAMETERS                                                                           \
  nodial_domain domain, const uint64_t *keys, size_t count, uint64_t *codes
#define FIND_PARAMETERS                                                                            \
  const nodial_line_table *tables, const uint64_t *keys, size_t count, uint16_t *classes

/// What is known of a table when the code for it is made.
typedef struct {
  nodial_domain domain;
  /// `low_byte_count` of the table.
  int low_byte_count;
} shape;

/// Keys whose home lines were asked for. Bit i of a mask is for key i.
typedef struct {
  /// What the slots of the keys would hold in their home lines.
  uint64_t remainders[STEP];
  /// Where their home lines begin, in bytes.
  uint64_t offsets[STEP];
  /// The bits of the homes' headers that say if the keys may lie elsewhere: 8 ... 31.
  uint8_t filter_bits[STEP];
  /// The keys that are looked for in the lines; and those that are only in the side table.
  uint32_t inside, aside;
} group;

/// What the home lines of a group say of its keys: which are found, as far as the low parts of the
/// slots in use tell, and which may be displaced. Bit i is for key i.
typedef struct {
  uint32_t found, displaced;
} matches;

/// A key that may lie in another line than its home; `index` counts the keys of the call.
typedef struct {
  uint64_t remainder, offset;
  uint32_t index;
} displaced_key;

/// The keys that wait until their second line has come.
typedef struct {
  displaced_key keys[WAITING_COUNT_MAX];
  size_t count;
} waiting_keys;

/// Asks the processor for the cache line at `line`; never faults, whatever the address.
///
/// Into the second-level cache: its controller takes twice as many requests at a time as that of the
/// first level, and a line is read from it while the next one is compared.
ALWAYS_INLINE void prefetch(const void *line) { __builtin_prefetch(line, 0, 2); }

ALWAYS_INLINE uint32_t little_endian(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

ALWAYS_INLINE const char *line_at(const nodial_line_table *table, uint64_t offset) {
  return (const char *)table->lines + offset;
}

/// The slots of a line that are in use, by its header.
ALWAYS_INLINE uint32_t used_slots(shape shape, uint32_t header) {
  const uint32_t count = shape.low_byte_count == 2 ? header & 31 : header & 15;
  return ((uint32_t)1 << count) - 1;
}

/// How far entries of a home are displaced at most, by the header of its line.
ALWAYS_INLINE uint32_t reach_of(shape shape, uint32_t header) {
  return shape.low_byte_count == 2 ? header >> 5 & 3 : header >> 4 & 7;
}

ALWAYS_INLINE int is_north_american(uint64_t key) {
  return key - NORTH_AMERICAN_START <= NORTH_AMERICAN_MASK;
}

/// True for a key that belongs to the domain's table, though perhaps not to its lines.
ALWAYS_INLINE int is_of(nodial_domain domain, uint64_t key) {
  if (domain == NODIAL_KEYED) return key - 1 < ((uint64_t)1 << (2 * KEYED_HALF_BITS)) - 1;
  return key != 0 && is_north_american(key) == (domain == NODIAL_NORTH_AMERICAN);
}

/// The keys of a domain that are long, and have a place in the side table alone; or those that are
/// not, and have one in the lines.
static uint32_t mask_of(nodial_domain domain, int is_long, const uint64_t *keys, size_t count) {
  uint32_t mask = 0;
  for (size_t i = 0; i < count; i++) {
    const int is_long_key = domain != NODIAL_KEYED && keys[i] >= INTERNATIONAL_END;
    const int is_wanted = is_of(domain, keys[i]) && is_long_key == is_long;
    mask |= (uint32_t)is_wanted << i;
  }
  return mask;
}

/// Looks keys up in a table without lines: only long keys may be in its side table.
static int find_in_none(nodial_domain domain, const uint64_t *keys, size_t count,
                        uint16_t *classes) {
  int has_aside = 0;
  for (size_t i = 0; i < count; i++) {
    const int is_aside = domain == NODIAL_INTERNATIONAL && keys[i] >= INTERNATIONAL_END;
    classes[i] = is_aside ? NODIAL_CLASS_ASIDE : 0;
    has_aside |= is_aside;
  }
  return has_aside;
}

/// The class of the one of `slots`, whose low bits match, that holds `value`, or 0.
ALWAYS_INLINE uint16_t class_of_slots(shape shape, const nodial_line_table *table,
                                      const char *line, uint32_t slots, uint64_t value) {
  const uint64_t high_part = value >> (8 * shape.low_byte_count);
  for (; slots != 0; slots &= slots - 1) {
    const uint32_t slot = (uint32_t)__builtin_ctz(slots);
    const uint8_t *const high =
        (const uint8_t *)line + table->high_offset + slot * table->high_byte_count;
    if (table->high_byte_count > 0 && high[0] != (uint8_t)high_part) continue;
    if (table->high_byte_count > 1 && high[1] != (uint8_t)(high_part >> 8)) continue;
    if (table->high_byte_count > 2 && high[2] != (uint8_t)(high_part >> 16)) continue;
    if (table->class_bit_count == 0) return 1;
    const uint8_t *const at =
        (const uint8_t *)line + table->class_offset + slot * table->class_bit_count / 8;
    if (table->class_bit_count == 4) return slot % 2 == 0 ? at[0] & 15 : at[0] >> 4;
    if (table->class_bit_count == 8) return at[0];
    const uint16_t class_number = (uint16_t)(at[0] | at[1] << 8);
    // Only a damaged index has such a class; it must not be taken for something else.
    return class_number == NODIAL_CLASS_ASIDE ? NODIAL_CLASS_ASIDE - 1 : class_number;
  }
  return 0;
}

// The low parts of a line, after its header, stand in lanes of 32 or of 16 bits: slot i is lane i + 1
// of the former, i + 2 of the latter.

#if defined(__SSE2__)

ALWAYS_INLINE uint32_t match32_baseline(const char *line, uint32_t word) {
  const __m128i *vectors = (const __m128i *)line;
  const __m128i wanted = _mm_set1_epi32((int)word);
  const __m128i a = _mm_cmpeq_epi32(_mm_loadu_si128(vectors), wanted);
  const __m128i b = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 1), wanted);
  const __m128i c = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 2), wanted);
  const __m128i d = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 3), wanted);
  const __m128i all = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
  return (uint32_t)_mm_movemask_epi8(all) >> 1;
}

ALWAYS_INLINE uint32_t match16_baseline(const char *line, uint32_t word) {
  const __m128i *vectors = (const __m128i *)line;
  const __m128i wanted = _mm_set1_epi16((short)word);
  const __m128i a = _mm_cmpeq_epi16(_mm_loadu_si128(vectors), wanted);
  const __m128i b = _mm_cmpeq_epi16(_mm_loadu_si128(vectors + 1), wanted);
  const __m128i c = _mm_cmpeq_epi16(_mm_loadu_si128(vectors + 2), wanted);
  const __m128i d = _mm_cmpeq_epi16(_mm_loadu_si128(vectors + 3), wanted);
  return ((uint32_t)_mm_movemask_epi8(_mm_packs_epi16(a, b)) |
          (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(c, d)) << 16) >> 2;
}

#else

ALWAYS_INLINE uint32_t match32_baseline(const char *line, uint32_t word) {
  uint32_t mask = 0;
  for (int slot = 0; slot < 15; slot++)
    mask |= (uint32_t)(little_endian(line + 4 * slot + 4) == word) << slot;
  return mask;
}

ALWAYS_INLINE uint32_t match16_baseline(const char *line, uint32_t word) {
  uint32_t mask = 0;
  for (int slot = 0; slot < 30; slot++)
    mask |= (uint32_t)((uint8_t)line[2 * slot + 4] == (word & 0xFF) &&
                       (uint8_t)line[2 * slot + 5] == (word >> 8 & 0xFF)) << slot;
  return mask;
}

#endif

#define VECTOR uint64_t
#define NAMED(name) name##_scalar
#define MATCH(line, word, low_byte_count) \
  (low_byte_count == 2 ? match16_baseline(line, word) : match32_baseline(line, word))
#include "LookUpLoop.h"
#undef VECTOR
#undef NAMED
#undef MATCH

#if defined(__x86_64__)

// With AVX-512 a 64-bit multiplication of eight lanes is one instruction, and so is the comparison
// of a whole line; with AVX2 the former takes three multiplications of four lanes.

typedef uint64_t u64x4 __attribute__((vector_size(32)));
typedef uint64_t u64x8 __attribute__((vector_size(64)));
#define AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2")))

#pragma clang attribute push(AVX2, apply_to = function)

ALWAYS_INLINE uint32_t match32_avx2(const char *line, uint32_t word) {
  const __m256i *halves = (const __m256i *)line;
  const __m256i wanted = _mm256_set1_epi32((int)word);
  const __m256i low = _mm256_cmpeq_epi32(_mm256_loadu_si256(halves), wanted);
  const __m256i high = _mm256_cmpeq_epi32(_mm256_loadu_si256(halves + 1), wanted);
  return ((uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(low)) |
          (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(high)) << 8) >> 1;
}

ALWAYS_INLINE uint32_t match16_avx2(const char *line, uint32_t word) {
  const __m256i *halves = (const __m256i *)line;
  const __m256i wanted = _mm256_set1_epi16((short)word);
  const __m256i low = _mm256_cmpeq_epi16(_mm256_loadu_si256(halves), wanted);
  const __m256i high = _mm256_cmpeq_epi16(_mm256_loadu_si256(halves + 1), wanted);
  // Packed, the quarters stand in the order 0, 2, 1, 3.
  const __m256i all = _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xD8);
  return (uint32_t)_mm256_movemask_epi8(all) >> 2;
}

#define VECTOR u64x4
#define NAMED(name) name##_avx2
#define MATCH(line, word, low_byte_count) \
  (low_byte_count == 2 ? match16_avx2(line, word) : match32_avx2(line, word))
#include "LookUpLoop.h"
#undef VECTOR
#undef NAMED
#undef MATCH

#pragma clang attribute pop
#pragma clang attribute push(AVX512, apply_to = function)

ALWAYS_INLINE uint32_t match32_avx512(const char *line, uint32_t word) {
  const __m512i wanted = _mm512_set1_epi32((int)word);
  return (uint32_t)_mm512_cmpeq_epi32_mask(_mm512_loadu_si512(line), wanted) >> 1;
}

ALWAYS_INLINE uint32_t match16_avx512(const char *line, uint32_t word) {
  const __m512i wanted = _mm512_set1_epi16((short)word);
  return (uint32_t)_mm512_cmpeq_epi16_mask(_mm512_loadu_si512(line), wanted) >> 2;
}

#define VECTOR u64x8
#define NAMED(name) name##_avx512
#define MATCH(line, word, low_byte_count) \
  (low_byte_count == 2 ? match16_avx512(line, word) : match32_avx512(line, word))
#include "LookUpLoop.h"
#undef VECTOR
#undef NAMED
#undef MATCH

#pragma clang attribute pop

static void (*const codes_by_width[])(CODES_PARAMETERS) = {codes_scalar, codes_avx2, codes_avx512};
static int (*const find_by_width[])(FIND_PARAMETERS) = {find_scalar, find_avx2, find_avx512};
static int (*const find_keyed_by_width[])(FIND_PARAMETERS) = {
    find_keyed_scalar, find_keyed_avx2, find_keyed_avx512};

/// The widest that this processor has.
ALWAYS_INLINE int width_max(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
  return __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl")
             ? 2
             : 1;
}

#else

static void (*const codes_by_width[])(CODES_PARAMETERS) = {codes_scalar};
static int (*const find_by_width[])(FIND_PARAMETERS) = {find_scalar};
static int (*const find_keyed_by_width[])(FIND_PARAMETERS) = {find_keyed_scalar};
ALWAYS_INLINE int width_max(void) { return 0; }

#endif

void nodial_codes(CODES_PARAMETERS) {
  codes_by_width[width_max()](domain, keys, count, codes);
}

int nodial_find(FIND_PARAMETERS) {
  return find_by_width[width_max()](tables, keys, count, classes);
}

int nodial_find_keyed(const nodial_line_table *table, const uint64_t *codes, size_t count,
                      uint16_t *classes) {
  return find_keyed_by_width[width_max()](table, codes, count, classes);
}

/// The class of a key in the lines of its domain.
ALWAYS_INLINE uint16_t find_one_in(shape shape, const nodial_line_table *table, uint64_t key,
                                   const void **home_line) {
  uint64_t outside = 0, home, remainder, filter_bit;
  place_some_scalar(shape, table, key, &outside, &home, &remainder, &filter_bit);
  const displaced_key placed = {remainder, home * LINE_BYTES, 0};
  const char *const line = line_at(table, placed.offset);
  *home_line = line;
  const uint16_t class_number = class_in_line_scalar(shape, table, line, remainder);
  if (class_number != 0) return class_number;
  return little_endian(line) >> filter_bit & 1 ? displaced_class_scalar(shape, table, &placed) : 0;
}

uint16_t nodial_find_one(const nodial_line_table *tables, uint64_t key, const void **home_line) {
  *home_line = NULL;
  if (key == 0) return 0;
  if (!is_north_american(key)) {
    if (key >= INTERNATIONAL_END) return NODIAL_CLASS_ASIDE;
    const nodial_line_table *const table = tables + NODIAL_INTERNATIONAL;
    if (table->line_count == 0) return 0;
    return find_one_in((shape){NODIAL_INTERNATIONAL, 4}, table, key, home_line);
  }
  const nodial_line_table *const table = tables + NODIAL_NORTH_AMERICAN;
  if (table->line_count == 0) return 0;
  return table->low_byte_count == 2
             ? find_one_in((shape){NODIAL_NORTH_AMERICAN, 2}, table, key, home_line)
             : find_one_in((shape){NODIAL_NORTH_AMERICAN, 4}, table, key, home_line);
}

uint16_t nodial_find_one_keyed(const nodial_line_table *table, uint64_t code, const void **home_line) {
  *home_line = NULL;
  if (!is_of(NODIAL_KEYED, code) || table->line_count == 0) return 0;
  return find_one_in((shape){NODIAL_KEYED, 4}, table, code, home_line);
}

size_t nodial_next_aside(const uint16_t *classes, size_t start, size_t count) {
  // Nearly all are none: some vectors of them at a time.
  enum { SOME = 64 };
  for (; start + SOME <= count; start += SOME) {
    int found = 0;
    for (size_t i = 0; i < SOME; i++) found |= classes[start + i] == NODIAL_CLASS_ASIDE;
    if (found) break;
  }
  while (start < count && classes[start] != NODIAL_CLASS_ASIDE) start++;
  return start;
}

int nodial_codes_by_width(int width, CODES_PARAMETERS) {
  if (width > width_max()) return 0;
  codes_by_width[width](domain, keys, count, codes);
  return 1;
}

int nodial_find_by_width(int width, FIND_PARAMETERS, int *has_aside) {
  if (width > width_max()) return 0;
  *has_aside = find_by_width[width](tables, keys, count, classes);
  return 1;
}

int nodial_find_keyed_by_width(int width, const nodial_line_table *table, const uint64_t *codes,
                               size_t count, uint16_t *classes, int *has_aside) {
  if (width > width_max()) return 0;
  *has_aside = find_keyed_by_width[width](table, codes, count, classes);
  return 1;
}
