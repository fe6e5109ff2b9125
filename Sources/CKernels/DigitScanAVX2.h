// From bytes to digits with AVX2 and BMI2; included by DigitScan.c.

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

/// The bits of a byte's class: those that its low half allows and its high half too.
enum { SIGN = 1, BRACKET = 2, DIGIT = 4, PLUS = 8, POINT = 16 };

/// Reads 32 bytes, of which `length` count. At most 16 digits are moved together.
ALWAYS_INLINE TARGET cell_digits digits_of_avx2(const uint8_t *bytes, uint32_t length) {
  // Signs are 2x, square brackets 5x, digits 3x.
  const __m256i low_classes = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      SIGN | DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, SIGN | DIGIT, SIGN | DIGIT, 0,
      PLUS | BRACKET, 0, SIGN | BRACKET, SIGN | POINT, SIGN));
  const __m256i high_classes = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 0, SIGN | PLUS | POINT, DIGIT, 0, BRACKET, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  const __m256i opposite = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  const __m256i low_half = _mm256_set1_epi8(15);
  const __m256i halves = _mm256_loadu2_m128i((const __m128i *)bytes, (const __m128i *)(bytes + 16));
  const __m256i turned = _mm256_shuffle_epi8(halves, opposite);
  const __m256i nibbles = _mm256_and_si256(turned, low_half);
  const __m256i classes = _mm256_and_si256(
      _mm256_shuffle_epi8(low_classes, nibbles),
      _mm256_shuffle_epi8(high_classes, _mm256_and_si256(_mm256_srli_epi16(turned, 4), low_half)));
  const uint32_t inside = ~(uint32_t)0 << (-length & 31);
  const __m256i none = _mm256_cmpeq_epi8(classes, _mm256_setzero_si256());
  // Two bytes to one, the first in the upper half.
  const __m256i pairs = _mm256_maddubs_epi16(nibbles, _mm256_set1_epi16(16 << 8 | 1));
  const __m256i packed = _mm256_packus_epi16(pairs, pairs);
  const cell_view view = {
      .digits = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 5)),
      .pluses = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 4)),
      .points = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 3)),
      .others = inside & (uint32_t)_mm256_movemask_epi8(none),
  };
  const uint64_t ones = 0x1111111111111111;
  const uint64_t first = _pext_u64((uint64_t)_mm256_extract_epi64(packed, 2),
                                   _pdep_u64(view.digits >> 16, ones) * 15);
  const uint64_t second = _pext_u64((uint64_t)_mm256_extract_epi64(packed, 0),
                                    _pdep_u64(view.digits & 0xFFFF, ones) * 15);
  // With 16 digits in the second half there are none in the first.
  const uint32_t shift = 4 * (uint32_t)__builtin_popcount(view.digits & 0xFFFF);
  return (cell_digits){
      .word = first << (shift & 63) | second,
      .count = (uint32_t)__builtin_popcount(view.digits),
      .view = view,
  };
}

/// The same as `set_north_american_key`, but for a rare writing: the last three digits must stand
/// together, so that no point is a fraction's, and none has to be looked for.
ALWAYS_INLINE TARGET int set_north_american_key_avx2(const uint8_t *cell, uint32_t length,
                                                     uint64_t *key) {
  cell_digits all = digits_of_avx2(cell, length);
  all.view.points = ~all.view.digits;
  return set_north_american_key(all, key);
}

#define KERNEL(name) name##_avx2
#define LOADED_COUNT(length) VIEW_BYTE_COUNT
#define DIGITS_OF digits_of_avx2
#define SET_NORTH_AMERICAN_KEY set_north_american_key_avx2
#include "DigitScanLoop.h"
