// Numbers and their classes in memory: a table that only grows, and is asked in batches.
#ifndef NODIAL_NUMBER_MAP_H
#define NODIAL_NUMBER_MAP_H

#include <stddef.h>
#include <stdint.h>

enum { NODIAL_MAP_SLOT_COUNT = 6 };

/// A cache line. A key goes to the first free slot of its home line or of the lines behind it, the first
/// line behind the last; a free slot is all zeros.
typedef struct {
  uint64_t keys[NODIAL_MAP_SLOT_COUNT];
  uint16_t classes[NODIAL_MAP_SLOT_COUNT];
  uint32_t padding;
} nodial_map_line;

/// All zeros are an empty map.
typedef struct {
  nodial_map_line *lines;
  size_t line_count;
  /// The keys in it.
  size_t count;
  /// A bit for the first bits of each key's hash, of a map that is sealed; else NULL.
  uint64_t *filter;
  size_t filter_word_count;
  unsigned filter_shift;
} nodial_number_map;

/// Makes room for `key_count` further keys. Returns 0 if there is no memory for it; the map then is what
/// it was.
int nodial_number_map_reserve(nodial_number_map *map, size_t key_count);

/// Makes look-ups of keys that are not in the map faster, by two to four bytes a key; until the next key is added. Without
/// memory for that, the map stays as it was.
void nodial_number_map_seal(nodial_number_map *map);

/// Gives the memory back, and leaves an empty map.
void nodial_number_map_free(nodial_number_map *map);

/// Adds keys of a class, for all of which there is room; a key of 0 is passed over. Those that are in the
/// map with another class keep it: their places are written to `others`, which has room for all keys.
///
/// Returns how many these are.
size_t nodial_number_map_add(nodial_number_map *map, const uint64_t *keys, size_t count,
                             uint16_t class_number, uint32_t *others);

/// The class of a key that is in the map, to be read and written.
uint16_t *nodial_number_map_class(const nodial_number_map *map, uint64_t key);

/// Sets the class of every key: 0 for 0, and for what is not in the map.
void nodial_number_map_find(const nodial_number_map *map, const uint64_t *keys, size_t count,
                            uint16_t *classes);

#endif
