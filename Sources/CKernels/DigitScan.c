// From the bytes of phone cells to keys: see DigitScan.h. A cell of up to 32 bytes is compared at
// once; its digits are then moved together by their mask, whatever stands between them, so that all
// writings of a number take the same instructions and no branch has to guess.
#include "DigitScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "PlainNumber.h"

/// Bytes of a cell that are looked at together, and characters of a cell that is read at all.
enum { VIEW_BYTE_COUNT = 32, CHARACTER_COUNT_MAX = 250 };

/// What is made of the bytes of a cell at once. In the masks bit 31 is the first byte, so that
/// shifting to the left by n drops n bytes.
typedef struct {
  uint32_t digits, pluses, points;
  /// Neither a digit, nor a plus, nor one of ` ( ) - . / [ ]`.
  uint32_t others;
  /// The low halves of the first and of the last 16 bytes, the first on top.
  uint64_t first_half, second_half;
} cell_view;

/// The bit of a byte in the masks.
#define BIT(index) ((uint32_t)1 << 31 >> (index))

/// Whether the text starts with these lower-case letters, in either case.
ALWAYS_INLINE int has_letters(const uint8_t *bytes, uint32_t count, const char *letters) {
  for (uint32_t i = 0; letters[i] != 0; i++)
    if (i >= count || (bytes[i] | 32) != (uint8_t)letters[i]) return 0;
  return 1;
}

/// The bytes of the label of an extension: `x`, `#`, `ext`, `extn`, `extension` or `;ext=`; else 0.
static uint32_t label_length(const uint8_t *bytes, uint32_t count) {
  if (bytes[0] == '#' || (bytes[0] | 32) == 'x') return 1;
  if (has_letters(bytes, count, "extension")) return 9;
  if (has_letters(bytes, count, "extn")) return 4;
  if (has_letters(bytes, count, "ext")) return 3;
  if (bytes[0] == ';' && count > 4 && bytes[4] == '=' && has_letters(bytes + 1, count - 1, "ext"))
    return 5;
  return 0;
}

/// The mask of the digits before an extension that ends the cell; 0 if there is no plain one.
///
/// A plain one has a label, perhaps a colon or a point, perhaps spaces, and one to six digits; then
/// only separators. The number ends before it, whatever the rules of the text: nothing but digits
/// and separators stands there, so no label can begin earlier, and what follows has too few digits
/// for a number of its own.
static uint32_t digits_before_extension(const uint8_t *cell, uint32_t length,
                                        const cell_view *view) {
  enum { EXTENSION_COUNT_MAX = 6, NUMBER_COUNT_MIN = 5 };
  const uint32_t label = (uint32_t)__builtin_clz(view->others);
  const uint32_t label_count = label_length(cell + label, length - label);
  if (label == 0 || label_count == 0) return 0;
  uint32_t index = label + label_count;
  if (cell[label] != ';') {
    if (index < length && (cell[index] == ':' || cell[index] == '.')) index++;
    while (index < length && cell[index] == ' ') index++;
  }
  const uint32_t first = index;
  while (index < length && view->digits & BIT(index)) index++;
  if (index == first || index - first > EXTENSION_COUNT_MAX) return 0;
  if (view->others << first != 0 || view->pluses << label != 0) return 0;
  if (index < length && view->digits << index != 0) return 0;
  const uint32_t before = view->digits & ~(~(uint32_t)0 >> label);
  return __builtin_popcount(before) >= NUMBER_COUNT_MIN ? before : 0;
}

/// The answer for a cell with less than two digits and no byte beyond printable ASCII: blank, or no
/// number, since a number has two. 0 for any other cell.
static uint8_t status_without_number(const uint8_t *cell, uint32_t length) {
  uint32_t is_blank = 1;
  for (uint32_t i = 0; i < length; i++) {
    if (cell[i] < 32 || cell[i] > 126) return 0;
    is_blank &= cell[i] == 32;
  }
  return is_blank ? NODIAL_STATUS_EMPTY : NODIAL_STATUS_NOT_A_NUMBER;
}

/// Whether one or two digits after a point end the cell, and it has no other sign but a plus: a
/// number as a spreadsheet writes it, `2025550123.0`.
static int may_have_fraction(const uint8_t *cell, uint32_t length, const cell_view *view) {
  const uint32_t last_digit = 31 - (uint32_t)__builtin_ctz(view->digits);
  if ((view->points & (BIT(last_digit) << 1 | BIT(last_digit) << 2)) == 0) return 0;
  uint32_t first = 0, last = length;
  while (first < last && cell[first] == 32) first++;
  while (last > first && cell[last - 1] == 32) last--;
  return last - first <= (uint32_t)__builtin_popcount(view->digits) + 2;
}

/// Not 0 if the cell has more than digits and separators after one plus or none; or if it may have
/// a spreadsheet's fraction, with a point before the last digit or the last but one.
ALWAYS_INLINE uint32_t odd_bits(const cell_view *view) {
  const uint32_t behind_plus = view->pluses - 1;
  const uint32_t last_digit = view->digits & -view->digits;
  return view->others | (view->pluses & behind_plus) | (view->digits & ~behind_plus) |
         (view->points & 6 * last_digit);
}

/// What there is to see of a cell that is not digits and separators alone.
typedef struct {
  uint32_t digits;
  nodial_cell_kind kind;
  /// Not 0 if it is an answer.
  uint8_t status;
} odd_cell;

static odd_cell read_odd(const uint8_t *cell, uint32_t length, const cell_view *view,
                         nodial_cell_rules rules) {
  const uint32_t digits = view->digits, count = (uint32_t)__builtin_popcount(digits);
  const uint32_t pluses = view->pluses;
  if (count < 2) {
    const uint8_t status = status_without_number(cell, length);
    return (odd_cell){.kind = NODIAL_CELL_TEXT, .status = status};
  }
  // At most one plus, before all digits.
  if (pluses == 0 || (pluses > digits && (pluses & (pluses - 1)) == 0)) {
    if (view->others != 0) {
      const uint32_t before = digits_before_extension(cell, length, view);
      if (before != 0 && __builtin_popcount(before) <= DIGIT_COUNT_MAX)
        return (odd_cell){.digits = before, .kind = NODIAL_CELL_EXTENDED};
    } else if (count >= DIGIT_COUNT_MIN && count <= DIGIT_COUNT_MAX &&
               !(rules.undoes_formats && may_have_fraction(cell, length, view))) {
      return (odd_cell){.digits = digits, .kind = NODIAL_CELL_PLAIN};
    }
  }
  return (odd_cell){.kind = NODIAL_CELL_TEXT};
}

/// What stands before and behind the text of a long cell.
static void trim(const uint8_t *bytes, uint32_t *start, uint32_t *end) {
  if (*end - *start > CHARACTER_COUNT_MAX) return;
  while (*start < *end && bytes[*start] == 32) ++*start;
  while (*end > *start && bytes[*end - 1] == 32) --*end;
}

// Without vectors.

#define TARGET
#define READ_CELLS nodial_read_cells_portable
#define READ_CELL read_cell_portable
#define READ_RARE_CELL read_rare_cell_portable
#define READ_NORTH_AMERICAN read_north_american_portable
#define VIEW_OF view_of_portable
#define GATHERED gathered_portable

ALWAYS_INLINE cell_view view_of_portable(const uint8_t *bytes, uint32_t length) {
  cell_view view = {0};
  for (uint32_t i = 0; i < length; i++) {
    const uint8_t byte = bytes[i];
    const uint64_t nibble = (uint64_t)(byte & 15) << (60 - 4 * (i & 15));
    if (i < 16) view.first_half |= nibble; else view.second_half |= nibble;
    switch (byte) {
      case '0' ... '9': view.digits |= BIT(i); break;
      case '+': view.pluses |= BIT(i); break;
      case '.': view.points |= BIT(i); break;
      case ' ': case '(': case ')': case '-': case '/': case '[': case ']': break;
      default: view.others |= BIT(i);
    }
  }
  return view;
}

/// At most 16 digits, moved together, the last in the lowest bits.
ALWAYS_INLINE uint64_t gathered_portable(const cell_view *view, uint32_t digits) {
  uint64_t word = 0;
  while (digits != 0) {
    const uint32_t index = (uint32_t)__builtin_clz(digits);
    const uint64_t half = index < 16 ? view->first_half : view->second_half;
    word = word << 4 | (half >> (60 - 4 * (index & 15)) & 15);
    digits ^= BIT(index);
  }
  return word;
}

#include "DigitScanLoop.h"

#if defined(__x86_64__)

#undef TARGET
#undef READ_CELLS
#undef READ_CELL
#undef READ_RARE_CELL
#undef READ_NORTH_AMERICAN
#undef VIEW_OF
#undef GATHERED
#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define READ_CELLS read_cells_avx2
#define READ_CELL read_cell_avx2
#define READ_RARE_CELL read_rare_cell_avx2
#define READ_NORTH_AMERICAN read_north_american_avx2
#define VIEW_OF view_of_avx2
#define GATHERED gathered_avx2

/// The bits of a byte's class: those that its low half allows and its high half too.
enum { SIGN = 1, BRACKET = 2, DIGIT = 4, PLUS = 8, POINT = 16 };

/// Reads 32 bytes, of which `length` count: 1 to 32.
ALWAYS_INLINE TARGET cell_view view_of_avx2(const uint8_t *bytes, uint32_t length) {
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
  return (cell_view){
      .digits = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 5)),
      .pluses = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 4)),
      .points = inside & (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes, 3)),
      .others = inside & (uint32_t)_mm256_movemask_epi8(none),
      .first_half = (uint64_t)_mm256_extract_epi64(packed, 2),
      .second_half = (uint64_t)_mm256_extract_epi64(packed, 0),
  };
}

/// At most 16 digits, moved together, the last in the lowest bits.
ALWAYS_INLINE TARGET uint64_t gathered_avx2(const cell_view *view, uint32_t digits) {
  const uint64_t ones = 0x1111111111111111;
  const uint64_t first = _pext_u64(view->first_half, _pdep_u64(digits >> 16, ones) * 15);
  const uint64_t second = _pext_u64(view->second_half, _pdep_u64(digits & 0xFFFF, ones) * 15);
  // With 16 digits in the second half there are none in the first.
  const uint32_t shift = 4 * (uint32_t)__builtin_popcount(digits & 0xFFFF);
  return first << (shift & 63) | second;
}

#include "DigitScanLoop.h"

#endif

size_t nodial_read_cells(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
#if defined(__x86_64__)
  // AMD's first processors with these instructions take a hundred cycles to move bits together.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
      !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2"))
    return read_cells_avx2(cells, rules, keys, statuses, open);
#endif
  return nodial_read_cells_portable(cells, rules, keys, statuses, open);
}
