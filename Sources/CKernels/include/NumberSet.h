// A set of numbers that only grows: tells which rows repeat a number of an earlier row.
#ifndef NODIAL_NUMBER_SET_H
#define NODIAL_NUMBER_SET_H

#include <stddef.h>
#include <stdint.h>

/// Lines of eight slots, a cache line each. A key goes to the first free slot of its home line or of the
/// lines behind it, the first line behind the last; a free slot is 0. All zeros are an empty set.
///
/// The home lines are in the order of the keys' hashes, whatever the number of lines, so that a set
/// becomes larger in one pass from front to back.
typedef struct {
  uint64_t *slots;
  size_t line_count;
  /// The keys in it.
  size_t count;
} nodial_number_set;

/// Makes room for `key_count` further keys. Returns 0 if there is no memory for it; the set then is what
/// it was.
int nodial_number_set_reserve(nodial_number_set *set, size_t key_count);

/// Gives the memory back, and leaves an empty set.
void nodial_number_set_free(nodial_number_set *set);

/// Adds all keys of another set, for which there is room.
void nodial_number_set_add(nodial_number_set *set, const nodial_number_set *other);

/// Takes rows one after the other. One with a key that is in either set already is repeated: its place is
/// written, and none of its keys is added. Those of any other row are added to `set`.
///
/// - `earlier`: only asked; may be empty.
/// - `keys`: none is 0.
/// - `key_ends`: for each row, where its keys end; NULL if each has one.
/// - `repeated`: has room for `row_count` places.
///
/// Needs room in `set` for all keys. Returns how many rows are repeated.
size_t nodial_number_set_take(nodial_number_set *set, const nodial_number_set *earlier,
                              const uint64_t *keys, const uint32_t *key_ends, size_t row_count,
                              uint32_t *repeated);

/// The same without vectors: by name for the tests.
size_t nodial_number_set_take_scalar(nodial_number_set *set, const nodial_number_set *earlier,
                                     const uint64_t *keys, const uint32_t *key_ends,
                                     size_t row_count, uint32_t *repeated);

#endif
