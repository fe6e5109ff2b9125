// See NumberSet.h. What a look-up waits for is memory, so the lines of later keys are asked for first.
#define _GNU_SOURCE
#include "NumberSet.h"

#include "MappedZeros.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum {
  SLOT_COUNT = 8,
  /// How many keys ahead lines are asked for: the reads that a processor has under way at once.
  AHEAD_COUNT = 32,
  /// A set is filled up to 13 / 16 of its slots, then gets twice as many.
  FILLED_SIXTEENTHS = 13,
  LINE_COUNT_MIN = 512,
};

typedef struct {
  uint64_t *first, *end;
  size_t line_count;
} lines;

ALWAYS_INLINE lines lines_of(const nodial_number_set *set) {
  return (lines){set->slots, set->slots + set->line_count * SLOT_COUNT, set->line_count};
}

/// Two rounds of multiplying, so that numbers that follow each other, or differ in leading digits
/// alone, are spread.
ALWAYS_INLINE uint64_t hash(uint64_t key) {
  key *= 0x9E3779B97F4A7C15;
  key ^= key >> 32;
  return key * 0xD6E8FEB86659FD93;
}

ALWAYS_INLINE uint64_t *home_line(lines lines, uint64_t key) {
  const size_t line = (size_t)((unsigned __int128)hash(key) * lines.line_count >> 64);
  return lines.first + line * SLOT_COUNT;
}

/// The slots of a line that hold a key, and those that are free, as bits.
typedef struct {
  unsigned equal, free;
} matches;

/// Without a branch for each slot, which no processor could guess.
ALWAYS_INLINE matches match_scalar(const uint64_t *line, uint64_t key) {
  matches found = {0, 0};
  for (unsigned slot = 0; slot < SLOT_COUNT; slot++) {
    found.equal |= (unsigned)(line[slot] == key) << slot;
    found.free |= (unsigned)(line[slot] == 0) << slot;
  }
  return found;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))

ALWAYS_INLINE AVX2 unsigned equal_avx2(__m256i low, __m256i high, __m256i wanted) {
  const __m256d low_equal = _mm256_castsi256_pd(_mm256_cmpeq_epi64(low, wanted));
  const __m256d high_equal = _mm256_castsi256_pd(_mm256_cmpeq_epi64(high, wanted));
  return (unsigned)_mm256_movemask_pd(low_equal) |
         (unsigned)_mm256_movemask_pd(high_equal) << SLOT_COUNT / 2;
}

ALWAYS_INLINE AVX2 matches match_avx2(const uint64_t *line, uint64_t key) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)line);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(line + SLOT_COUNT / 2));
  return (matches){equal_avx2(low, high, _mm256_set1_epi64x((int64_t)key)),
                   equal_avx2(low, high, _mm256_setzero_si256())};
}
#endif

static uint64_t *map_lines(size_t line_count) {
  return map_zeros(line_count * SLOT_COUNT * sizeof(uint64_t));
}

static void unmap_lines(uint64_t *slots, size_t line_count) {
  if (slots != NULL) (void)munmap(slots, line_count * SLOT_COUNT * sizeof(uint64_t));
}

void nodial_number_set_free(nodial_number_set *set) {
  unmap_lines(set->slots, set->line_count);
  *set = (nodial_number_set){NULL, 0, 0};
}

/// The lines that so many keys need, 0 if there cannot be so many.
static size_t line_count_for(size_t key_count) {
  if (key_count > (size_t)1 << 48) return 0;
  const size_t needed = key_count * 16 / (FILLED_SIXTEENTHS * SLOT_COUNT) + 1;
  return needed > LINE_COUNT_MIN ? needed : LINE_COUNT_MIN;
}

/// Asks for the line of a key, to be written to.
ALWAYS_INLINE uint64_t *ask_for_line(lines lines, uint64_t key) {
  uint64_t *const line = home_line(lines, key);
  __builtin_prefetch(line, 1, 3);
  return line;
}

#define TAKE_PARAMETERS                                                                            \
  nodial_number_set *set, const nodial_number_set *earlier, const uint64_t *keys,                  \
      const uint32_t *key_ends, size_t row_count, uint32_t *repeated

/// The loops for an instruction set: `MATCH` compares the slots of a line.
#define DEFINE_NUMBER_SET(NAME, TARGET, MATCH)                                                     \
  /* The slot of a key, or the free one where it belongs. */                                       \
  ALWAYS_INLINE TARGET uint64_t *NAME##_find(lines lines, uint64_t *line, uint64_t key) {          \
    for (;;) {                                                                                     \
      const matches found = MATCH(line, key);                                                      \
      if (found.equal != 0) return line + __builtin_ctz(found.equal);                              \
      if (__builtin_expect(found.free != 0, 1)) return line + __builtin_ctz(found.free);           \
      line += SLOT_COUNT;                                                                          \
      if (line == lines.end) line = lines.first;                                                   \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  static TARGET void NAME##_add(nodial_number_set *set, const nodial_number_set *other) {          \
    const lines target = lines_of(set);                                                            \
    const lines source = lines_of(other);                                                          \
    for (const uint64_t *line = source.first; line != source.end; line += SLOT_COUNT) {            \
      /* They are filled from the front. */                                                        \
      const unsigned free = MATCH(line, 0).free;                                                   \
      const unsigned filled = free == 0 ? SLOT_COUNT : (unsigned)__builtin_ctz(free);              \
      for (unsigned slot = 0; slot < filled; slot++) {                                             \
        uint64_t *const place = NAME##_find(target, home_line(target, line[slot]), line[slot]);    \
        set->count += *place == 0;                                                                 \
        *place = line[slot];                                                                       \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  /* One key a row, and nothing earlier. */                                                        \
  static TARGET size_t NAME##_take_single(nodial_number_set *set, const uint64_t *keys,            \
                                          size_t row_count, uint32_t *repeated) {                  \
    const lines lines = lines_of(set);                                                             \
    uint64_t *ahead[AHEAD_COUNT];                                                                  \
    for (size_t row = 0; row < AHEAD_COUNT && row < row_count; row++)                              \
      ahead[row] = ask_for_line(lines, keys[row]);                                                 \
    size_t found = 0;                                                                              \
    for (size_t row = 0; row < row_count; row++) {                                                 \
      uint64_t *const line = ahead[row % AHEAD_COUNT];                                             \
      if (row + AHEAD_COUNT < row_count)                                                           \
        ahead[row % AHEAD_COUNT] = ask_for_line(lines, keys[row + AHEAD_COUNT]);                   \
      uint64_t *const slot = NAME##_find(lines, line, keys[row]);                                  \
      repeated[found] = (uint32_t)row;                                                             \
      found += *slot != 0;                                                                         \
      *slot = keys[row];                                                                           \
    }                                                                                              \
    set->count += row_count - found;                                                               \
    return found;                                                                                  \
  }                                                                                                \
                                                                                                   \
  static TARGET size_t NAME##_take(TAKE_PARAMETERS) {                                              \
    const int has_earlier = earlier->count > 0;                                                    \
    if (key_ends == NULL && !has_earlier)                                                          \
      return NAME##_take_single(set, keys, row_count, repeated);                                   \
    const lines here = lines_of(set), there = lines_of(earlier);                                   \
    const size_t key_count =                                                                       \
        row_count == 0 ? 0 : key_ends == NULL ? row_count : key_ends[row_count - 1];               \
    size_t found = 0, asked = 0, first = 0;                                                        \
    for (size_t row = 0; row < row_count; row++) {                                                 \
      const size_t end = key_ends == NULL ? row + 1 : key_ends[row];                               \
      for (; asked < key_count && asked < end + AHEAD_COUNT; asked++) {                            \
        (void)ask_for_line(here, keys[asked]);                                                     \
        if (has_earlier) (void)ask_for_line(there, keys[asked]);                                   \
      }                                                                                            \
      int is_repeated = 0;                                                                         \
      for (size_t key = first; key < end && !is_repeated; key++)                                   \
        is_repeated =                                                                              \
            *NAME##_find(here, home_line(here, keys[key]), keys[key]) != 0 ||                      \
            (has_earlier && *NAME##_find(there, home_line(there, keys[key]), keys[key]) != 0);     \
      if (is_repeated) repeated[found++] = (uint32_t)row;                                          \
      for (size_t key = first; key < end && !is_repeated; key++) {                                 \
        uint64_t *const slot = NAME##_find(here, home_line(here, keys[key]), keys[key]);           \
        set->count += *slot == 0;                                                                  \
        *slot = keys[key];                                                                         \
      }                                                                                            \
      first = end;                                                                                 \
    }                                                                                              \
    return found;                                                                                  \
  }

DEFINE_NUMBER_SET(scalar, , match_scalar)

size_t nodial_number_set_take_scalar(TAKE_PARAMETERS) {
  return scalar_take(set, earlier, keys, key_ends, row_count, repeated);
}

#if defined(__x86_64__)
DEFINE_NUMBER_SET(avx2, AVX2, match_avx2)
#endif

size_t nodial_number_set_take(TAKE_PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    return avx2_take(set, earlier, keys, key_ends, row_count, repeated);
#endif
  return scalar_take(set, earlier, keys, key_ends, row_count, repeated);
}

void nodial_number_set_add(nodial_number_set *set, const nodial_number_set *other) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return avx2_add(set, other);
#endif
  scalar_add(set, other);
}

int nodial_number_set_reserve(nodial_number_set *set, size_t key_count) {
  size_t needed = line_count_for(set->count + key_count);
  if (needed == 0) return 0;
  if (needed <= set->line_count) return 1;
  if (needed < 2 * set->line_count) needed = 2 * set->line_count;
  nodial_number_set grown = {map_lines(needed), needed, 0};
  if (grown.slots == NULL) return 0;
  nodial_number_set_add(&grown, set);
  unmap_lines(set->slots, set->line_count);
  *set = grown;
  return 1;
}
