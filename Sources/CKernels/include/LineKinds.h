// What kind of line a number is, as constant data beside the numbering plan; no scrub looks at it.
//
// A state is the number of a row; from `NODIAL_KIND_TAIL_BASE` on it names what is left to decide: of
// which lengths the rest may be, and the label it then has. States come only from these tables, whose
// generator keeps them inside.
#ifndef NODIAL_LINE_KINDS_H
#define NODIAL_LINE_KINDS_H

#include <stdint.h>

#include "LineKindSizes.h"

/// Where the automata of a calling code begin, by the index of its main region.
typedef struct {
  uint16_t kinds;    ///< start state: labels are kind | region << 4, the region among its own
  uint16_t shorts;   ///< start state: labels are kinds of short numbers
  uint16_t regions;  ///< place of its first region in `nodial_kind_regions`
} nodial_kind_code;

typedef struct {
  uint32_t mask;   ///< bit n: n further digits are accepted
  uint16_t label;
} nodial_kind_tail;

extern const nodial_kind_code nodial_kind_codes[256];
extern const uint8_t nodial_kind_regions[NODIAL_KIND_REGION_COUNT];
extern const uint16_t nodial_kind_cells[NODIAL_KIND_CELL_COUNT];
extern const nodial_kind_tail nodial_kind_tails[NODIAL_KIND_TAIL_COUNT];

static inline nodial_kind_code nodial_kind_code_at(uint8_t main_index) {
  return nodial_kind_codes[main_index];
}

/// The region of a calling code that a label names; 255 if there is none.
static inline uint8_t nodial_kind_region(nodial_kind_code code, uint16_t label) {
  uint32_t place = code.regions + (uint32_t)(label >> 4);
  return place < NODIAL_KIND_REGION_COUNT ? nodial_kind_regions[place] : 255;
}

/// The label of `count` digits, four bits each from the lowest up, the first digit highest; 0: none.
static inline uint16_t nodial_kind_label(uint16_t state, uint64_t low, uint64_t high, uint32_t count) {
  while (state < NODIAL_KIND_TAIL_BASE) {
    if (count == 0) return nodial_kind_cells[(uint32_t)state * 11 + 10];
    count--;
    uint32_t digit = (count < 16 ? low >> 4 * count : high >> 4 * (count - 16)) & 15;
    state = nodial_kind_cells[(uint32_t)state * 11 + (digit < 10 ? digit : 9)];
  }
  nodial_kind_tail tail = nodial_kind_tails[state - NODIAL_KIND_TAIL_BASE];
  return count < 32 && tail.mask >> count & 1 ? tail.label : 0;
}

#endif
