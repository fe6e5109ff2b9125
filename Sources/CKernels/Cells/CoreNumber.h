// What the digits of a cell stand for, whatever its grade: the rules of `ParsedNumber.swift`, of which
// this is the twin, for up to sixteen digits. What it cannot tell is left to that one.
#ifndef NODIAL_CORE_NUMBER_H
#define NODIAL_CORE_NUMBER_H

#include "PlainNumber.h"

/// The values of `Grade.swift`.
typedef enum : uint8_t {
  GRADE_REFUSED,
  GRADE_DOUBTFUL,
  GRADE_LOCAL,
  GRADE_POSSIBLE,
  GRADE_VALID,
} number_grade;

/// Rules that do more than cut a prefix off: `RewriteKind` in `RegionPlan.swift`.
enum { REWRITE_KEEP = 2 };

/// Up to 16 digits of four bits, the first in the highest.
typedef struct {
  uint64_t word;
  uint32_t count;
} digit_run;

/// A number as the core reads it. Without a plan it is refused, or was not read to the end.
typedef struct {
  const nodial_region *plan;
  digit_run national;
  /// 1 if the digits were read as a national number of the default region, without an international
  /// prefix and without its own calling code.
  uint32_t is_national;
} core_number;

ALWAYS_INLINE digit_run dropping(digit_run digits, uint32_t count) {
  // Two steps, since a shift by 64 would be one by 0.
  return (digit_run){
      count == 0 ? digits.word : digits.word << 4 << 4 * (count - 1), digits.count - count};
}

/// These digits after `count` others, at least one, given as nibbles from the top of 16 bits. A run
/// of more than 16 loses its last ones; its count tells.
ALWAYS_INLINE digit_run prepending(digit_run digits, uint16_t nibbles, uint32_t count) {
  return (digit_run){(uint64_t)nibbles << 48 | digits.word >> 4 * count, digits.count + count};
}

ALWAYS_INLINE uint32_t first_digit(digit_run digits) { return (uint32_t)(digits.word >> 60); }

ALWAYS_INLINE int starts_with_code(digit_run digits, const nodial_region *plan) {
  const uint32_t shift = 64 - 4 * plan->calling_count;
  return digits.count >= plan->calling_count &&
         digits.word >> shift == (uint64_t)plan->calling_digits << 48 >> shift;
}

/// `nodial_region.fit(count:)`: whether a number of so many digits is dialled with an area code, or
/// is too long.
ALWAYS_INLINE int is_full_or_too_long(const nodial_region *plan, uint32_t count) {
  if (plan->local >> count & 1) return 0;
  return plan->possible >> count & 1 || (uint32_t)1 << count > plan->possible;
}

/// The digits as a plan's prefix rule has them.
static inline digit_run by_prefix_rule(digit_run digits, const nodial_region *plan) {
  uint32_t cut = 0, rewrite = 0;
  uint16_t state = plan->prefix;
  uint64_t behind = digits.word;
  for (uint32_t place = 1; place <= digits.count; place++, behind <<= 4) {
    state = nodial_next(state, (uint8_t)(behind >> 60));
    if (state == 0) break;
    const uint16_t label = nodial_label(state);
    if (label & LABEL_CUT) cut = place;
    if (label & LABEL_REWRITE && (plan->rewrite_kind != REWRITE_AREA || place == digits.count))
      rewrite = place;
  }
  if (rewrite == 0 || rewrite < cut) return dropping(digits, cut);
  if (plan->rewrite_kind == REWRITE_AREA)
    return prepending(digits, plan->rewrite_digits, plan->rewrite_count);
  if (plan->rewrite_kind == REWRITE_KEEP) return dropping(digits, rewrite - plan->rewrite_count);
  // Argentina: 0 11 15 becomes 9 11.
  const digit_run tail = dropping(digits, rewrite);
  const digit_run head = {
      rewrite == 2 ? 0 : digits.word >> (64 - 4 * (rewrite - 2)) << (64 - 4 * (rewrite - 2)),
      digits.count - 2};
  digit_run area = {head.word | (rewrite == 2 ? tail.word : tail.word >> 4 * (rewrite - 2)),
                    head.count};
  if (first_digit(digits) == 0) area = dropping(area, 1);
  return prepending(area, plan->rewrite_digits, plan->rewrite_count);
}

/// `strippingPrefix` in `RegionPlan.swift`.
static inline digit_run without_prefix(digit_run digits, const nodial_region *plan) {
  if (digits.count == 0 || (plan->prefix_first >> first_digit(digits) & 1) == 0) return digits;
  const digit_run stripped = by_prefix_rule(digits, plan);
  if (stripped.count <= DIGIT_COUNT_MAX && accepts(stripped.word, stripped.count, plan->general))
    return stripped;
  return accepts(digits.word, digits.count, plan->general) ? digits : stripped;
}

/// The national number without its prefix, if what is left may be a number.
static __attribute__((noinline)) digit_run kept_behind_prefix(digit_run national,
                                                              const nodial_region *plan) {
  // A trunk prefix 0, if no other 0 follows, is cut, and nothing else comes in question.
  const int is_trunk = plan->traits & TRAIT_PLAIN_TRUNK && national.word >> 60 == 0 &&
                       national.word >> 56 != 0 && national.count > 1;
  const digit_run rest = dropping(national, is_trunk);
  const digit_run stripped = is_trunk && accepts(rest.word, rest.count, plan->general)
                                 ? rest
                                 : without_prefix(national, plan);
  return is_full_or_too_long(plan, stripped.count) ? stripped : national;
}

/// The end of the core: the national prefix goes.
ALWAYS_INLINE core_number as_national(digit_run national, const nodial_region *plan) {
  digit_run kept = national;
  if (plan->prefix_first >> first_digit(national) & 1) kept = kept_behind_prefix(national, plan);
  // One digit is none; more than 16 are not kept.
  if (kept.count - NATIONAL_COUNT_MIN > DIGIT_COUNT_MAX - NATIONAL_COUNT_MIN)
    return (core_number){0};
  return (core_number){.plan = &nodial_regions[plan->main_index], .national = kept};
}

/// Digits after a plus or an international prefix.
ALWAYS_INLINE core_number as_international(digit_run digits) {
  const uint8_t main = nodial_region_of_digits(first_three(digits.word));
  if (digits.count <= NATIONAL_COUNT_MIN || main == NO_REGION) return (core_number){0};
  const nodial_region *plan = &nodial_regions[main];
  return as_national(dropping(digits, plan->calling_count), plan);
}

/// A national number that may begin with an international prefix or with the calling code.
static __attribute__((noinline)) core_number read_prefixed(digit_run digits,
                                                           const nodial_region *plan) {
  if (plan->idd_first >> first_digit(digits) & 1) {
    const uint32_t cut = idd_count(digits.word, digits.count, plan->idd);
    const digit_run rest = dropping(digits, cut);
    if (cut > 0 && (rest.count == 0 || first_digit(rest) != 0)) return as_international(rest);
  }
  if (starts_with_code(digits, plan)) {
    const digit_run rest = without_prefix(dropping(digits, plan->calling_count), plan);
    if (rest.count > DIGIT_COUNT_MAX) return (core_number){0};
    const int is_too_long = (plan->local >> digits.count & 1) == 0 &&
                            (uint32_t)1 << digits.count > plan->possible;
    if (is_too_long || (!accepts(digits.word, digits.count, plan->general) &&
                        accepts(rest.word, rest.count, plan->general)))
      return as_national(rest, &nodial_regions[plan->main_index]);
  }
  core_number number = as_national(digits, plan);
  number.is_national = 1;
  return number;
}

/// The number that the core reads in 3 to 16 digits.
ALWAYS_INLINE core_number read_core(digit_run digits, int is_international, uint8_t region) {
  if (is_international) return as_international(digits);
  if (region == NO_REGION) return (core_number){0};
  const nodial_region *plan = &nodial_regions[region];
  if (plan->idd_first >> first_digit(digits) & 1 || starts_with_code(digits, plan))
    return read_prefixed(digits, plan);
  core_number number = as_national(digits, plan);
  number.is_national = 1;
  return number;
}

/// Whether national digits are a valid number of a main region. Its length is looked at first: valid
/// numbers are possible ones, as the generator of the plan checks.
ALWAYS_INLINE int is_valid_national(digit_run national, const nodial_region *main) {
  return (main->possible | main->local) >> national.count & 1 &&
         accepts(national.word, national.count, main->valid);
}

ALWAYS_INLINE int is_valid(core_number number) {
  return number.plan != 0 && is_valid_national(number.national, number.plan);
}

ALWAYS_INLINE number_grade grade_of(core_number number) {
  if (number.plan == 0) return GRADE_REFUSED;
  const uint32_t count = number.national.count;
  if (((number.plan->possible | number.plan->local) >> count & 1) == 0) return GRADE_DOUBTFUL;
  if (accepts(number.national.word, count, number.plan->valid)) return GRADE_VALID;
  return number.plan->local >> count & 1 ? GRADE_LOCAL : GRADE_POSSIBLE;
}

/// The key of a number, or 0 if it has more than 16 digits.
ALWAYS_INLINE uint64_t key_of(core_number number) {
  const digit_run all =
      prepending(number.national, number.plan->calling_digits, number.plan->calling_count);
  return all.count > DIGIT_COUNT_MAX ? 0 : value_of_nibbles(all.word >> (64 - 4 * all.count));
}

#endif
