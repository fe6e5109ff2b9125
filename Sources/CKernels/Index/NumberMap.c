// See NumberMap.h. What a look-up waits for is memory, so the lines of later keys are asked for first.
#define _GNU_SOURCE
#include "NumberMap.h"

#include "MappedZeros.h"


#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum {
  /// How many keys ahead lines are asked for: the reads that a processor has under way at once.
  AHEAD_COUNT = 32,
  /// A map is filled up to three quarters of its slots, then gets twice as many.
  FILLED_QUARTERS = 3,
  LINE_COUNT_MIN = 64,
  /// Bits of the filter for each key, at least: one in 16 of the keys that are not in the map passes it, or fewer.
  FILTER_BIT_COUNT = 16,
  FILTER_BIT_EXPONENT_MIN = 12,
  /// Keys that pass the filter are looked up together, of so many.
  FILTERED_COUNT = 256,
};
_Static_assert(sizeof(nodial_map_line) == 64, "a slot's line is a cache line");

/// Two rounds of multiplying, so that numbers that follow each other are spread.
ALWAYS_INLINE uint64_t hash(uint64_t key) {
  key *= 0x9E3779B97F4A7C15;
  key ^= key >> 32;
  return key * 0xD6E8FEB86659FD93;
}

ALWAYS_INLINE nodial_map_line *home_line(const nodial_number_map *map, uint64_t key) {
  return map->lines + (size_t)((unsigned __int128)hash(key) * map->line_count >> 64);
}

ALWAYS_INLINE nodial_map_line *next_line(const nodial_number_map *map,
                                         const nodial_map_line *line) {
  const size_t number = (size_t)(line - map->lines) + 1;
  return map->lines + (number == map->line_count ? 0 : number);
}

/// The slots of a line that hold a key, as bits; without a branch for each, which no processor could
/// guess.
ALWAYS_INLINE unsigned match(const nodial_map_line *line, uint64_t key) {
  unsigned equal = 0;
  for (unsigned slot = 0; slot < NODIAL_MAP_SLOT_COUNT; slot++)
    equal |= (unsigned)(line->keys[slot] == key) << slot;
  return equal;
}

/// The slot of a key, or the free one where it belongs: its line, and its number there.
ALWAYS_INLINE nodial_map_line *slot_of(const nodial_number_map *map, nodial_map_line *line,
                                       uint64_t key, unsigned *slot) {
  for (;; line = next_line(map, line)) {
    unsigned found = match(line, key);
    if (found == 0) found = match(line, 0);
    if (found == 0) continue;
    *slot = (unsigned)__builtin_ctz(found);
    return line;
  }
}

static nodial_map_line *map_lines(size_t line_count) {
  return map_zeros(line_count * sizeof(nodial_map_line));
}

static void unseal(nodial_number_map *map) {
  if (map->filter == NULL) return;
  (void)munmap(map->filter, map->filter_word_count * sizeof(uint64_t));
  map->filter = NULL;
}

void nodial_number_map_free(nodial_number_map *map) {
  unseal(map);
  if (map->lines != NULL) (void)munmap(map->lines, map->line_count * sizeof(nodial_map_line));
  *map = (nodial_number_map){NULL, 0, 0, NULL, 0, 0};
}

void nodial_number_map_seal(nodial_number_map *map) {
  unseal(map);
  unsigned exponent = FILTER_BIT_EXPONENT_MIN;
  while (((size_t)1 << exponent) < map->count * FILTER_BIT_COUNT) exponent++;
  map->filter_word_count = ((size_t)1 << exponent) / 64;
  uint64_t *const filter = map_zeros(map->filter_word_count * sizeof(uint64_t));
  if (filter == NULL) return;
  map->filter_shift = 64 - exponent;
  for (size_t i = 0; i < map->line_count; i++) {
    const nodial_map_line *const line = map->lines + i;
    for (unsigned slot = 0; slot < NODIAL_MAP_SLOT_COUNT && line->keys[slot] != 0; slot++) {
      const uint64_t bit = hash(line->keys[slot]) >> map->filter_shift;
      filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
  }
  map->filter = filter;
}

/// The lines that so many keys need, 0 if there cannot be so many.
static size_t line_count_for(size_t key_count) {
  if (key_count > (size_t)1 << 48) return 0;
  const size_t needed = key_count * 4 / (FILLED_QUARTERS * NODIAL_MAP_SLOT_COUNT) + 1;
  return needed > LINE_COUNT_MIN ? needed : LINE_COUNT_MIN;
}

int nodial_number_map_reserve(nodial_number_map *map, size_t key_count) {
  size_t needed = line_count_for(map->count + key_count);
  if (needed == 0) return 0;
  if (needed <= map->line_count) return 1;
  if (needed < 2 * map->line_count) needed = 2 * map->line_count;
  nodial_number_map grown = {map_lines(needed), needed, map->count, NULL, 0, 0};
  if (grown.lines == NULL) return 0;
  // Home lines are in the order of the hashes whatever their number, so this goes from front to back.
  for (size_t i = 0; i < map->line_count; i++) {
    const nodial_map_line *const line = map->lines + i;
    for (unsigned old = 0; old < NODIAL_MAP_SLOT_COUNT && line->keys[old] != 0; old++) {
      unsigned slot;
      nodial_map_line *const place =
          slot_of(&grown, home_line(&grown, line->keys[old]), line->keys[old], &slot);
      place->keys[slot] = line->keys[old];
      place->classes[slot] = line->classes[old];
    }
  }
  const size_t count = map->count;
  nodial_number_map_free(map);
  *map = (nodial_number_map){grown.lines, needed, count, NULL, 0, 0};
  return 1;
}

size_t nodial_number_map_add(nodial_number_map *map, const uint64_t *keys, size_t count,
                             uint16_t class_number, uint32_t *others) {
  unseal(map);
  nodial_map_line *ahead[AHEAD_COUNT];
  for (size_t i = 0; i < AHEAD_COUNT && i < count; i++) {
    ahead[i] = home_line(map, keys[i]);
    __builtin_prefetch(ahead[i], 1, 3);
  }
  size_t other_count = 0;
  for (size_t i = 0; i < count; i++) {
    nodial_map_line *const home = ahead[i % AHEAD_COUNT];
    if (i + AHEAD_COUNT < count) {
      nodial_map_line *const later = home_line(map, keys[i + AHEAD_COUNT]);
      __builtin_prefetch(later, 1, 3);
      ahead[i % AHEAD_COUNT] = later;
    }
    if (keys[i] == 0) continue;
    unsigned slot;
    nodial_map_line *const line = slot_of(map, home, keys[i], &slot);
    if (line->keys[slot] == 0) {
      line->keys[slot] = keys[i];
      line->classes[slot] = class_number;
      map->count++;
    } else if (line->classes[slot] != class_number) {
      others[other_count++] = (uint32_t)i;
    }
  }
  return other_count;
}

uint16_t *nodial_number_map_class(const nodial_number_map *map, uint64_t key) {
  unsigned slot;
  nodial_map_line *const line = slot_of(map, home_line(map, key), key, &slot);
  return line->classes + slot;
}

/// The class of a key, whose home line has been asked for.
ALWAYS_INLINE uint16_t class_of(const nodial_number_map *map, const nodial_map_line *line, uint64_t key) {
  unsigned found = match(line, key);
  // Lines are filled from the front. A key of 0 finds a free slot, which has class 0.
  while (found == 0 && line->keys[NODIAL_MAP_SLOT_COUNT - 1] != 0) {
    line = next_line(map, line);
    found = match(line, key);
  }
  return found == 0 ? 0 : line->classes[__builtin_ctz(found)];
}

/// Looks up only those keys that pass the filter.
static void find_filtered(const nodial_number_map *map, const uint64_t *keys, size_t count,
                          uint16_t *classes) {
  uint16_t places[FILTERED_COUNT];
  for (size_t start = 0; start < count; start += FILTERED_COUNT) {
    const size_t rest = count - start;
    const size_t end = rest < FILTERED_COUNT ? rest : FILTERED_COUNT;
    size_t passed = 0;
    for (size_t i = 0; i < end; i++) {
      const uint64_t bit = hash(keys[start + i]) >> map->filter_shift;
      places[passed] = (uint16_t)i;
      passed += map->filter[bit / 64] >> bit % 64 & 1;
      classes[start + i] = 0;
    }
    for (size_t i = 0; i < passed; i++) __builtin_prefetch(home_line(map, keys[start + places[i]]), 0, 3);
    for (size_t i = 0; i < passed; i++) {
      const uint64_t key = keys[start + places[i]];
      classes[start + places[i]] = class_of(map, home_line(map, key), key);
    }
  }
}

void nodial_number_map_find(const nodial_number_map *map, const uint64_t *keys, size_t count,
                            uint16_t *classes) {
  if (map->count == 0) {
    for (size_t i = 0; i < count; i++) classes[i] = 0;
    return;
  }
  if (map->filter != NULL) return find_filtered(map, keys, count, classes);
  nodial_map_line *ahead[AHEAD_COUNT];
  for (size_t i = 0; i < AHEAD_COUNT && i < count; i++) {
    ahead[i] = home_line(map, keys[i]);
    __builtin_prefetch(ahead[i], 0, 3);
  }
  for (size_t i = 0; i < count; i++) {
    nodial_map_line *const home = ahead[i % AHEAD_COUNT];
    if (i + AHEAD_COUNT < count) {
      nodial_map_line *const later = home_line(map, keys[i + AHEAD_COUNT]);
      __builtin_prefetch(later, 0, 3);
      ahead[i % AHEAD_COUNT] = later;
    }
    classes[i] = class_of(map, home, keys[i]);
  }
}
