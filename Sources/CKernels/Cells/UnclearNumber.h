// Clean cells whose number is not valid, and that nothing can mend or give further keys; and the
// valid ones that prefixes are in the way of.
//
// Every rule of `CellReading+Rescue.swift`, `CellReading+Aliases.swift`, `CellReading+Readings.swift`,
// `SegmentReader.swift` and `Rescue.swift` that may apply to digits and separators has its
// condition here. Where one holds, or may hold, the cell is left open, and those rules say what comes
// of it; so a condition may be too wide, never too narrow. The tests compare both ways.
#ifndef NODIAL_UNCLEAR_NUMBER_H
#define NODIAL_UNCLEAR_NUMBER_H

#include "CoreNumber.h"

/// The other traits of `RegionTraits.swift`.
enum { TRAIT_MEXICO = 2, TRAIT_FRANCE = 32 };

/// Digits of two numbers, of which any are a half, or of which one at least has the length of one
/// (`SegmentReader`); and of the beginning of a number.
enum { HALVES_COUNT_MIN = 14, PARTITION_COUNT_MIN = 12, PART_COUNT_MIN = 6, HEAD_COUNT_MIN = 4 };

/// Calling codes, as nibbles from the top, whose numbers have changed in all they begin with.
enum { CODE_VIETNAM = 0x8400, CODE_COLOMBIA = 0x5700 };

/// What stands between the digits of a plain cell. Bit 31 is the first byte.
typedef struct {
  uint32_t digits, points, spaces, hyphens, slashes, brackets;
} separators;

/// The bits of a byte in two masks of 32 bytes each: of digits below points, of spaces below hyphens,
/// of slashes below opening brackets.
static const uint64_t digits_and_points[256] = {
    ['0' ... '9'] = 1,
    ['.'] = (uint64_t)1 << 32,
};
static const uint64_t spaces_and_hyphens[256] = {[' '] = 1, ['-'] = (uint64_t)1 << 32};
static const uint64_t slashes_and_brackets[256] = {
    ['/'] = 1, ['('] = (uint64_t)1 << 32, ['['] = (uint64_t)1 << 32};

static inline separators separators_of(const uint8_t *cell, uint32_t length) {
  uint64_t first = 0, second = 0, third = 0;
  for (uint32_t i = 0; i < length; i++) {
    first = first << 1 | digits_and_points[cell[i]];
    second = second << 1 | spaces_and_hyphens[cell[i]];
    third = third << 1 | slashes_and_brackets[cell[i]];
  }
  const uint32_t shift = 32 - length;
  return (separators){
      .digits = (uint32_t)first << shift,
      .points = (uint32_t)(first >> 32) << shift,
      .spaces = (uint32_t)second << shift,
      .hyphens = (uint32_t)(second >> 32) << shift,
      .slashes = (uint32_t)third << shift,
      .brackets = (uint32_t)(third >> 32) << shift,
  };
}

/// Whether one digit stands alone in brackets (`CellText.hasBracketedDigit`).
static inline int has_bracketed_digit(const uint8_t *cell, uint32_t length, separators seen) {
  for (uint32_t opens = seen.brackets; opens != 0; opens &= opens - 1) {
    uint32_t place = 32 - (uint32_t)__builtin_ctz(opens);
    while (place < length && cell[place] == ' ') place++;
    if (place == length || (uint8_t)(cell[place] - '0') > 9) continue;
    place++;
    while (place < length && cell[place] == ' ') place++;
    if (place < length && (cell[place] == ')' || cell[place] == ']')) return 1;
  }
  return 0;
}

/// Whether what is written without a prefix may be a number of overseas France.
ALWAYS_INLINE int may_be_overseas(digit_run national) {
  if (national.count != 9) return 0;
  const uint32_t area = (uint32_t)(national.word >> 52);
  return (area >= 0x262 && area <= 0x263) || area == 0x639 || (area >= 0x590 && area <= 0x597) ||
         (area >= 0x690 && area <= 0x697);
}

/// Whether the plan of a number that is not valid has, or had, other writings for it.
ALWAYS_INLINE int plan_may_mend(core_number number) {
  const digit_run national = number.national;
  const uint32_t traits = number.plan->traits, first = first_digit(national);
  const uint32_t code = number.plan->calling_digits;
  if (code == CODE_VIETNAM || code == CODE_COLOMBIA) return 1;
  if (traits & (TRAIT_MEXICO | TRAIT_FRANCE | TRAIT_BENIN | TRAIT_ARGENTINA | TRAIT_IVORY_COAST |
                TRAIT_RENUMBERED)) {
    if (traits & TRAIT_MEXICO && national.count > 10) return 1;
    if (traits & TRAIT_FRANCE && may_be_overseas(national)) return 1;
    if (traits & TRAIT_ARGENTINA &&
        (first == 9 || national.count >= 12 || national.word >> 56 == 0x15))
      return 1;
    if (traits & (TRAIT_BENIN | TRAIT_IVORY_COAST) && national.count - 7 <= 1) return 1;
    if (traits & TRAIT_RENUMBERED) return 1;
  }
  if (traits & TRAIT_LEADING_ZERO &&
      (national.count >= DIGIT_COUNT_MAX ||
       is_valid_national(prepending(national, 0, 1), number.plan)))
    return 1;
  return first == 0 && is_valid_national(dropping(national, 1), number.plan);
}

/// Whether a number that is not valid may be mended by its digits alone (`CellReading.rescued`).
static inline int may_be_mended(digit_run digits, int is_international, uint8_t region,
                                core_number number, number_grade grade) {
  if (plan_may_mend(number)) return 1;
  if (is_international) {
    // The plus may stand for the region's calling code.
    if (is_valid(read_core(digits, 0, region))) return 1;
    // What was cut off behind the calling code may belong to the number.
    const digit_run uncut = dropping(digits, number.plan->calling_count);
    return uncut.count != number.national.count && is_valid_national(uncut, number.plan);
  }
  const nodial_region *plan = &nodial_regions[region];
  if (!number.is_national && is_valid(as_national(digits, plan))) return 1;
  return grade == GRADE_DOUBTFUL && is_valid_national(digits, &nodial_regions[plan->main_index]);
}

/// Whether a number of no possible length may be one with something dialled before it: an outside
/// line, an old trunk prefix, Russia's in another country (`appendWithoutDialled`).
static inline int may_be_dialled(digit_run digits, int is_international, core_number number) {
  const uint32_t first = first_digit(number.national);
  if (first <= 1 || first >= 8) {
    const core_number rest = {.plan = number.plan, .national = dropping(number.national, 1)};
    if (grade_of(rest) >= GRADE_POSSIBLE) return 1;
  }
  if (is_international) return 0;
  if (first_digit(digits) == 8 && digits.count == 11) return 1;
  return first_digit(digits) == 9 &&
         is_valid(read_core(dropping(digits, 1), 0, number.plan->main_index));
}

/// Whether digits without a plus may be an international number as well: they begin with the region's
/// own calling code; or another one may stand apart; or the plan writes its numbers otherwise; or they
/// are none of a possible length.
static inline int may_lack_plus(digit_run digits, int is_compact, uint8_t region,
                                core_number number, number_grade grade, const uint8_t *cell,
                                uint32_t length) {
  const nodial_region *plan = &nodial_regions[region];
  if (number.national.count == digits.count && starts_with_code(digits, plan)) return 1;
  // Behind a 0 that was put before it.
  if (first_digit(digits) == 0 && starts_with_code(dropping(digits, 1), plan)) {
    if (digits.count > LONG_COUNT) return 1;
    return grade != GRADE_VALID && is_valid(as_international(dropping(digits, 1)));
  }
  if (grade == GRADE_DOUBTFUL) {
    const core_number other = as_international(digits);
    const number_grade other_grade = grade_of(other);
    if (other_grade == GRADE_REFUSED) return 0;
    return other_grade >= GRADE_POSSIBLE || plan_may_mend(other) ||
           may_have_aliases(other.plan->traits, other.national.word, other.national.count, 0, 0);
  }
  if (is_compact || !has_code_apart(cell, length, digits.word, is_north_american(plan))) {
    if (grade != GRADE_POSSIBLE || number.national.count != digits.count) return 0;
    // In North America neither area codes nor exchanges begin with 0 or 1.
    if (is_north_american(plan)
            ? first_digit(digits) >= 2 && (digits.word >> 48 & 15) >= 2
            : (plan->prefix_first & 1) == 0)
      return 0;
  }
  return is_valid(as_international(digits));
}

/// Whether what stands between the digits of a cell may set other numbers apart: a slash, a hyphen
/// before the last two digits, one digit in brackets, or brackets at the end.
ALWAYS_INLINE int may_have_parts(const uint8_t *cell, uint32_t length, separators seen) {
  const uint32_t last_three = (uint32_t)7 << (32 - length);
  return (seen.slashes | (seen.hyphens & last_three)) != 0 || cell[length - 1] == ']' ||
         has_bracketed_digit(cell, length, seen);
}

/// Whether digits of a cell are a number that can be dialled.
ALWAYS_INLINE int is_number(digit_run digits, int is_international, uint8_t region) {
  return grade_of(read_core(digits, is_international, region)) >= GRADE_POSSIBLE;
}

ALWAYS_INLINE digit_run keeping(digit_run digits, uint32_t count) {
  return (digit_run){digits.word >> (64 - 4 * count) << (64 - 4 * count), count};
}

/// Whether the groups of digits of a number of no possible length may be others: whether there is a
/// gap as between two numbers; or all before a gap, or all behind the first, are a number. Fewer than
/// twelve digits are no two.
static inline int may_have_groups(const uint8_t *cell, uint32_t length, separators seen,
                                  digit_run digits, int is_international, uint8_t region) {
  const uint32_t start = (uint32_t)__builtin_clz(seen.digits), behind = ~(uint32_t)0 >> start;
  const uint32_t spaces = seen.spaces & behind;
  const uint32_t before_space = seen.spaces << 1;
  if (spaces & (before_space | seen.hyphens << 1)) return 1;
  if (digits.count >= PARTITION_COUNT_MIN) return 1;
  // A plus that stands apart is read in other ways too.
  if (is_international && (start == 0 || cell[start - 1] != '+')) return 1;
  // A digit alone may number what follows it.
  const uint32_t group_ends = seen.digits & ~(seen.digits << 1);
  const uint32_t alone = group_ends & ~(seen.digits >> 1);
  if (alone & (behind >> 1)) return 1;
  if (alone != 0 && start + 1 < length && (cell[start + 1] == '.' || cell[start + 1] == ')'))
    return 1;
  const uint32_t brackets = seen.brackets & behind;
  if (brackets != 0) {
    if ((brackets & (brackets - 1)) != 0) return 1;
    const uint32_t head_count = (uint32_t)__builtin_popcount(seen.digits & ~(brackets - 1));
    if (head_count >= HEAD_COUNT_MIN &&
        is_number(keeping(digits, head_count), is_international, region))
      return 1;
    const digit_run tail = dropping(digits, head_count);
    if (tail.count >= HEAD_COUNT_MIN && is_number(tail, 0, region)) return 1;
  }
  const uint32_t first_count = (uint32_t)__builtin_clz(~(seen.digits << start));
  if (!is_international && is_number(dropping(digits, first_count), 0, region)) return 1;
  for (uint32_t ends = group_ends; ends != 0;) {
    const uint32_t place = (uint32_t)__builtin_clz(ends);
    ends &= ~((uint32_t)1 << 31 >> place);
    const uint32_t count = (uint32_t)__builtin_popcount(seen.digits & ~(~(uint32_t)0 >> 1 >> place));
    if (count >= PART_COUNT_MIN && count < digits.count &&
        is_number(keeping(digits, count), is_international, region))
      return 1;
  }
  return 0;
}

/// Sets key and status of a cell of digits, and separators unless it `is_compact`, that plain numbers
/// leave open; returns 0 if there may be more to say of it.
static __attribute__((noinline)) int set_unclear_number(
    digit_run digits, int is_international, int is_compact, uint8_t region, const uint8_t *cell,
    uint32_t length, uint64_t *key, uint8_t *status) {
  // `00` or `011` may be an international prefix in any region.
  const uint64_t start = digits.word >> 52;
  if (start >> 4 == 0 || start == 0x011) return 0;
  const core_number number = read_core(digits, is_international, region);
  const number_grade grade = grade_of(number);
  if (grade == GRADE_REFUSED) return 0;
  if (!is_compact) {
    const separators seen = separators_of(cell, length);
    if (may_have_parts(cell, length, seen)) return 0;
    if (grade == GRADE_DOUBTFUL &&
        may_have_groups(cell, length, seen, digits, is_international, region))
      return 0;
  }
  if (grade == GRADE_DOUBTFUL && (digits.count >= HALVES_COUNT_MIN ||
                                  may_be_dialled(digits, is_international, number)))
    return 0;
  if (grade != GRADE_VALID && may_be_mended(digits, is_international, region, number, grade))
    return 0;
  if (!is_international && may_lack_plus(digits, is_compact, region, number, grade, cell, length)) return 0;
  if (number.plan->traits & TRAITS_WITH_ALIASES &&
      (may_have_aliases(number.plan->traits, number.national.word, number.national.count, cell,
                        length) ||
       (number.plan->traits & TRAIT_RENUMBERED &&
        may_be_renumbered(number.national.word, number.national.count, number.plan))))
    return 0;
  *key = key_of(number);
  *status = grade;
  return *key != 0;
}

#endif
