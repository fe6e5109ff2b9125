// From bytes to digits with AVX2 and BMI2; included by DigitScan.c.

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

/// The bits of a byte's class: those that its low half allows and its high half too.
enum { SIGN = 1, BRACKET = 2, DIGIT = 4, PLUS = 8, POINT = 16 };

// Of the sixteen values of a half. Signs are 2x, square brackets 5x, digits 3x.
#define LOW_CLASSES                                                                                \
  _mm_setr_epi8(                                                                                   \
      SIGN | DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, SIGN | DIGIT, SIGN | DIGIT,   \
      0, PLUS | BRACKET, 0, SIGN | BRACKET, SIGN | POINT, SIGN)
#define HIGH_CLASSES(OF_SIGNS)                                                                     \
  _mm_setr_epi8(0, 0, OF_SIGNS, DIGIT, 0, BRACKET, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
#define OPPOSITE _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

/// Moves the digits of sixteen nibbles together, those at the bits of `digits`.
ALWAYS_INLINE TARGET uint64_t nibbles_together(uint64_t nibbles, uint32_t digits) {
  return _pext_u64(nibbles, _pdep_u64(digits, 0x1111111111111111) * 15);
}

/// Reads 32 bytes, of which `length` count. At most 16 digits are moved together.
ALWAYS_INLINE TARGET cell_digits digits_of_avx2(const uint8_t *bytes, uint32_t length) {
  const __m256i low_half = _mm256_set1_epi8(15);
  const __m256i halves = _mm256_loadu2_m128i((const __m128i *)bytes, (const __m128i *)(bytes + 16));
  const __m256i turned = _mm256_shuffle_epi8(halves, _mm256_broadcastsi128_si256(OPPOSITE));
  const __m256i nibbles = _mm256_and_si256(turned, low_half);
  const __m256i high_classes =
      _mm256_broadcastsi128_si256(HIGH_CLASSES(SIGN | PLUS | POINT));
  const __m256i classes = _mm256_and_si256(
      _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(LOW_CLASSES), nibbles),
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
  const uint32_t second_digits = view.digits & 0xFFFF;
  const uint64_t first =
      nibbles_together((uint64_t)_mm256_extract_epi64(packed, 2), view.digits >> 16);
  const uint64_t second =
      nibbles_together((uint64_t)_mm256_extract_epi64(packed, 0), second_digits);
  // With 16 digits in the second half there are none in the first.
  const uint32_t shift = 4 * (uint32_t)__builtin_popcount(second_digits);
  return (cell_digits){
      .word = first << (shift & 63) | second,
      .count = (uint32_t)__builtin_popcount(view.digits),
      .view = view,
  };
}

/// What there is in a cell of at most 16 bytes, the first at bit 15; a plus counts as another byte.
ALWAYS_INLINE TARGET cell_digits digits_of_short_avx2(const uint8_t *bytes, uint32_t length) {
  const __m128i low_half = _mm_set1_epi8(15);
  const __m128i turned = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), OPPOSITE);
  const __m128i nibbles = _mm_and_si128(turned, low_half);
  const __m128i classes = _mm_and_si128(
      _mm_shuffle_epi8(LOW_CLASSES, nibbles),
      _mm_shuffle_epi8(
          HIGH_CLASSES(SIGN), _mm_and_si128(_mm_srli_epi16(turned, 4), low_half)));
  const uint32_t inside = 0xFFFF0000 >> length;
  const __m128i none = _mm_cmpeq_epi8(classes, _mm_setzero_si128());
  const __m128i pairs = _mm_maddubs_epi16(nibbles, _mm_set1_epi16(16 << 8 | 1));
  const __m128i packed = _mm_packus_epi16(pairs, pairs);
  const cell_view view = {
      .digits = inside & (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(classes, 5)),
      .others = inside & (uint32_t)_mm_movemask_epi8(none),
  };
  return (cell_digits){
      .word = nibbles_together((uint64_t)_mm_cvtsi128_si64(packed), view.digits),
      .count = (uint32_t)__builtin_popcount(view.digits),
      .view = view,
  };
}

/// The value of ten digits of four bits: their pairs, times powers of a hundred, add up to eight
/// digits, and to two.
ALWAYS_INLINE TARGET uint64_t value_of_ten_avx2(uint64_t digits) {
  const __m128i pairs = _mm_cvtsi64_si128((int64_t)(digits - 6 * (digits >> 4 & 0x0F0F0F0F0F)));
  const __m128i fours = _mm_maddubs_epi16(pairs, _mm_set1_epi16(100 << 8 | 1));
  const __m128i parts = _mm_madd_epi16(fours, _mm_set1_epi32(10000 << 16 | 1));
  const uint64_t both = (uint64_t)_mm_cvtsi128_si64(parts);
  return (uint32_t)both + (both >> 32) * 100000000;
}

/// The same as `set_north_american_key`, but for rare writings: a plus must be the first byte, and the
/// last three digits must stand together, so that no point is a fraction's.
ALWAYS_INLINE TARGET int set_north_american_key_avx2(const uint8_t *cell, uint32_t length,
                                                     uint64_t *key, uint32_t *is_usual) {
  const uint32_t has_plus = cell[0] == '+';
  cell_digits all;
  if (LIKELY(length <= 16)) {
    all = digits_of_short_avx2(cell, length);
    all.view.others ^= has_plus << 15;
  } else {
    all = digits_of_avx2(cell, length);
    all.view.others |= all.view.pluses ^ has_plus << 31;
  }
  // 1 for eleven digits, of which the first must be 1; 0 for ten, before which is no plus.
  const uint32_t has_code = all.count - 10;
  const uint64_t code = all.word >> 40;
  const uint64_t differs = (code ^ has_code) | code >> 1 | (has_plus & ~code);
  const uint32_t digits = all.view.digits, last = digits & -digits;
  if (UNLIKELY((differs | all.view.others | (6 * last & ~digits)) != 0)) return 0;
  const uint64_t number = all.word & 0xFFFFFFFFFF;
  *is_usual = has_usual_exchange(number << 24);
  *key = 10000000000 + value_of_ten_avx2(number);
  return 1;
}

#define KERNEL(name) name##_avx2
#define LOADED_COUNT(length) VIEW_BYTE_COUNT
#define DIGITS_OF digits_of_avx2
#define SET_NORTH_AMERICAN_KEY set_north_american_key_avx2
#include "DigitScanLoop.h"
#undef LOW_CLASSES
#undef HIGH_CLASSES
#undef OPPOSITE
