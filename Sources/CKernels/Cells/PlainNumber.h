// From digits to a key, for valid numbers whose reading leaves no choice.
//
// The general rules are in Swift (`ParsedNumber`). This is what they come down to where prefixes
// are only cut, and no further key comes in question; all else is left to them.
#ifndef NODIAL_PLAIN_NUMBER_H
#define NODIAL_PLAIN_NUMBER_H

#include <string.h>

#include "NumberingPlan.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define LIKELY(condition) __builtin_expect((condition), 1)
#define UNLIKELY(condition) __builtin_expect((condition), 0)

/// The traits of `RegionTraits.swift` that are looked at here.
enum {
  TRAIT_LEADING_ZERO = 1,
  TRAIT_ARGENTINA = 4,
  TRAIT_BRAZIL = 8,
  TRAIT_ITALY = 16,
  TRAIT_BENIN = 64,
  TRAIT_IVORY_COAST = 128,
  TRAIT_GABON = 256,
  TRAIT_RENUMBERED = 512,
  TRAITS_WITH_ALIASES = 1 | 4 | 8 | 64 | 128 | 256 | 512,
  TRAIT_PLAIN_TRUNK = 0x8000,
};

enum { NO_REGION = 255, NATIONAL_COUNT_MIN = 2, DIGIT_COUNT_MIN = 3, DIGIT_COUNT_MAX = 16 };

/// National numbers have fewer digits behind a zero (`CellReading.isLongBehindZero`).
enum { LONG_COUNT = 13 };

/// Of prefix automata; and the rewrite kind that puts an area code before the number.
enum { LABEL_CUT = 1, LABEL_REWRITE = 2, REWRITE_AREA = 1, PREFIX_UNCLEAR = 255 };

/// The value of sixteen digits of four bits: pairs, then fours, eights, and all sixteen at once.
ALWAYS_INLINE uint64_t value_of_nibbles(uint64_t word) {
  word -= 6 * (word >> 4 & 0x0F0F0F0F0F0F0F0F);
  word -= 156 * (word >> 8 & 0x00FF00FF00FF00FF);
  word -= 55536 * (word >> 16 & 0x0000FFFF0000FFFF);
  return word - 4194967296 * (word >> 32);
}

ALWAYS_INLINE uint32_t first_three(uint64_t digits) {
  const uint32_t bits = (uint32_t)(digits >> 52);
  return (bits >> 8) * 100 + (bits >> 4 & 15) * 10 + (bits & 15);
}

/// The value of ten digits of four bits: pairs, fours, and all at once.
ALWAYS_INLINE uint64_t value_of_ten(uint64_t word) {
  word -= 6 * (word >> 4 & 0x0F0F0F0F0F);
  word -= 156 * (word >> 8 & 0x0000FF00FF);
  // What 55536 takes too little of the topmost two digits, 2^16 times, goes with the last factor.
  return word - 55536 * (word >> 16) - 555360000 * (word >> 32);
}

/// Whether the automaton of a plan that starts in `state` accepts the digits, at most 16.
ALWAYS_INLINE int accepts(uint64_t digits, uint32_t count, uint16_t state) {
  while (state < NODIAL_TAIL_BASE) {
    if (count == 0) return nodial_label(state) != 0;
    state = nodial_next(state, (uint8_t)(digits >> 60));
    digits <<= 4;
    count--;
  }
  return nodial_mask(state) >> count & 1;
}

/// How many digits an automaton of international prefixes cuts off.
ALWAYS_INLINE uint32_t idd_count(uint64_t digits, uint32_t count, uint16_t state) {
  uint32_t cut = 0;
  for (uint32_t place = 1; place <= count; place++, digits <<= 4) {
    state = nodial_next(state, (uint8_t)(digits >> 60));
    if (state == 0) break;
    if (nodial_label(state) & LABEL_CUT) cut = place;
  }
  return cut;
}

/// How many digits the national prefix rule of a plan cuts off, which is all there is to do then;
/// or `PREFIX_UNCLEAR` (`strippingPrefix` in `RegionPlan.swift`).
static inline uint32_t prefix_count(uint64_t digits, uint32_t count, const nodial_region *plan) {
  uint32_t cut = 0, rewrite = 0;
  uint16_t state = plan->prefix;
  uint64_t behind = digits;
  for (uint32_t place = 1; place <= count; place++, behind <<= 4) {
    state = nodial_next(state, (uint8_t)(behind >> 60));
    if (state == 0) break;
    const uint16_t label = nodial_label(state);
    if (label & LABEL_CUT) cut = place;
    // An area code is put before a whole number.
    if (label & LABEL_REWRITE && (plan->rewrite_kind != REWRITE_AREA || place == count))
      rewrite = place;
  }
  if (rewrite != 0 && rewrite >= cut) return PREFIX_UNCLEAR;
  if (cut == 0) return 0;
  // What is left has to be a number in every respect, or the prefix may stay.
  const uint32_t rest_count = count - cut;
  if (rest_count < NATIONAL_COUNT_MIN || ((plan->possible & ~plan->local) >> rest_count & 1) == 0)
    return PREFIX_UNCLEAR;
  return accepts(digits << 4 * cut, rest_count, plan->general) ? cut : PREFIX_UNCLEAR;
}

/// Whether a valid number may be one from before its plan was renumbered (`Renumbering.swift`).
ALWAYS_INLINE int may_be_renumbered(uint64_t national, uint32_t count, const nodial_region *plan) {
  if (plan->calling_digits == 0x5700) return count == 8;
  const uint64_t blocks = (uint64_t)3 << 0x28 | (uint64_t)3 << 0x38;
  const uint32_t first_two = (uint32_t)(national >> 56);
  const uint32_t more = 1 << 3 | 7 << 4 | 7 << 7;
  return plan->calling_digits == 0x9700 || (first_two < 0x40 && blocks >> first_two & 1) ||
         (first_two >> 4 == 4 && (more & ~(1 << 6)) >> (first_two & 15) & 1);
}

/// Whether the line of a valid number may have further keys (`CellReading+Aliases.swift`).
ALWAYS_INLINE int may_have_aliases(uint16_t traits, uint64_t national, uint32_t count,
                                   const uint8_t *cell, uint32_t length) {
  const uint32_t first = (uint32_t)(national >> 60);
  if (traits & TRAIT_LEADING_ZERO && first == 0) {
    if (traits & TRAIT_ITALY && national >> 48 == 0x0549) return 1;
    for (uint32_t i = 0; i < length; i++)
      if (cell[i] == '(' || cell[i] == '[') return 1;
  }
  if (traits & TRAIT_ITALY && first != 0 && count <= 9) return 1;
  return (traits & TRAIT_ARGENTINA && first == 9) ||
         (traits & TRAIT_BRAZIL && count == 10 && (national >> 52 & 15) - 2 > 3) ||
         (traits & (TRAIT_BENIN | TRAIT_IVORY_COAST) && count == 8) ||
         (traits & TRAIT_GABON && count == 8 && first == 0);
}

/// No other calling code starts with 1.
ALWAYS_INLINE int is_north_american(const nodial_region *plan) {
  return plan->calling_digits == 0x1000;
}

/// Whether digits begin with the calling code of a plan.
ALWAYS_INLINE int starts_with_calling_code(uint64_t digits, const nodial_region *plan) {
  const uint32_t shift = 64 - 4 * plan->calling_count;
  return digits >> shift == (uint64_t)plan->calling_digits << 48 >> shift;
}

/// Whether no number of a region with +1 has seven digits: on the islands, those are numbers as well.
ALWAYS_INLINE int has_ten_digits_only(const nodial_region *plan) {
  return plan->rewrite_kind != REWRITE_AREA;
}

/// Whether digits of a region are all that a number of +1 has, so that none of them numbers the line; a 1
/// may be its own. On the islands, seven digits are numbers as well.
ALWAYS_INLINE int is_whole(uint64_t digits, uint32_t count, uint8_t region) {
  const int is_ten = (count == 10 && digits >> 60 >= 2) ||
                     (count == 11 && digits >> 60 == 1 && (digits >> 56 & 15) >= 2);
  return is_ten && region != NO_REGION && is_north_american(&nodial_regions[region]) &&
         has_ten_digits_only(&nodial_regions[region]);
}

/// Whether any six digits after the first four of a national number of +1 make a valid one.
ALWAYS_INLINE int has_usual_exchange(uint64_t national) {
  return nodial_exchanges[national >> 52] >> (national >> 48 & 15) & 1;
}

/// Whether digits stand apart before this end: behind a slash, in brackets, as in `9-17` or `-0`.
ALWAYS_INLINE int ends_apart(const uint8_t *end) {
  if ((end[-2] == '/') | (end[-3] == '/') | (end[-4] == '/') | (end[-5] == '/') | (end[-1] == ']'))
    return 1;
  if (LIKELY((end[-2] != '-') & (end[-3] != '-'))) return 0;
  if (end[-1] == '0' && (end[-2] == '-' || end[-2] == ' ')) return 1;
  const uint8_t *hyphen = end[-2] == '-' ? end - 2 : end - 3;
  return (hyphen[-2] == ' ') | (hyphen[-3] == ' ');
}

ALWAYS_INLINE int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

/// Whether a separator sets a calling code apart, the first of the digits. In North America three
/// digits apart are an area code.
static inline int has_code_apart(const uint8_t *cell, uint32_t length, uint64_t digits,
                                 int is_north_american) {
  const uint8_t main = nodial_region_of_digits(first_three(digits));
  if (main == NO_REGION) return 0;
  uint32_t start = 0, count = 0;
  while (start < length && !is_digit(cell[start])) start++;
  while (start + count < length && is_digit(cell[start + count])) count++;
  return count == nodial_regions[main].calling_count && !(is_north_american && count == 3);
}

/// Whether a 0 or a plus stands there, as before a number.
static inline int has_front(const uint8_t *cell, uint32_t length, uint32_t place) {
  return place < length && (cell[place] == '+' || cell[place] == '0');
}

/// Goes on behind brackets and spaces.
static inline uint32_t number_start(const uint8_t *cell, uint32_t length, uint32_t place) {
  while (place < length && (cell[place] == '(' || cell[place] == '[' || cell[place] == ' ')) place++;
  return place;
}

/// Whether `start` to `end` begin a day, or numbers below numbers, and a number with a 0 or a plus follows
/// (`CellText.dayEnd`).
static inline int is_day(const uint8_t *cell, uint32_t length, uint32_t start, uint32_t end) {
  const uint8_t sign = cell[end];
  if (end - start > 2 || (sign != '.' && sign != '/')) return 0;
  uint32_t place = end, group_count = 1;
  while (group_count < 3 && place < length && cell[place] == sign) {
    uint32_t next = place + 1;
    while (next < length && is_digit(cell[next])) next++;
    const uint32_t count = next - place - 1;
    if (count == 0 || count > (group_count == 2 ? 4u : 2u)) break;
    place = next;
    group_count++;
  }
  if (group_count == 1) return 0;
  if (place < length && cell[place] == sign) place++;
  if (place >= length || cell[place] != ' ') return 0;
  return has_front(cell, length, number_start(cell, length, place));
}

/// Whether `start` to `end` are the digits that number a line, and what follows may be a number by itself
/// (`CellText.lineNumberEnd`).
static inline int is_line_number(const uint8_t *cell, uint32_t length, uint32_t start, uint32_t end) {
  enum { NUMERAL_COUNT_MAX = 3, LINE_NUMBER_COUNT_MAX = 5, NUMBERED_COUNT_MIN = 10 };
  uint32_t place = end;
  while (place < length && cell[place] == ' ') place++;
  if (end - start > LINE_NUMBER_COUNT_MAX || place >= length) return 0;
  if (is_day(cell, length, start, end)) return 1;
  const int has_zero = cell[start] == '0', is_spaced_before = place > end;
  int needs_space = 0;
  switch (cell[place]) {
    case ')':
    case ']':
    case ':': break;
    case '.': needs_space = has_zero || end - start > NUMERAL_COUNT_MAX; break;
    case '-':
      if (has_zero) return 0;
      needs_space = 1;
      break;
    default: return 0;
  }
  place++;
  if (place < length && (cell[place] == ')' || cell[place] == '-')) place++;
  const uint32_t behind = place;
  while (place < length && cell[place] == ' ') place++;
  const int is_spaced = place > behind || is_spaced_before;
  if (needs_space && !is_spaced) return 0;
  place = number_start(cell, length, place);
  if (has_front(cell, length, place)) return 1;
  if (has_zero || !is_spaced || length - place < NUMBERED_COUNT_MIN) return 0;
  uint32_t count = 0;
  for (; place < length; place++) count += (uint32_t)is_digit(cell[place]);
  return count >= NUMBERED_COUNT_MIN;
}

/// The first digits of a cell, unless a plus or a closing bracket is before them.
typedef struct {
  uint32_t start, end;
} digit_group;

static inline digit_group first_group(const uint8_t *cell, uint32_t length) {
  uint32_t start = 0;
  while (start < length && !is_digit(cell[start]) && cell[start] != '+' && cell[start] != ')') start++;
  uint32_t end = start;
  while (end < length && is_digit(cell[end])) end++;
  return (digit_group){start, end};
}

/// Whether a group is a numeral: `1. 030 1234567`.
static inline int is_numeral(const uint8_t *cell, uint32_t length, digit_group group) {
  enum { NUMERAL_COUNT_MAX = 3 };
  return group.end - group.start - 1 < NUMERAL_COUNT_MAX && cell[group.start] != '0' &&
         group.end + 1 < length && (cell[group.end] == '.' || cell[group.end] == ')') &&
         cell[group.end + 1] == ' ' && (group.start == 0 || cell[group.start - 1] == ' ');
}

/// Whether a few digits number what follows: `1. 030 1234567`, `(12) 0171 1234567`
/// (`CellText.isNumbered`). The whole may be a valid number all the same.
static inline int is_numbered(const uint8_t *cell, uint32_t length) {
  const digit_group group = first_group(cell, length);
  return is_numeral(cell, length, group) ||
         (group.end > group.start && is_line_number(cell, length, group.start, group.end));
}

/// Whether any six digits behind these four, of which the first and the fourth are 2 or more, are no
/// number of +1, though of the right length. No rule mends such a number or gives it further keys.
ALWAYS_INLINE int is_unused_block(uint32_t first_four) {
  return (nodial_unused_first_fours[first_four >> 6] >> (first_four & 63) & 1) != 0 &&
         first_four % 10 >= 2;
}

/// Whether no rule may take some of the first digits of a cell, so many, for a number, a calling code or a
/// fraction: as they stand apart from others.
static inline int are_together(const uint8_t *cell, uint32_t count) {
  enum { CODE_COUNT_MAX = 2, NATIONAL_COUNT = 10 };
  uint32_t place = 0, group_count = 0, size = 0, point_count = 0;
  for (uint32_t seen = 0; seen < count; place++) {
    if (is_digit(cell[place])) {
      seen++;
      size++;
      continue;
    }
    if (seen != 0) {
      if (cell[place - 1] == ' ' && (cell[place] == ' ' || cell[place] == '-')) return 0;
      if (group_count == 0 && size != 0 && size <= CODE_COUNT_MAX && count == NATIONAL_COUNT) return 0;
      if (size == 1 && (cell[place] == ')' || cell[place] == ']')) return 0;
      group_count += size != 0;
    }
    point_count += cell[place] == '.';
    size = 0;
  }
  const int has_late_hyphen = group_count != 0 && size <= 2 && cell[place - size - 1] == '-';
  return (group_count == 0 || size > 1) && point_count != 1 && !has_late_hyphen;
}

/// The key of digits in a region of +1 that are no number of it, though of the right length, and stand
/// first in a cell; else 0.
static inline uint64_t unused_number_key(uint64_t digits, uint32_t count, int is_international,
                                         uint8_t region, const uint8_t *cell) {
  enum { COUNT = 10 };
  if (region == NO_REGION || !is_north_american(&nodial_regions[region]) ||
      !has_ten_digits_only(&nodial_regions[region]))
    return 0;
  const uint32_t all_count = count;
  if (count == COUNT + 1 && digits >> 60 == 1) {
    digits <<= 4;
    count--;
  } else if (is_international) {
    return 0;
  }
  const uint32_t first_four = first_three(digits) * 10 + (uint32_t)(digits >> 48 & 15);
  if (count != COUNT || digits >> 60 < 2 || !is_unused_block(first_four) ||
      !are_together(cell, all_count))
    return 0;
  return 10000000000 + value_of_ten(digits >> 24);
}

/// The key of the 3 to 16 digits of a cell, if they are a valid number that no rule has to mend and
/// that has no further keys; else 0.
ALWAYS_INLINE uint64_t plain_number_key(uint64_t digits, uint32_t count, int is_international,
                                        uint8_t region, const uint8_t *cell, uint32_t length) {
  const nodial_region *plan;
  uint64_t national = digits;
  uint32_t prefix = 0;
  if (!is_international) {
    if (region == NO_REGION) return 0;
    plan = &nodial_regions[region];
    const uint32_t first = (uint32_t)(digits >> 60);
    if (plan->traits & TRAIT_PLAIN_TRUNK && first == 0 && digits >> 56 != 0) {
      prefix = 1;
    } else if (is_north_american(plan) && first != 0 && count != 10) {
      // Too long for a national number, so the 1 is the calling code. Others are none of ten digits.
      if (first != 1 || count != 11) return 0;
      prefix = 1;
    } else {
      const uint32_t idd =
          plan->idd_first >> first & 1 ? idd_count(digits, count, plan->idd) : 0;
      // `00` is dialled, or written, from nearly everywhere, whatever the prefix of the region.
      if (digits >> 56 == 0 && idd != 2) return 0;
      if (idd != 0) {
        // Before a 0 it is none.
        if (count < idd + DIGIT_COUNT_MIN || digits << 4 * idd >> 60 == 0) return 0;
        digits <<= 4 * idd;
        count -= idd;
        is_international = 1;
      } else {
        if (starts_with_calling_code(digits, plan)) return 0;
        // `7 (913) 123-45-67` in Germany: the calling code may stand apart, without its plus.
        if (plan->prefix_first & 1 && first != 0 && length > count &&
            has_code_apart(cell, length, digits, 0))
          return 0;
        if (plan->prefix_first >> first & 1) prefix = prefix_count(digits, count, plan);
      }
    }
  }
  if (is_international) {
    const uint8_t main = nodial_region_of_digits(first_three(digits));
    if (main == NO_REGION) return 0;
    plan = &nodial_regions[main];
    national = digits << 4 * plan->calling_count;
    count -= plan->calling_count;
    if (count < NATIONAL_COUNT_MIN) return 0;
    if (plan->prefix_first >> (national >> 60) & 1)
      prefix = prefix_count(national, count, plan);
  }
  if (prefix == PREFIX_UNCLEAR) return 0;
  national <<= 4 * prefix;
  count -= prefix;
  // `0491511 2345678` in Germany: a zero before the calling code.
  if (UNLIKELY(count >= LONG_COUNT) && prefix != 0 && starts_with_calling_code(national, plan))
    return 0;
  if (!(is_north_american(plan) && count == 10 && has_usual_exchange(national) &&
        has_ten_digits_only(plan))) {
    if (!accepts(national, count, plan->valid)) return 0;
    // `0800479539 (1)` may be nine digits and a count. Neither nine nor seven are a number of most
    // regions with +1.
    if (length > 3 && cell[length - 1] == ')' && cell[length - 3] == '(') return 0;
    // `0800479539/40` may be two numbers, and `0800479539 [12]` have an extension.
    if (length > 6 && ends_apart(cell + length)) return 0;
  }
  if (plan->traits & TRAITS_WITH_ALIASES &&
      (may_have_aliases(plan->traits, national, count, cell, length) ||
       (plan->traits & TRAIT_RENUMBERED && may_be_renumbered(national, count, plan))))
    return 0;
  const uint32_t all_count = count + plan->calling_count;
  if (all_count > DIGIT_COUNT_MAX) return 0;
  const uint64_t all =
      (uint64_t)plan->calling_digits << 48 | national >> 4 * plan->calling_count;
  return value_of_nibbles(all >> (64 - 4 * all_count));
}

#endif
