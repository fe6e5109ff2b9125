// From the bytes of phone cells to keys: see DigitScan.h. A cell of up to 32 bytes is compared at
// once; its digits are then moved together by their mask, whatever stands between them, so that all
// writings of a number take the same instructions and no branch has to guess.
#include "DigitScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "OddCell.h"
#include "PlainNumber.h"
#include "UnclearNumber.h"

#include "NumberPair.h"

/// Bytes of a cell that are looked at together, and characters of a cell that is read at all.
enum { VIEW_BYTE_COUNT = 32, CHARACTER_COUNT_MAX = 250 };

/// All digits of a cell, and what else there is.
typedef struct {
  /// Four bits each, the last in the lowest; of more than 16 the last ones.
  uint64_t word;
  uint32_t count;
  cell_view view;
} cell_digits;

/// What stands before and behind the text of a long cell.
static void trim(const uint8_t *bytes, uint32_t *start, uint32_t *end) {
  if (*end - *start > CHARACTER_COUNT_MAX) return;
  while (*start < *end && bytes[*start] == 32) ++*start;
  while (*end > *start && bytes[*end - 1] == 32) --*end;
}

/// The first of the digits at the bits of `before`, that other digits of the cell follow.
static uint64_t digits_at(uint32_t before, const uint8_t *cell) {
  uint64_t word = 0;
  for (; before != 0; before ^= BIT(__builtin_clz(before)))
    word = word << 4 | (cell[__builtin_clz(before)] & 15);
  return word;
}

/// Sets the key of a number of +1, of ten digits or of eleven of which the first is 1; and whether
/// any six digits may follow its first four, so that it is valid.
ALWAYS_INLINE int set_north_american_key(cell_digits digits, uint64_t *key, uint32_t *is_usual) {
  // Ten digits without a plus, or eleven of which the first is 1.
  const uint64_t code = digits.word >> 40;
  const uint64_t differs =
      (code ^ (digits.count - 10)) | code >> 1 | (digits.view.pluses & (uint32_t)(code - 1));
  if (UNLIKELY((odd_bits(&digits.view) | differs) != 0)) return 0;
  const uint64_t number = digits.word & 0xFFFFFFFFFF;
  *is_usual = has_usual_exchange(number << 24);
  *key = 10000000000 + value_of_ten(number);
  return 1;
}

/// Whether the number of a key that `set_north_american_key` has set, but that is not usual, is none
/// of +1, though of the right length; and whether its cell holds nothing else. No rule of
/// `UnclearNumber.h` has to do with such a number: it has ten digits, of which the first and the
/// fourth are 2 or more, and in its cell no calling code of two digits stands apart.
ALWAYS_INLINE int is_unused_number(uint64_t key, const uint8_t *cell, uint32_t length) {
  enum { COUNT = 10, CODE_COUNT_MAX = 2 };
  if (UNLIKELY(!is_unused_block((uint32_t)((key - 10000000000) / 1000000)))) return 0;
  // Nothing but the digits, alone or behind their calling code.
  if (length == COUNT || (length == COUNT + 1 && cell[0] == '1') ||
      (length == COUNT + 2 && cell[0] == '+'))
    return 1;
  const separators seen = separators_of(cell, length);
  const uint32_t digits = seen.digits << __builtin_clz(seen.digits);
  const int has_code = __builtin_popcount(digits) > COUNT;
  // `4641234.567` may be a number with decimals.
  const int has_point = seen.points != 0 && (seen.points & (seen.points - 1)) == 0;
  return (has_code || __builtin_clz(~digits) > CODE_COUNT_MAX) && !has_point &&
         !may_have_parts(cell, length, seen);
}

/// The same, of a number alone or before an extension; only if it is usual.
ALWAYS_INLINE int set_usual_key(const uint8_t *cell, uint32_t length, cell_digits digits,
                                uint64_t *key) {
  if (digits.view.others != 0) {
    const uint32_t before = digits_before_extension(cell, length, &digits.view);
    const uint32_t count = digits.count;
    if (before == 0 || count > DIGIT_COUNT_MAX) return 0;
    digits.count = (uint32_t)__builtin_popcount(before);
    digits.word >>= 4 * (count - digits.count);
    digits.view = (cell_view){.digits = before, .pluses = digits.view.pluses};
  }
  uint32_t is_usual;
  return set_north_american_key(digits, key, &is_usual) && is_usual;
}

/// Where the answer to a cell goes: key and status, or the open cell.
typedef struct {
  uint64_t *key;
  uint8_t *status;
  nodial_open_cell *open;
} cell_answer;

/// Whether a cell is not just digits and separators, of digits as many as a number has.
ALWAYS_INLINE int is_odd(const cell_digits *all) {
  return (odd_bits(&all->view) | single_point(&all->view)) != 0 ||
         all->count - DIGIT_COUNT_MIN > DIGIT_COUNT_MAX - DIGIT_COUNT_MIN;
}

/// Whether a digit that stands apart may number what is behind it, as in `A (1) B (2)`.
static int has_numeral(const uint8_t *cell, uint32_t length) {
  for (uint32_t i = 1; i + 1 < length; i++)
    if (is_digit(cell[i]) && (cell[i - 1] == '(' || cell[i - 1] == ' ') &&
        (cell[i + 1] == ')' || cell[i + 1] == '.' || cell[i + 1] == ':'))
      return 1;
  return 0;
}

/// Whether digits behind a slash may be the last ones of a second number: `Tel: 861-623-56/78`.
static int has_slash(const uint8_t *cell, uint32_t length) {
  for (uint32_t i = 0; i < length; i++)
    if (cell[i] == '/') return 1;
  return 0;
}

/// Answers a cell by the 3 to 16 digits of its number, or leaves it open.
ALWAYS_INLINE size_t read_digits(const uint8_t *cell, uint32_t length, digit_run digits,
                                 int is_international, nodial_cell_kind kind,
                                 nodial_cell_rules rules, size_t index, cell_answer answer) {
  const int is_apart = kind != NODIAL_CELL_COMPACT &&
                       !is_whole(digits.word, digits.count, rules.region) &&
                       (is_numbered(cell, length) ||
                        (kind == NODIAL_CELL_EXTENDED && has_numeral(cell, length)));
  *answer.key = is_apart ? 0
                         : plain_number_key(digits.word, digits.count, is_international,
                                            rules.region, cell, length);
  *answer.status = NODIAL_STATUS_VALID;
  if (*answer.key != 0) return 0;
  if (kind != NODIAL_CELL_EXTENDED && !is_apart &&
      set_unclear_number(digits, is_international, kind == NODIAL_CELL_COMPACT, rules.region, cell,
                         length, answer.key, answer.status))
    return 0;
  if (kind == NODIAL_CELL_EXTENDED && !is_apart && !has_slash(cell, length)) {
    *answer.key =
        unused_number_key(digits.word, digits.count, is_international, rules.region, cell);
    *answer.status = GRADE_POSSIBLE;
    if (*answer.key != 0) return 0;
  }
  *answer.key = 0;
  *answer.open = (nodial_open_cell){
      digits.word, (uint32_t)index, (uint8_t)digits.count, (uint8_t)is_international, kind};
  return 1;
}

ALWAYS_INLINE size_t read_plain_cell(const uint8_t *cell, uint32_t length, const cell_digits *all,
                                     nodial_cell_rules rules, size_t index, cell_answer answer) {
  const uint32_t is_international = all->view.pluses != 0;
  const nodial_cell_kind kind =
      all->count + is_international == length ? NODIAL_CELL_COMPACT : NODIAL_CELL_PLAIN;
  const digit_run digits = {all->word << (64 - 4 * all->count), all->count};
  return read_digits(
      cell, length, digits, is_international != 0, kind, rules, index, answer);
}

ALWAYS_INLINE size_t read_odd_cell(const uint8_t *cell, uint32_t length, const cell_digits *all,
                                   nodial_cell_rules rules, size_t index, cell_answer answer) {
  const odd_cell odd = read_odd(cell, length, &all->view, rules);
  if (odd.kind == NODIAL_CELL_TEXT) {
    *answer.key = 0;
    *answer.status = odd.status;
    if (odd.word_length != 0) {
      const uint8_t *const number = cell + odd.word_length;
      const uint32_t number_length = length - odd.word_length;
      const uint64_t word = all->word << (64 - 4 * all->count);
      const int is_international = all->view.pluses != 0;
      const int is_line_numbered = is_numbered(number, number_length);
      if (!is_line_numbered)
        *answer.key = plain_number_key(word, all->count, is_international, rules.region, number,
                                       number_length);
      *answer.status = NODIAL_STATUS_VALID;
      if (*answer.key != 0) return 0;
      if (!is_line_numbered && !has_slash(number, number_length))
        *answer.key = unused_number_key(word, all->count, is_international, rules.region, number);
      *answer.status = GRADE_POSSIBLE;
      if (*answer.key != 0) return 0;
    }
    *answer.open = (nodial_open_cell){.index = (uint32_t)index, .kind = odd.kind};
    return odd.status == 0;
  }
  if (odd.kind == NODIAL_CELL_WORDED) {
    const uint32_t head_length = (uint32_t)__builtin_clz(all->view.others);
    const digit_run head = {all->word << (64 - 4 * all->count), all->count};
    const int is_international = all->view.pluses != 0;
    *answer.key =
        plain_number_key(head.word, head.count, is_international, rules.region, cell, head_length);
    *answer.status = NODIAL_STATUS_VALID;
    if (*answer.key == 0) {
      *answer.key =
          unused_number_key(head.word, head.count, is_international, rules.region, cell);
      *answer.status = GRADE_POSSIBLE;
    }
    *answer.open = (nodial_open_cell){
        head.word, (uint32_t)index, (uint8_t)head.count, (uint8_t)is_international,
        *answer.key != 0 ? NODIAL_CELL_WORDED : NODIAL_CELL_TEXT};
    return 1;
  }
  const uint32_t count = (uint32_t)__builtin_popcount(odd.digits);
  const uint64_t word = all->count > DIGIT_COUNT_MAX ? digits_at(odd.digits, cell)
                                                     : all->word >> 4 * (all->count - count);
  const digit_run digits = {word << (64 - 4 * count), count};
  return read_digits(
      cell, length, digits, all->view.pluses != 0, odd.kind, rules, index, answer);
}

#include "DigitScanPortable.h"
#if defined(__x86_64__)
#include "DigitScanAVX2.h"
#include "DigitScanAVX512.h"
#endif

nodial_instructions nodial_best_instructions(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("bmi2"))
    return NODIAL_AVX512;
  // AMD's first processors with these instructions take a hundred cycles to move bits together.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
      !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2"))
    return NODIAL_AVX2;
#endif
  return NODIAL_PORTABLE;
}

size_t nodial_read_cells_with(nodial_instructions instructions, const nodial_cells_of_block *cells,
                              nodial_cell_rules rules, uint64_t *keys, uint8_t *statuses,
                              nodial_open_cell *open) {
  switch (instructions) {
#if defined(__x86_64__)
    case NODIAL_AVX512: return read_cells_avx512(cells, rules, keys, statuses, open);
    case NODIAL_AVX2: return read_cells_avx2(cells, rules, keys, statuses, open);
#endif
    default: return read_cells_portable(cells, rules, keys, statuses, open);
  }
}

size_t nodial_read_cells(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
  return nodial_read_cells_with(nodial_best_instructions(), cells, rules, keys, statuses, open);
}

int nodial_read_pair(const uint8_t *cell, size_t length, uint8_t region, nodial_number_pair *pair) {
  return length <= UINT32_MAX && read_pair(cell, (uint32_t)length, region, pair);
}
