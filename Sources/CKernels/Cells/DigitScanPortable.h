// From bytes to digits without vectors: one byte after another, with no branch on what it is;
// included by DigitScan.c.

/// What a byte is: a digit's value, and 4 bits to make room for it; and its bits in two masks of 32
/// bytes each, those of the digits below the points and those of the pluses below the others.
static const uint64_t digit_values[256] = {
    ['1'] = 1, ['2'] = 2, ['3'] = 3, ['4'] = 4, ['5'] = 5, ['6'] = 6, ['7'] = 7, ['8'] = 8,
    ['9'] = 9,
};
static const uint8_t digit_widths[256] = {['0' ... '9'] = 4};
static const uint64_t pluses_and_others[256] = {
    [0 ... ' ' - 1] = (uint64_t)1 << 32,
    [' ' + 1 ... '(' - 1] = (uint64_t)1 << 32,
    ['*'] = (uint64_t)1 << 32,
    ['+'] = 1,
    [','] = (uint64_t)1 << 32,
    ['9' + 1 ... '[' - 1] = (uint64_t)1 << 32,
    ['\\'] = (uint64_t)1 << 32,
    [']' + 1 ... 255] = (uint64_t)1 << 32,
};

ALWAYS_INLINE cell_digits digits_of_portable(const uint8_t *cell, uint32_t length) {
  uint64_t word = 0, first_masks = 0, second_masks = 0;
  uint32_t bit_count = 0;
  for (uint32_t i = 0; i < length; i++) {
    const uint8_t byte = cell[i], width = digit_widths[byte];
    word = word << width | digit_values[byte];
    first_masks = first_masks << 1 | digits_and_points[byte];
    second_masks = second_masks << 1 | pluses_and_others[byte];
    bit_count += width;
  }
  const uint32_t shift = 32 - length;
  return (cell_digits){
      .word = word,
      .count = bit_count / 4,
      .view.digits = (uint32_t)first_masks << shift,
      .view.pluses = (uint32_t)second_masks << shift,
      .view.points = (uint32_t)(first_masks >> 32) << shift,
      .view.others = (uint32_t)(second_masks >> 32) << shift,
  };
}

#define KERNEL(name) name##_portable
#define TARGET
#define LOADED_COUNT(length) (length)
#define DIGITS_OF digits_of_portable
#define SET_NORTH_AMERICAN_KEY(cell, length, key, is_usual) \
  set_north_american_key(digits_of_portable(cell, length), key, is_usual)
#include "DigitScanLoop.h"
