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

void nodial_number_map_free(nodial_number_map *map) {
  if (map->lines != NULL) (void)munmap(map->lines, map->line_count * sizeof(nodial_map_line));
  *map = (nodial_number_map){NULL, 0, 0};
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
  nodial_number_map grown = {map_lines(needed), needed, map->count};
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
  *map = (nodial_number_map){grown.lines, needed, count};
  return 1;
}

size_t nodial_number_map_add(nodial_number_map *map, const uint64_t *keys, size_t count,
                             uint16_t class_number, uint32_t *others) {
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

void nodial_number_map_find(const nodial_number_map *map, const uint64_t *keys, size_t count,
                            uint16_t *classes) {
  if (map->count == 0) {
    for (size_t i = 0; i < count; i++) classes[i] = 0;
    return;
  }
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
    const nodial_map_line *line = home;
    unsigned found = match(line, keys[i]);
    // Lines are filled from the front. A key of 0 finds a free slot, which has class 0.
    while (found == 0 && line->keys[NODIAL_MAP_SLOT_COUNT - 1] != 0) {
      line = next_line(map, line);
      found = match(line, keys[i]);
    }
    classes[i] = found == 0 ? 0 : line->classes[__builtin_ctz(found)];
  }
}
