// Cells of two whole numbers: `415-555-0123 / 212-555-0145`, `Home 415 555 0123, work: 212 555 0145 (new)`.
//
// What `SegmentReader` and `Rescue` come down to for them: each is a number that no rule has to mend
// and that has no further keys, and nothing beside them can be a part of one. Where a rule of theirs
// may apply, the cell is left to them; the tests compare both ways.
#ifndef NODIAL_NUMBER_PAIR_H
#define NODIAL_NUMBER_PAIR_H

#include "DigitScan.h"
#include "OddCell.h"
#include "PlainNumber.h"

/// What a byte may be in such a cell.
enum {
  PAIR_OTHER,
  PAIR_DIGIT,
  PAIR_INSIDE,  ///< may stand between the digits of a number
  PAIR_PLUS,
  PAIR_MARK,  ///< stands in no number
  PAIR_SLASH,
  PAIR_COLON,
  PAIR_LETTER,
};

static const uint8_t pair_classes[256] = {
    ['0' ... '9'] = PAIR_DIGIT, [' '] = PAIR_INSIDE,         ['-'] = PAIR_INSIDE,
    ['.'] = PAIR_INSIDE,        ['('] = PAIR_INSIDE,         [')'] = PAIR_INSIDE,
    ['+'] = PAIR_PLUS,          [';'] = PAIR_MARK,           [','] = PAIR_MARK,
    ['|'] = PAIR_MARK,          ['&'] = PAIR_MARK,           ['/'] = PAIR_SLASH,
    [':'] = PAIR_COLON,         ['A' ... 'Z'] = PAIR_LETTER, ['a' ... 'z'] = PAIR_LETTER,
};

/// One number of a cell, as it is written.
typedef struct {
  /// Of its plus or first digit, and behind its last digit.
  uint32_t start, end;
  digit_run digits;
  int is_international;
  /// Whether there are two spaces between its digits, or a hyphen behind a space.
  int has_wide_gap;
  /// Whether a bracket opens between its digits.
  int has_bracket;
  /// Whether its second group of digits begins with a 0.
  int has_second_zero;
} written_number;

/// Reads the number that begins at `place` with its plus or first digit. Returns 0 if it has too few
/// digits or too many; or if some of them may be a date, a `(0)`, or number a line.
static int read_written_number(const uint8_t *cell, uint32_t length, uint32_t place,
                               written_number *number) {
  enum { NUMBER_COUNT_MIN = 7, GROUP_COUNT = 3, YEAR_COUNT = 4, DAY_COUNT_MAX = 2 };
  *number = (written_number){.start = place, .is_international = cell[place] == '+'};
  uint32_t sizes[GROUP_COUNT] = {0}, group_count = 0, count = 0, last_size = 0;
  uint8_t signs[GROUP_COUNT] = {0};
  int has_wide_gap = 0, has_bracket = 0;
  uint64_t word = 0;
  place += (uint32_t)number->is_international;
  while (place < length) {
    if (!is_digit(cell[place])) {
      if (pair_classes[cell[place]] != PAIR_INSIDE) break;
      has_wide_gap |= cell[place - 1] == ' ' && (cell[place] == ' ' || cell[place] == '-');
      has_bracket |= cell[place] == '(';
      place++;
      continue;
    }
    // What is behind the last digit is no part of the number.
    number->has_wide_gap = has_wide_gap;
    number->has_bracket |= has_bracket && count != 0;
    // A whole number may stand before the bracket.
    if (has_bracket && count >= NUMBER_COUNT_MIN) return 0;
    const uint32_t first = place;
    for (; place < length && is_digit(cell[place]); place++) word = word << 4 | (cell[place] & 15);
    const uint32_t size = place - first;
    count += size;
    last_size = size;
    if (count > DIGIT_COUNT_MAX) return 0;
    if (size == 1) {
      if (first > 0 && cell[first - 1] == '(') return 0;
      if (place < length && (cell[place] == ')' || cell[place] == '.')) return 0;
    }
    if (group_count < GROUP_COUNT) {
      sizes[group_count] = size;
      signs[group_count] = group_count != 0 ? cell[first - 1] : 0;
    }
    if (group_count == 1) number->has_second_zero = cell[first] == '0';
    group_count++;
    number->end = place;
  }
  // A digit that stands apart at the end may be an extension.
  if (count < NUMBER_COUNT_MIN || last_size == 1) return 0;
  if (number->end < length && pair_classes[cell[number->end]] >= PAIR_COLON) return 0;
  if (group_count >= GROUP_COUNT && signs[1] == signs[2] && sizes[1] <= DAY_COUNT_MAX &&
      (sizes[0] == YEAR_COUNT || sizes[2] == YEAR_COUNT) &&
      (sizes[0] <= DAY_COUNT_MAX || sizes[2] <= DAY_COUNT_MAX))
    return 0;
  number->digits = (digit_run){word << (64 - 4 * count), count};
  return 1;
}

/// What stands beside numbers.
typedef struct {
  /// Where the next number begins, or the length of the cell.
  uint32_t end;
  uint32_t letter_count, mark_count, slash_count, colon_count;
  /// The last mark, and whether nothing but spaces and the like is behind it.
  uint8_t mark;
  int ends_in_mark;
} pair_words;

/// Reads words and signs from `place` up to the next digit or plus. Returns 0 if they may be, or touch,
/// a part of a number: an extension, a time, a letter at a digit.
static int read_pair_words(const uint8_t *cell, uint32_t length, uint32_t place, pair_words *words) {
  *words = (pair_words){.end = length};
  // The letters, five bits each.
  uint64_t word = 0;
  for (; place < length; place++) {
    const uint8_t byte = cell[place];
    switch (pair_classes[byte]) {
      case PAIR_OTHER: return 0;
      case PAIR_DIGIT:
      case PAIR_PLUS:
        words->end = place;
        if (place > 0 && pair_classes[cell[place - 1]] == PAIR_LETTER) return 0;
        length = place;
        break;
      case PAIR_MARK:
        if (place > 0 && cell[place - 1] == byte) return 0;
        words->mark_count++;
        words->mark = byte;
        words->ends_in_mark = 1;
        break;
      case PAIR_SLASH:
        words->slash_count++;
        words->ends_in_mark = 0;
        break;
      case PAIR_COLON:
        if (place == 0 || pair_classes[cell[place - 1]] != PAIR_LETTER) return 0;
        words->colon_count++;
        break;
      case PAIR_LETTER:
        words->letter_count++;
        words->ends_in_mark = 0;
        word = word << 5 | (byte & 31);
        // `x`, `ext`, `int` and the like announce an extension.
        if ((byte & 31) == ('x' & 31)) return 0;
        if ((word & 0x7FFF) == (('i' & 31) << 10 | ('n' & 31) << 5 | ('t' & 31))) return 0;
        break;
      default:
        if (byte == '(') words->ends_in_mark = 0;
    }
  }
  // "opt", "option", "dial", "poste".
  return word != 0x3E14 && word != 0x1F0A25EE && word != 0x2242C && word != 0x107CE85;
}

/// Whether the digits of both numbers are no number for the core: not even without a prefix are there few
/// enough of them.
static int are_refused(const written_number *first, const written_number *second, uint8_t region) {
  enum { JOINED_COUNT_MIN = 20 };
  const nodial_region *plan = &nodial_regions[region];
  const uint32_t digit = first_digit(first->digits);
  if (second->is_international) return 1;
  if (first->digits.count + second->digits.count < JOINED_COUNT_MIN || first->is_international) return 0;
  const int has_prefix = (plan->idd_first | plan->prefix_first) >> digit & 1;
  const int has_trunk = plan->traits & TRAIT_PLAIN_TRUNK && digit == 0;
  return !has_prefix || has_trunk || (is_north_american(plan) && digit != 0);
}

/// The keys of two numbers, and what the core makes of the cell.
static int read_pair(const uint8_t *cell, uint32_t length, uint8_t region, nodial_number_pair *pair) {
  enum {
    LENGTH_MAX = 120,
    LAST_COUNT_MAX = 8,
    COMMA_COUNT_MAX = 9,
    SEMICOLON_COUNT_MAX = 15,
    VANITY_LETTER_COUNT_MIN = 3
  };
  if (length > LENGTH_MAX || region == NO_REGION) return 0;
  pair_words before, between, behind;
  written_number first, second;
  if (!read_pair_words(cell, length, 0, &before) || before.end == length || before.slash_count != 0 ||
      before.mark_count != 0 || !read_written_number(cell, length, before.end, &first) ||
      !read_pair_words(cell, length, first.end, &between) || between.end == length ||
      !read_written_number(cell, length, between.end, &second) ||
      !read_pair_words(cell, length, second.end, &behind) || behind.end != length ||
      behind.slash_count != 0)
    return 0;
  const int has_word_before = before.letter_count != 0;
  const int is_phrase = between.letter_count + between.mark_count + between.colon_count != 0;
  if (has_word_before && first.is_international) return 0;
  // With the plus of a second number, the general way looks at words before and behind otherwise.
  if (second.is_international &&
      (has_word_before || behind.letter_count != 0 || between.slash_count > 1))
    return 0;
  if ((has_word_before && first.has_second_zero) || second.has_second_zero) return 0;
  if (is_phrase) {
    if (second.digits.count <= LAST_COUNT_MAX && second.digits.count < first.digits.count) return 0;
  } else {
    if (between.slash_count == 0 || first.has_wide_gap || second.has_wide_gap || second.has_bracket)
      return 0;
    if (first_digit(second.digits) == 0 ? has_word_before
                                        : second.digits.count < first.digits.count)
      return 0;
  }
  const int is_whole_number = is_whole(first.digits.word, first.digits.count, region);
  if (is_whole_number ? is_numeral(cell, length, first_group(cell, length)) : is_numbered(cell, length))
    return 0;
  if (is_numbered(cell + first.end, length - first.end)) return 0;
  if (!first.is_international && first.digits.word >> 56 == 0) return 0;
  *pair = (nodial_number_pair){
      .first_key = plain_number_key(first.digits.word, first.digits.count, first.is_international,
                                    region, cell + first.start, first.end - first.start),
      .first = first.digits.word,
      .second = second.digits.word,
      .first_count = (uint8_t)first.digits.count,
      .second_count = (uint8_t)second.digits.count,
      .is_international = (uint8_t)first.is_international,
  };
  pair->second_key = plain_number_key(second.digits.word, second.digits.count, second.is_international,
                                      region, cell + second.start, second.end - second.start);
  const int has_valid_numbers = pair->first_key != 0 && pair->second_key != 0;
  if (!has_valid_numbers && (has_word_before || (is_phrase && between.slash_count != 0))) return 0;
  // Of one number that is none of +1, though as long, the other is the answer.
  if (pair->first_key == 0) {
    pair->first_key = unused_number_key(first.digits.word, first.digits.count, first.is_international,
                                        region, cell + first.start);
    pair->is_first_unused = 1;
    if (pair->first_key == 0 || pair->second_key == 0) return 0;
  } else if (pair->second_key == 0) {
    pair->second_key = unused_number_key(second.digits.word, second.digits.count,
                                         second.is_international, region, cell + second.start);
    if (pair->second_key == 0) return 0;
  }
  const uint32_t letter_count = between.letter_count + behind.letter_count;
  const uint32_t extension_count_max = between.mark == ',' ? COMMA_COUNT_MAX : SEMICOLON_COUNT_MAX;
  pair->core = NODIAL_PAIR_REFUSED;
  if (between.ends_in_mark && (between.mark == ',' || between.mark == ';') &&
      between.end + second.digits.count == second.end &&
      second.digits.count <= extension_count_max) {
    if (length != second.end || between.mark_count > 1 || letter_count + between.slash_count != 0)
      return 0;
    pair->core = NODIAL_PAIR_EXTENDED;
  } else if (between.mark_count + between.colon_count == 0 && !are_refused(&first, &second, region)) {
    // Marks at the end count for nothing; letters may be digits.
    if (letter_count >= VANITY_LETTER_COUNT_MIN || behind.mark_count + behind.colon_count != 0)
      return 0;
    pair->core = NODIAL_PAIR_JOINED;
  }
  return 1;
}

#endif
