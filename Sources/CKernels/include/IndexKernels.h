// A look-up in the index from key to class, for many keys at once. `CodeDomain`, `HomeMap` and
// `SlotLayout` say what codes, places and slots are, and are the twins in the tests.
#ifndef NODIAL_INDEX_KERNELS_H
#define NODIAL_INDEX_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The keys that share a table of lines; `CodeDomain` in Swift.
typedef enum {
  /// 2^33 keys from 12,000,000,000 on: the ten-digit numbers of +1.
  NODIAL_NORTH_AMERICAN,
  /// All other keys below 2^50.
  NODIAL_INTERNATIONAL,
  /// The codes of a keyed index, below 2^58, which stand for keys; its table is in the place of the
  /// international one.
  NODIAL_KEYED,
  NODIAL_TABLE_COUNT = 2,
} nodial_domain;

/// The lines of a table, and how a code is found in them.
typedef struct {
  /// `line_count` home lines of 64 bytes, and behind them as many as an entry may be displaced by: 3
  /// if `low_byte_count` is 2, otherwise 7. None at all if `line_count` is 0.
  const void *lines;
  /// Below 2^31.
  uint64_t line_count;
  /// How many of the bits that a code's product with `line_count` has below the home's no remainder
  /// needs.
  uint32_t dropped_bit_count;
  /// A bit for each slot that a line has.
  uint32_t slot_mask;
  /// The bytes of a remainder that stand together: 2 or 4, 4 in the table of the international keys.
  uint8_t low_byte_count;
  /// The bytes of a remainder beyond these: 0 to 3; and where the first stands in a line.
  uint8_t high_byte_count, high_offset;
  /// The bits of a class: 0, 4, 8 or 16; and where the first stands in a line.
  uint8_t class_bit_count, class_offset;
  /// The position of the displacement in a slot.
  uint8_t displacement_shift;
} nodial_line_table;

/// Stands for the class of a key that the lines do not tell: the side table does.
enum { NODIAL_CLASS_ASIDE = 0xFFFF };

/// The codes of `count` keys in a domain: a Feistel network of three rounds of XXH3-64 over the bits of
/// the domain. Keys from 2^50 on are their own international code; the code of another key that is not
/// of the domain is of no use. `codes` may be `keys`.
void nodial_codes(nodial_domain domain, const uint64_t *keys, size_t count, uint64_t *codes);

/// Looks `count` codes up in the table of a keyed index, like `nodial_find`; only those of which their
/// homes say so may be in the side table.
int nodial_find_keyed(const nodial_line_table *table, const uint64_t *codes, size_t count,
                      uint16_t *classes);

/// The same for one code, like `nodial_find_one`.
uint16_t nodial_find_one_keyed(const nodial_line_table *table, uint64_t code, const void **home_line);

/// Looks `count` keys up in the table of each domain: sets `classes` to theirs, to 0 for those that are
/// in no line, to `NODIAL_CLASS_ASIDE` for those that may be in a side table: keys of more than fifty
/// bits, and those of which their homes say so. Returns whether there are any of these.
int nodial_find(const nodial_line_table tables[NODIAL_TABLE_COUNT], const uint64_t *keys,
                size_t count, uint16_t *classes);

/// The same for one key: its class, which may be `NODIAL_CLASS_ASIDE`. Waits for memory. `home_line` is
/// set to the key's home line, or to null if no line was read; the others that were follow it, as many as
/// an entry may be displaced by at most.
uint16_t nodial_find_one(const nodial_line_table tables[NODIAL_TABLE_COUNT], uint64_t key,
                         const void **home_line);

/// The first key from `start` on whose class is `NODIAL_CLASS_ASIDE`; `count` if there is none.
size_t nodial_next_aside(const uint16_t *classes, size_t start, size_t count);

/// `nodial_codes` and `nodial_find` by the width of the vectors, 0 the narrowest. `has_aside` is what
/// `nodial_find` returns. False if this processor has fewer widths. For the tests.
int nodial_codes_by_width(int width, nodial_domain domain, const uint64_t *keys, size_t count,
                          uint64_t *codes);
int nodial_find_keyed_by_width(int width, const nodial_line_table *table, const uint64_t *codes,
                               size_t count, uint16_t *classes, int *has_aside);
int nodial_find_by_width(int width, const nodial_line_table tables[NODIAL_TABLE_COUNT],
                         const uint64_t *keys, size_t count, uint16_t *classes, int *has_aside);

#endif
