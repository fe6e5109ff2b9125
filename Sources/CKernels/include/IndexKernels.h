// What a look-up in the index needs: codes and places of many keys at once, and the slots of many
// lines that may hold them. `NumberCode`, `HomeMap` and `SlotLayout` say what these are, and are the
// twins in the tests.
#ifndef NODIAL_INDEX_KERNELS_H
#define NODIAL_INDEX_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The keys of a group: some vectors of them side by side, whose chains of multiplications overlap,
/// and as many prefetches. A prefetch does not retire before its page is found, so only those that
/// stand close together have their page walks overlap; and of too many close together, those are
/// dropped that find all miss buffers in use.
#define NODIAL_GROUP_KEY_COUNT 16

/// The lines of an index, and how a code is found in them.
typedef struct {
  /// `line_count` home lines of 64 bytes, and those behind them.
  const void *lines;
  /// Above zero, below 2^32.
  uint64_t line_count;
  /// How many bits of a code's product with `line_count`, below bit 50, no remainder needs.
  uint32_t dropped_bit_count;
  /// A bit for each slot that a line has.
  uint32_t slot_mask;
} nodial_line_table;

/// Keys on their way through a look-up. Bit i of a mask is for key i.
typedef struct {
  /// What the slots of the keys would hold in their home lines.
  uint64_t remainders[NODIAL_GROUP_KEY_COUNT];
  /// The numbers of their home lines, all below `line_count`.
  uint32_t homes[NODIAL_GROUP_KEY_COUNT];
  /// For the keys found: a bit for each slot of the home that holds the low bits of the remainder.
  uint16_t slots[NODIAL_GROUP_KEY_COUNT];
  /// The bits of the homes' headers that say if the keys may lie elsewhere: 8 ... 31.
  uint8_t filter_bits[NODIAL_GROUP_KEY_COUNT];
  /// The keys that have no place: zero, and more than fifty bits. Their masks below mean nothing.
  uint32_t outside;
  /// The keys whose `slots` are not zero.
  uint32_t found;
  /// The keys that may lie in another line, as the filters of their homes say.
  uint32_t displaced;
  /// The keys of this group.
  uint32_t count;
} nodial_group;

/// Asks the processor for the cache line at `line`; never faults, whatever the address.
static inline void nodial_prefetch(const void *line) { __builtin_prefetch(line, 0, 3); }

/// Codes of `count` keys: a Feistel network of three rounds of XXH3-64 over 50 bits; longer keys are
/// their own code. `codes` may be `keys`.
void nodial_codes(const uint64_t *keys, size_t count, uint64_t *codes);

/// Places `count` keys and asks for their home lines. Fills groups in order, all but the last one
/// whole.
void nodial_ask(const nodial_line_table *table, const uint64_t *keys, size_t count,
                nodial_group *groups);

/// Reads the home lines of `group_count` groups that were asked for.
void nodial_answer(const nodial_line_table *table, nodial_group *groups, size_t group_count);

/// The slots of one line whose low 32 bits are `word`: bit i for slot i, also of slots not in use.
uint32_t nodial_line_match(const void *line, uint32_t word);

static inline uint32_t nodial_group_home(const nodial_group *group, size_t key) {
  return group->homes[key];
}
static inline uint64_t nodial_group_remainder(const nodial_group *group, size_t key) {
  return group->remainders[key];
}
static inline uint32_t nodial_group_slots(const nodial_group *group, size_t key) {
  return group->slots[key];
}

/// The same for every vector width that this processor has, 0 the narrowest; false if it has fewer.
/// For the tests.
int nodial_codes_by_width(int width, const uint64_t *keys, size_t count, uint64_t *codes);
int nodial_ask_by_width(int width, const nodial_line_table *table, const uint64_t *keys,
                        size_t count, nodial_group *groups);
int nodial_answer_by_width(int width, const nodial_line_table *table, nodial_group *groups,
                           size_t group_count);

#endif
