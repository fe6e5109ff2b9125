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

/// The same without a plus.
#define PLAIN_BYTES_BUT_PLUS                                                                   \
  _mm512_setr_epi64(0xFF, 0, 0, 0x00005D005B000000, 0x20, 0x2F2E2D0000002928,                   \
                    0x3736353433323130, 0x3938)

/// Those inside that are none of the plain ones.
ALWAYS_INLINE TARGET uint32_t others_of(__m256i bytes, __mmask32 inside, __m512i plain_bytes) {
  const __m512i plain = _mm512_permutexvar_epi8(_mm512_castsi256_si512(bytes), plain_bytes);
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
      .others = others_of(turned, ~(uint32_t)0 << (-length & 31), PLAIN_BYTES),
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

/// Where the digits of a number of +1 go: the ten national ones to the front, the code before them
/// behind. Nowhere, if there are neither ten nor eleven.
static const _Alignas(16) int8_t national_places[VIEW_BYTE_COUNT + 1][16] = {
    [0 ... 9] = {[0 ... 15] = -1},
    [10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1, -1, -1, -1},
    [11] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1, -1, -1, 0, -1, -1},
    [12 ... VIEW_BYTE_COUNT] = {[0 ... 15] = -1},
};

/// The same as `set_north_american_key`, from the 32 bytes of which `length` are the cell, but for
/// rare writings: a plus must be the first byte, and the last three digits must stand together, so
/// that no point is a fraction's.
///
/// Times powers of ten the digits add up to groups of four, four and two, and the code; these to
/// eight digits, and to two with 128 times the code.
ALWAYS_INLINE TARGET int set_north_american_key_avx512(const uint8_t *cell, uint32_t length,
                                                       uint64_t *key, uint32_t *is_usual) {
  // Here bit 0 is the first byte.
  const __mmask32 inside = _bzhi_u32(~(uint32_t)0, length);
  const __m256i bytes = _mm256_loadu_si256((const __m256i *)cell);
  const __m256i values = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
  const __mmask32 digits = _mm256_mask_cmplt_epu8_mask(inside, values, _mm256_set1_epi8(10));
  const __m256i together = _mm256_maskz_compress_epi8(digits, values);
  const uint32_t count = (uint32_t)__builtin_popcount(digits);
  const __m128i places = _mm_load_si128((const __m128i *)national_places[count]);
  const __m128i number = _mm_shuffle_epi8(_mm256_castsi256_si128(together), places);
  const __m128i pairs = _mm_maddubs_epi16(number, _mm_set1_epi16(1 << 8 | 10));
  const __m128i groups = _mm_madd_epi16(pairs, _mm_setr_epi16(100, 1, 100, 1, 1, 0, 1, 0));
  const __m128i parts = _mm_madd_epi16(
      _mm_packus_epi32(groups, groups), _mm_setr_epi16(10000, 1, 1, 128, 0, 0, 0, 0));
  const uint64_t both = (uint64_t)_mm_cvtsi128_si64(parts);
  // 1 for eleven digits, of which the first must be 1; 0 for ten, before which is no plus. For any
  // other count there is no code that it could equal.
  const uint32_t has_code = count - 10, has_plus = cell[0] == '+';
  const uint32_t differs = ((uint32_t)(both >> 39) ^ has_code) | (has_plus & ~has_code);
  const uint32_t others = others_of(bytes, inside, PLAIN_BYTES_BUT_PLUS) ^ has_plus;
  const uint32_t apart = ~(digits << _lzcnt_u32(digits)) & 0x60000000;
  if (UNLIKELY(others | apart | differs)) return 0;
  const uint32_t first = (uint32_t)_mm_cvtsi128_si32(groups);
  *is_usual = nodial_first_fours[first >> 6] >> (first & 63) & 1;
  *key = 10000000000 + (uint32_t)both * (uint64_t)100 + (both >> 32 & 127);
  return 1;
}

#define KERNEL(name) name##_avx512
#define LOADED_COUNT(length) VIEW_BYTE_COUNT
#define DIGITS_OF digits_of_avx512
#define SET_NORTH_AMERICAN_KEY set_north_american_key_avx512
#include "DigitScanLoop.h"
