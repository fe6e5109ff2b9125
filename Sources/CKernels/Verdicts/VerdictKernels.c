// See VerdictKernels.h. Without a branch for each number: no processor can guess which are listed.
#include "VerdictKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define UNCLEAR_PARAMETERS                                                                         \
  const uint16_t *classes, const uint8_t *statuses, size_t count, uint8_t grade_min,               \
      uint16_t *places

enum { GRADE_MASK = 15, STEP = 32 };

/// The numbers from `start` on, one by one; `found` are known already.
static size_t find_unclear_from(size_t start, size_t found, UNCLEAR_PARAMETERS) {
  for (size_t i = start; i < count; i++) {
    places[found] = (uint16_t)i;
    found += (classes[i] != 0) | ((statuses[i] & GRADE_MASK) < grade_min);
  }
  return found;
}

static size_t find_unclear_scalar(UNCLEAR_PARAMETERS) {
  return find_unclear_from(0, 0, classes, statuses, count, grade_min, places);
}

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,bmi,popcnt"))), apply_to = function)
static size_t find_unclear_avx2(UNCLEAR_PARAMETERS) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i grade_mask = _mm256_set1_epi8(GRADE_MASK);
  const __m256i below = _mm256_set1_epi8((char)(grade_min - 1));
  size_t i = 0, found = 0;
  for (; i + STEP <= count; i += STEP) {
    const __m256i first = _mm256_loadu_si256((const __m256i *)(classes + i));
    const __m256i second = _mm256_loadu_si256((const __m256i *)(classes + i + STEP / 2));
    const __m256i status = _mm256_loadu_si256((const __m256i *)(statuses + i));
    // Packed by halves of each vector: quarters 0, 2, 1 and 3.
    const __m256i is_free = _mm256_permute4x64_epi64(
        _mm256_packs_epi16(_mm256_cmpeq_epi16(first, zero), _mm256_cmpeq_epi16(second, zero)),
        0xD8);
    const __m256i is_number = _mm256_cmpgt_epi8(_mm256_and_si256(status, grade_mask), below);
    uint32_t unclear = ~(uint32_t)_mm256_movemask_epi8(_mm256_and_si256(is_free, is_number));
    for (; unclear != 0; unclear &= unclear - 1)
      places[found++] = (uint16_t)(i + (size_t)__builtin_ctz(unclear));
  }
  return find_unclear_from(i, found, classes, statuses, count, grade_min, places);
}
#pragma clang attribute pop

#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512bw,avx512vl,avx512vbmi2,popcnt"))), apply_to = function)
static size_t find_unclear_avx512(UNCLEAR_PARAMETERS) {
  const __m256i grade_mask = _mm256_set1_epi8(GRADE_MASK);
  const __m256i least = _mm256_set1_epi8((char)grade_min);
  __m512i numbers = _mm512_set_epi16(
      31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
      7, 6, 5, 4, 3, 2, 1, 0);
  size_t found = 0;
  for (size_t i = 0; i < count; i += STEP) {
    const size_t rest = count - i;
    const __mmask32 present = rest < STEP ? ((__mmask32)1 << rest) - 1 : ~(__mmask32)0;
    const __m512i class = _mm512_maskz_loadu_epi16(present, classes + i);
    const __m256i status = _mm256_maskz_loadu_epi8(present, statuses + i);
    const __mmask32 unclear =
        (_mm512_test_epi16_mask(class, class) |
         _mm256_cmplt_epu8_mask(_mm256_and_si256(status, grade_mask), least)) & present;
    // All 32 lanes are stored, since storing only those found takes a hundred cycles on some.
    _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi16(unclear, numbers));
    found += (size_t)__builtin_popcount(unclear);
    numbers = _mm512_add_epi16(numbers, _mm512_set1_epi16(STEP));
  }
  return found;
}
#pragma clang attribute pop

static size_t (*const find_unclear_by_width[])(UNCLEAR_PARAMETERS) = {
    find_unclear_scalar, find_unclear_avx2, find_unclear_avx512};

static int width_max(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
      !__builtin_cpu_supports("popcnt"))
    return 0;
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi2")
             ? 2
             : 1;
}

#else

static size_t (*const find_unclear_by_width[])(UNCLEAR_PARAMETERS) = {find_unclear_scalar};
static int width_max(void) { return 0; }

#endif

size_t nodial_find_unclear(UNCLEAR_PARAMETERS) {
  return find_unclear_by_width[width_max()](classes, statuses, count, grade_min, places);
}

int nodial_find_unclear_by_width(int width, UNCLEAR_PARAMETERS, size_t *unclear_count) {
  if (width > width_max()) return 0;
  *unclear_count = find_unclear_by_width[width](classes, statuses, count, grade_min, places);
  return 1;
}
