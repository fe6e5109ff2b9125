// The numbering plan as constant data: nothing is parsed or built at run time.
//
// Access is by value through the functions below. None can leave its table: a region index is one
// byte and the table has 256 records; a state comes only from the tables, whose generator keeps
// every cell inside, and a digit below 16 added to any state stays within the padding at the end.
#ifndef NODIAL_NUMBERING_PLAN_H
#define NODIAL_NUMBERING_PLAN_H

#include <stdint.h>

#include "NumberingPlanSizes.h"

/// One region, or one of the calling codes that belong to none.
typedef struct {
  char code[2];             ///< "US"; "00" where no region has the calling code
  uint16_t traits;          ///< bits: what old or damaged writings the calling code is known for
  uint16_t calling_digits;  ///< digits of the calling code as nibbles from the top: 0x4900
  uint8_t calling_count;    ///< how many
  uint8_t main_index;       ///< index of the main region of the calling code
  uint32_t possible;        ///< bit n: a national number may have n digits
  uint32_t local;           ///< bit n: a number without area code may have n digits
  uint16_t general;         ///< start state: what a national number looks like
  uint16_t valid;           ///< start state: the valid numbers of the calling code
  uint16_t idd;             ///< start state: international prefixes
  uint16_t prefix;          ///< start state: national prefixes; labels 1 cut, 2 rewrite, 3 both
  uint16_t idd_first;       ///< bit d: an international prefix may start with d
  uint16_t prefix_first;    ///< bit d: a national prefix may start with d
  uint8_t rewrite_kind;     ///< 0 none, 1 insert an area code, 2 keep the last digits, 3 Argentina
  uint8_t rewrite_count;    ///< digits inserted or kept
  uint16_t rewrite_digits;  ///< digits inserted, as nibbles from the top
} nodial_region;

_Static_assert(sizeof(nodial_region) == 32, "two regions a cache line");

extern const nodial_region nodial_regions[256];
extern const uint8_t nodial_calling_codes[1000];
/// After which four digits any six more make a valid number of +1: by the first three as nibbles,
/// bit d for the fourth digit d; and by the value n of all four, bit n % 64 of word n / 64.
extern const uint16_t nodial_exchanges[0xA00];
extern const uint64_t nodial_first_fours[157];
/// After which four digits, of which the first is 2 or more, no six more make a valid number of +1:
/// bit n % 64 of word n / 64 for the value n of the four.
extern const uint64_t nodial_unused_first_fours[157];
extern const uint16_t nodial_cells[NODIAL_CELL_COUNT];
extern const uint32_t nodial_masks[256];
extern const uint32_t nodial_decimal_zeros[NODIAL_DECIMAL_ZERO_COUNT];
extern const uint32_t nodial_words[NODIAL_WORD_RANGE_COUNT][2];
extern const char nodial_region_names[];

static inline nodial_region nodial_region_at(uint8_t index) { return nodial_regions[index]; }

/// The main region by the first three digits of an international number; 255: no calling code.
static inline uint8_t nodial_region_of_digits(uint32_t first_three) {
  return first_three < 1000 ? nodial_calling_codes[first_three] : 255;
}

/// The state after one more digit; 0 in prefix automata: dead. From `NODIAL_TAIL_BASE` on it is no
/// state but the index of a mask: what follows is accepted by its length alone.
static inline uint16_t nodial_next(uint16_t state, uint8_t digit) {
  return nodial_cells[state + (digit & 15)];
}

/// The label of a state: not 0 where a match may end.
static inline uint16_t nodial_label(uint16_t state) { return nodial_cells[state + 10]; }

/// Bit n: n further digits are accepted.
static inline uint32_t nodial_mask(uint16_t tail) { return nodial_masks[tail & 255]; }

/// The value of a decimal digit beyond ASCII, or -1.
static inline int32_t nodial_decimal_value(uint32_t character) {
  uint32_t low = 0, high = NODIAL_DECIMAL_ZERO_COUNT;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (nodial_decimal_zeros[middle] + 9 < character) low = middle + 1; else high = middle;
  }
  if (low == NODIAL_DECIMAL_ZERO_COUNT || character < nodial_decimal_zeros[low]) return -1;
  return (int32_t)(character - nodial_decimal_zeros[low]);
}

/// Whether a character beyond ASCII is a letter or a number.
static inline uint8_t nodial_is_word(uint32_t character) {
  uint32_t low = 0, high = NODIAL_WORD_RANGE_COUNT;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (nodial_words[middle][1] < character) low = middle + 1; else high = middle;
  }
  return low < NODIAL_WORD_RANGE_COUNT && nodial_words[low][0] <= character;
}

/// A byte of the list of names, "DEGermany" and a line feed each; 0 at its end.
static inline uint8_t nodial_region_name_byte(uint32_t offset) {
  return (uint8_t)nodial_region_names[offset];
}

#endif
