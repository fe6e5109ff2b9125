// Codes, places and look-ups of many keys at once: see IndexKernels.h. One body for all processors;
// what differs is how many 64-bit lanes a vector has and how a line is compared.
#include "IndexKernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum { HALF_BITS = 25, LINE_BYTES = 64 };
static const uint64_t HALF_MASK = ((uint64_t)1 << HALF_BITS) - 1;
static const uint64_t DOMAIN_END = (uint64_t)1 << 50;

/// XXH3-64 of eight bytes (xxhash.h, XXH3_len_4to8_64b and XXH3_rrmxmx) without a seed: the bytes 8
/// to 23 of its secret, folded, and its prime.
static const uint64_t XXH3_SECRET = 0xC73AB174C5ECD5A2;
static const uint64_t XXH3_PRIME = 0x9FB21C651E98DF25;

/// Defines, for an integer or a vector of integers: `round_NAME`, the low 25 bits of XXH3-64 of
/// `half` + `number` · 2^32; `code_NAME`, the code of a key below 2^50, of others nothing of use; and
/// `any_NAME`, true if a lane is not zero.
#define DEFINE_CODE(VECTOR, NAME)                                                                  \
  ALWAYS_INLINE VECTOR round_##NAME(VECTOR half, uint64_t number) {                                \
    VECTOR hash = (half << 32 | number) ^ XXH3_SECRET;                                             \
    hash ^= (hash << 49 | hash >> 15) ^ (hash << 24 | hash >> 40);                                 \
    hash *= XXH3_PRIME;                                                                            \
    hash ^= (hash >> 35) + 8;                                                                      \
    hash *= XXH3_PRIME;                                                                            \
    return (hash ^ hash >> 28) & HALF_MASK;                                                        \
  }                                                                                                \
  ALWAYS_INLINE int any_##NAME(VECTOR lanes) {                                                     \
    uint64_t each[sizeof lanes / 8], all = 0;                                                      \
    memcpy(each, &lanes, sizeof lanes);                                                            \
    for (size_t i = 0; i < sizeof lanes / 8; i++) all |= each[i];                                  \
    return all != 0;                                                                               \
  }                                                                                                \
  ALWAYS_INLINE VECTOR code_##NAME(VECTOR key) {                                                   \
    VECTOR left = key >> HALF_BITS, right = key & HALF_MASK;                                       \
    right ^= round_##NAME(left, 1);                                                                \
    left ^= round_##NAME(right, 2);                                                                \
    right ^= round_##NAME(left, 3);                                                                \
    return right << HALF_BITS | left;                                                              \
  }

enum { STEP = NODIAL_GROUP_KEY_COUNT };

/// `VECTOR` holds a divisor of STEP keys.
#define CODES_BODY(VECTOR, NAME)                                                                   \
  size_t start = 0;                                                                                \
  for (; start + STEP <= count; start += STEP)                                                     \
    for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {                                        \
      VECTOR key;                                                                                  \
      memcpy(&key, keys + start + i, sizeof key);                                                  \
      /* All ones for keys below 2^50. */                                                          \
      const VECTOR inside = 0 - (((key >> 50) - 1) >> 63);                                         \
      const VECTOR code = (code_##NAME(key) & inside) | (key & ~inside);                           \
      memcpy(codes + start + i, &code, sizeof code);                                               \
    }                                                                                              \
  for (; start < count; start++)                                                                   \
    codes[start] = keys[start] < DOMAIN_END ? code_scalar(keys[start]) : keys[start]

#define ASK_BODY(VECTOR, NAME)                                                                     \
  const uint64_t line_count = table->line_count;                                                   \
  const uint32_t dropped = table->dropped_bit_count;                                               \
  for (; count > 0; groups++) {                                                                    \
    uint64_t padded[STEP] = {0};                                                                   \
    const size_t here_count = count < STEP ? count : STEP;                                         \
    const uint64_t *here = count < STEP ? memcpy(padded, keys, count * 8) : keys;                  \
    uint64_t homes[STEP], filter_bits[STEP];                                                       \
    VECTOR reach = {0};                                                                            \
    for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {                                        \
      VECTOR key;                                                                                  \
      memcpy(&key, here + i, sizeof key);                                                          \
      reach |= key | (key - 1); /* Has high bits for a zero, too. */                               \
      const VECTOR code = code_##NAME(key) & (DOMAIN_END - 1);                                     \
      /* code · line_count in two parts, since it has up to 82 bits. */                            \
      const VECTOR low = (code & HALF_MASK) * (line_count & 0xFFFFFFFF);                           \
      const VECTOR high =                                                                          \
          (code >> HALF_BITS & HALF_MASK) * (line_count & 0xFFFFFFFF) + (low >> HALF_BITS);        \
      const VECTOR home = high >> HALF_BITS;                                                       \
      const VECTOR remainder = ((high & HALF_MASK) << HALF_BITS | (low & HALF_MASK)) >> dropped;   \
      const VECTOR filter_bit = 8 + ((code & 0xFFFF) * 24 >> 16);                                  \
      memcpy(homes + i, &home, sizeof home);                                                       \
      memcpy(groups->remainders + i, &remainder, sizeof remainder);                                \
      memcpy(filter_bits + i, &filter_bit, sizeof filter_bit);                                     \
    }                                                                                              \
    for (size_t i = 0; i < STEP; i++) {                                                            \
      groups->homes[i] = (uint32_t)homes[i];                                                       \
      groups->filter_bits[i] = (uint8_t)filter_bits[i];                                            \
    }                                                                                              \
    for (size_t i = 0; i < STEP; i++)                                                              \
      nodial_prefetch((const char *)table->lines + homes[i] * LINE_BYTES);                         \
    groups->count = (uint32_t)here_count;                                                          \
    groups->outside = any_##NAME(reach >> 50) ? outside_mask(here, here_count) : 0;                \
    keys += here_count;                                                                            \
    count -= here_count;                                                                           \
  }

#define ANSWER_BODY(MATCH)                                                                         \
  const uint32_t slot_mask = table->slot_mask;                                                     \
  for (size_t g = 0; g < group_count; g++) {                                                       \
    nodial_group *group = groups + g;                                                              \
    uint32_t found = 0, displaced = 0;                                                             \
    for (size_t i = 0; i < group->count; i++) {                                                    \
      const char *line = (const char *)table->lines + (size_t)group->homes[i] * LINE_BYTES;        \
      const uint32_t header = little_endian(line);                                                 \
      const uint32_t used = ((uint32_t)1 << (header & 15)) - 1;                                    \
      const uint32_t match = MATCH(line, (uint32_t)group->remainders[i]) & used & slot_mask;       \
      group->slots[i] = (uint16_t)match;                                                           \
      found |= (uint32_t)(match != 0) << i;                                                        \
      displaced |= (header >> (group->filter_bits[i] & 31) & 1) << i;                              \
    }                                                                                              \
    group->found = found;                                                                          \
    group->displaced = displaced;                                                                  \
  }

#define CODES_PARAMETERS const uint64_t *keys, size_t count, uint64_t *codes
#define ASK_PARAMETERS                                                                             \
  const nodial_line_table *table, const uint64_t *keys, size_t count, nodial_group *groups
#define ANSWER_PARAMETERS                                                                          \
  const nodial_line_table *table, nodial_group *groups, size_t group_count

ALWAYS_INLINE uint32_t little_endian(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

static uint32_t outside_mask(const uint64_t *keys, size_t count) {
  uint32_t mask = 0;
  for (size_t i = 0; i < count; i++) mask |= (uint32_t)(keys[i] - 1 >= DOMAIN_END - 1) << i;
  return mask;
}

// Lane 0 of a line is its header, slot i is lane i + 1.

#if defined(__SSE2__)

ALWAYS_INLINE uint32_t match_baseline(const char *line, uint32_t word) {
  const __m128i *vectors = (const __m128i *)line;
  const __m128i wanted = _mm_set1_epi32((int)word);
  const __m128i a = _mm_cmpeq_epi32(_mm_loadu_si128(vectors), wanted);
  const __m128i b = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 1), wanted);
  const __m128i c = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 2), wanted);
  const __m128i d = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 3), wanted);
  const __m128i all = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
  return (uint32_t)_mm_movemask_epi8(all) >> 1;
}

#else

ALWAYS_INLINE uint32_t match_baseline(const char *line, uint32_t word) {
  uint32_t mask = 0;
  for (int slot = 0; slot < 15; slot++)
    mask |= (uint32_t)(little_endian(line + 4 * slot + 4) == word) << slot;
  return mask;
}

#endif

DEFINE_CODE(uint64_t, scalar)

static void codes_baseline(CODES_PARAMETERS) { CODES_BODY(uint64_t, scalar); }
static void ask_baseline(ASK_PARAMETERS) { ASK_BODY(uint64_t, scalar); }
static void answer_baseline(ANSWER_PARAMETERS) { ANSWER_BODY(match_baseline); }
uint32_t nodial_line_match(const void *line, uint32_t word) { return match_baseline(line, word); }

#if defined(__x86_64__)

// With AVX-512 a 64-bit multiplication of eight lanes is one instruction, and so is the comparison
// of a whole line; with AVX2 the former takes three multiplications of four lanes.

typedef uint64_t u64x4 __attribute__((vector_size(32)));
typedef uint64_t u64x8 __attribute__((vector_size(64)));
#define AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2")))

#pragma clang attribute push(AVX2, apply_to = function)

DEFINE_CODE(u64x4, u64x4)

ALWAYS_INLINE uint32_t match_avx2(const char *line, uint32_t word) {
  const __m256i *halves = (const __m256i *)line;
  const __m256i wanted = _mm256_set1_epi32((int)word);
  const __m256i low = _mm256_cmpeq_epi32(_mm256_loadu_si256(halves), wanted);
  const __m256i high = _mm256_cmpeq_epi32(_mm256_loadu_si256(halves + 1), wanted);
  return ((uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(low)) |
          (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(high)) << 8) >> 1;
}

static void codes_avx2(CODES_PARAMETERS) { CODES_BODY(u64x4, u64x4); }
static void ask_avx2(ASK_PARAMETERS) { ASK_BODY(u64x4, u64x4); }
static void answer_avx2(ANSWER_PARAMETERS) { ANSWER_BODY(match_avx2); }

#pragma clang attribute pop
#pragma clang attribute push(AVX512, apply_to = function)

DEFINE_CODE(u64x8, u64x8)

ALWAYS_INLINE uint32_t match_avx512(const char *line, uint32_t word) {
  const __m512i wanted = _mm512_set1_epi32((int)word);
  return (uint32_t)_mm512_cmpeq_epi32_mask(_mm512_loadu_si512(line), wanted) >> 1;
}

static void codes_avx512(CODES_PARAMETERS) { CODES_BODY(u64x8, u64x8); }
static void ask_avx512(ASK_PARAMETERS) { ASK_BODY(u64x8, u64x8); }
static void answer_avx512(ANSWER_PARAMETERS) { ANSWER_BODY(match_avx512); }

#pragma clang attribute pop

ALWAYS_INLINE int has_avx512(void) {
  return __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
}

ALWAYS_INLINE int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}

#define BY_WIDTH(NAME, ...)                                                                        \
  if (width == 2 && has_avx512())                                                                  \
    NAME##_avx512(__VA_ARGS__);                                                                    \
  else if (width == 1 && has_avx2())                                                               \
    NAME##_avx2(__VA_ARGS__);                                                                      \
  else if (width == 0)                                                                             \
    NAME##_baseline(__VA_ARGS__);                                                                  \
  else                                                                                             \
    return 0;                                                                                      \
  return 1

#define WIDEST (has_avx512() ? 2 : has_avx2() ? 1 : 0)

#else

#define BY_WIDTH(NAME, ...)                                                                        \
  if (width == 0) NAME##_baseline(__VA_ARGS__);                                                    \
  return width == 0

#define WIDEST 0

#endif

int nodial_codes_by_width(int width, CODES_PARAMETERS) { BY_WIDTH(codes, keys, count, codes); }
int nodial_ask_by_width(int width, ASK_PARAMETERS) { BY_WIDTH(ask, table, keys, count, groups); }
int nodial_answer_by_width(int width, ANSWER_PARAMETERS) {
  BY_WIDTH(answer, table, groups, group_count);
}

void nodial_codes(CODES_PARAMETERS) { nodial_codes_by_width(WIDEST, keys, count, codes); }
void nodial_ask(ASK_PARAMETERS) { nodial_ask_by_width(WIDEST, table, keys, count, groups); }
void nodial_answer(ANSWER_PARAMETERS) {
  nodial_answer_by_width(WIDEST, table, groups, group_count);
}
