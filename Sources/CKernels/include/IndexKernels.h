// What a look-up in the index needs: prefetch a line, compare its slots with one remainder.
#ifndef NODIAL_INDEX_KERNELS_H
#define NODIAL_INDEX_KERNELS_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Asks the processor for the cache line at `line`; never faults, whatever the address.
static inline void nodial_prefetch(const void *line) { __builtin_prefetch(line, 0, 3); }

/// The lanes of a 64-byte line, as sixteen 32-bit words, that equal `word`: bit i for lane i.
static inline uint32_t nodial_line_match(const void *line, uint32_t word) {
#if defined(__SSE2__)
  const __m128i *vectors = (const __m128i *)line;
  const __m128i wanted = _mm_set1_epi32((int)word);
  const __m128i a = _mm_cmpeq_epi32(_mm_loadu_si128(vectors), wanted);
  const __m128i b = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 1), wanted);
  const __m128i c = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 2), wanted);
  const __m128i d = _mm_cmpeq_epi32(_mm_loadu_si128(vectors + 3), wanted);
  const __m128i all = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
  return (uint32_t)_mm_movemask_epi8(all);
#else
  uint32_t mask = 0;
  for (int lane = 0; lane < 16; lane++) {
    uint32_t value;
    __builtin_memcpy(&value, (const char *)line + 4 * lane, 4);
    mask |= (uint32_t)(value == word) << lane;
  }
  return mask;
#endif
}

#endif
