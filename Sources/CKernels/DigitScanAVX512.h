// From bytes to digits with AVX-512, whose `vpcompressb` moves digits together in one instruction;
// included by DigitScan.c.

#define TARGET \
  __attribute__((target( \
      "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")))

/// For every value of a byte's low six bits the one byte with them that a plain cell may have. None
/// has 0, hence the byte with other bits.
#define PLAIN_BYTES                                                                            \
  _mm512_setr_epi64(0xFF, 0, 0, 0x00005D005B000000, 0x20, 0x2F2E2D002B002928,                   \
                    0x3736353433323130, 0x3938)

/// Neither a digit, nor a plus, nor a separator.
ALWAYS_INLINE TARGET uint32_t others_of(__m256i bytes, __mmask32 inside) {
  const __m512i plain = _mm512_permutexvar_epi8(_mm512_castsi256_si512(bytes), PLAIN_BYTES);
  return _mm256_mask_cmpneq_epi8_mask(inside, bytes, _mm512_castsi512_si256(plain));
}

ALWAYS_INLINE TARGET cell_digits digits_of_avx512(const uint8_t *cell, uint32_t length) {
  const __m256i opposite = _mm256_setr_epi8(
      31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
      7, 6, 5, 4, 3, 2, 1, 0);
  const __m256i bytes = _mm256_maskz_loadu_epi8(_bzhi_u32(~(uint32_t)0, length), cell);
  const __m256i turned = _mm256_permutexvar_epi8(opposite, bytes);
  const __m256i values = _mm256_sub_epi8(turned, _mm256_set1_epi8('0'));
  const cell_view view = {
      .digits = _mm256_cmplt_epu8_mask(values, _mm256_set1_epi8(10)),
      .pluses = _mm256_cmpeq_epi8_mask(turned, _mm256_set1_epi8('+')),
      .points = _mm256_cmpeq_epi8_mask(turned, _mm256_set1_epi8('.')),
      .others = others_of(turned, ~(uint32_t)0 << (-length & 31)),
  };
  // Two digits to a byte, the later one in the lower half.
  const __m256i digits = _mm256_maskz_compress_epi8(view.digits, values);
  const __m128i pairs =
      _mm_maddubs_epi16(_mm256_castsi256_si128(digits), _mm_set1_epi16(16 << 8 | 1));
  return (cell_digits){
      .word = (uint64_t)_mm_cvtsi128_si64(_mm_packus_epi16(pairs, pairs)),
      .count = (uint32_t)__builtin_popcount(view.digits),
      .view = view,
  };
}

/// The same as `set_north_american_key`, from the bytes of the cell. A leading 1 is left out when
/// the digits are moved together, so that there are always ten: times powers of ten they add up to
/// groups of four, four and two.
ALWAYS_INLINE TARGET int set_north_american_key_avx512(const uint8_t *cell, uint32_t length,
                                                       uint64_t *key) {
  // Here bit 0 is the first byte.
  const __mmask32 inside = _bzhi_u32(~(uint32_t)0, length);
  const __m256i bytes = _mm256_maskz_loadu_epi8(inside, cell);
  const __m256i values = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
  const uint32_t digits = _mm256_cmplt_epu8_mask(values, _mm256_set1_epi8(10));
  const uint32_t ones = _mm256_cmpeq_epi8_mask(bytes, _mm256_set1_epi8('1'));
  const uint32_t pluses = _mm256_cmpeq_epi8_mask(bytes, _mm256_set1_epi8('+'));
  const uint32_t points = _mm256_cmpeq_epi8_mask(bytes, _mm256_set1_epi8('.'));
  const uint32_t code = digits & -digits & ones;
  const uint32_t national = digits ^ code;
  // No number begins with 1 behind the code, so ten digits of which the first is 1 are none.
  if (UNLIKELY(__builtin_popcount(national) != 10)) return 0;
  // A plus stands before a code.
  if (UNLIKELY(pluses > code)) return 0;
  // A point before the last digit or the last but one.
  const uint32_t fraction = points << __builtin_clz(digits) & 0x60000000;
  if (UNLIKELY(fraction | others_of(bytes, inside) | (pluses & (pluses - 1)))) return 0;
  const __m128i number = _mm256_castsi256_si128(_mm256_maskz_compress_epi8(national, values));
  const __m128i pairs = _mm_maddubs_epi16(number, _mm_set1_epi16(1 << 8 | 10));
  const __m128i groups = _mm_madd_epi16(pairs, _mm_setr_epi16(100, 1, 100, 1, 1, 0, 0, 0));
  const uint64_t eight = (uint64_t)_mm_cvtsi128_si64(groups);
  const uint32_t first = (uint32_t)eight;
  if (UNLIKELY(!(nodial_first_fours[first >> 6] >> (first & 63) & 1))) return 0;
  *key = 10000000000 + first * (uint64_t)1000000 + (eight >> 32) * 100 +
         (uint32_t)_mm_extract_epi32(groups, 2);
  return 1;
}

#define KERNEL(name) name##_avx512
#define LOADED_COUNT(length) (length)
#define DIGITS_OF digits_of_avx512
#define SET_NORTH_AMERICAN_KEY set_north_american_key_avx512
#include "DigitScanLoop.h"
