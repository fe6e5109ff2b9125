// Codes and look-ups of many keys, included by IndexKernels.c once for each width of vectors:
// `VECTOR` is an integer or a vector of integers of 64 bits, `NAMED` adds the width to a name, and
// `MATCH(line, word)` tells the slots of a line whose low 32 bits are `word`, also those not in use.

/// The low 25 bits of XXH3-64 of `half` + `number` · 2^32.
ALWAYS_INLINE VECTOR NAMED(round)(VECTOR half, uint64_t number) {
  VECTOR hash = (half << 32 | number) ^ XXH3_SECRET;
  hash ^= (hash << 49 | hash >> 15) ^ (hash << 24 | hash >> 40);
  hash *= XXH3_PRIME;
  hash ^= (hash >> 35) + 8;
  hash *= XXH3_PRIME;
  return (hash ^ hash >> 28) & HALF_MASK;
}

/// The code of a key below 2^50; of others nothing of use.
ALWAYS_INLINE VECTOR NAMED(code)(VECTOR key) {
  VECTOR left = key >> HALF_BITS, right = key & HALF_MASK;
  right ^= NAMED(round)(left, 1);
  left ^= NAMED(round)(right, 2);
  right ^= NAMED(round)(left, 3);
  return right << HALF_BITS | left;
}

/// True if a lane is not zero.
ALWAYS_INLINE int NAMED(any)(VECTOR lanes) {
  uint64_t each[sizeof lanes / 8], all = 0;
  memcpy(each, &lanes, sizeof lanes);
  for (size_t i = 0; i < sizeof lanes / 8; i++) all |= each[i];
  return all != 0;
}

static void NAMED(codes)(CODES_PARAMETERS) {
  size_t start = 0;
  for (; start + STEP <= count; start += STEP)
    for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {
      VECTOR key;
      memcpy(&key, keys + start + i, sizeof key);
      // All ones for keys below 2^50.
      const VECTOR inside = 0 - (((key >> 50) - 1) >> 63);
      const VECTOR code = (NAMED(code)(key) & inside) | (key & ~inside);
      memcpy(codes + start + i, &code, sizeof code);
    }
  for (; start < count; start++)
    codes[start] = keys[start] < DOMAIN_END ? code_scalar(keys[start]) : keys[start];
}

/// Places the keys of a group, of which `count` count, and asks for their home lines.
ALWAYS_INLINE void NAMED(ask)(const nodial_line_table *table, const uint64_t *keys, size_t count,
                              group *asked) {
  const uint64_t line_count = table->line_count;
  uint64_t homes[STEP], filter_bits[STEP];
  VECTOR reach = {0};
  for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {
    VECTOR key;
    memcpy(&key, keys + i, sizeof key);
    reach |= key | (key - 1);  // Has high bits for a zero, too.
    const VECTOR code = NAMED(code)(key) & (DOMAIN_END - 1);
    // code · line_count in two parts, since it has up to 82 bits.
    const VECTOR low = (code & HALF_MASK) * (line_count & 0xFFFFFFFF);
    const VECTOR high =
        (code >> HALF_BITS & HALF_MASK) * (line_count & 0xFFFFFFFF) + (low >> HALF_BITS);
    const VECTOR home = high >> HALF_BITS;
    const VECTOR remainder =
        ((high & HALF_MASK) << HALF_BITS | (low & HALF_MASK)) >> table->dropped_bit_count;
    const VECTOR filter_bit = 8 + ((code & 0xFFFF) * 24 >> 16);
    memcpy(homes + i, &home, sizeof home);
    memcpy(asked->remainders + i, &remainder, sizeof remainder);
    memcpy(filter_bits + i, &filter_bit, sizeof filter_bit);
  }
  for (size_t i = 0; i < STEP; i++) {
    asked->homes[i] = (uint32_t)homes[i];
    asked->filter_bits[i] = (uint8_t)filter_bits[i];
  }
  for (size_t i = 0; i < STEP; i++) prefetch(line_at(table, homes[i]));
  const uint32_t all = (1u << count) - 1;
  asked->inside = all;
  asked->aside = 0;
  if (NAMED(any)(reach >> 50)) {
    asked->inside = inside_mask(keys, count);
    asked->aside = all & ~asked->inside & ~zero_mask(keys, count);
  }
}

/// The class of the slot of a line that holds `value`, or 0.
ALWAYS_INLINE uint16_t NAMED(class_in_line)(const nodial_line_table *table, const char *line,
                                            uint64_t value) {
  const uint32_t used = (1u << (little_endian(line) & 15)) - 1;
  return class_of_slots(table, line, MATCH(line, (uint32_t)value) & used & table->slot_mask, value);
}

/// The class of a displaced key; 0 if it is in no line, `NODIAL_CLASS_ASIDE` if it may be elsewhere.
ALWAYS_INLINE uint16_t NAMED(displaced_class)(const nodial_line_table *table,
                                              const displaced_key *key) {
  const char *const home = line_at(table, key->home);
  const uint32_t header = little_endian(home), reach = header >> 4 & 7;
  for (uint32_t distance = 1; distance <= reach; distance++) {
    const char *const line = home + distance * LINE_BYTES;
    const uint64_t value = key->remainder | (uint64_t)distance << table->displacement_shift;
    const uint16_t class_number = NAMED(class_in_line)(table, line, value);
    if (class_number != 0) return class_number;
  }
  return header & 0x80 ? NODIAL_CLASS_ASIDE : 0;
}

/// Answers the keys that wait. Returns whether some may be in the side table.
static __attribute__((noinline)) int NAMED(answer_waiting)(const nodial_line_table *table,
                                                           waiting_keys *waiting,
                                                           uint16_t *classes) {
  int has_aside = 0;
  for (size_t i = 0; i < waiting->count; i++) {
    const uint16_t class_number = NAMED(displaced_class)(table, waiting->keys + i);
    classes[waiting->keys[i].index] = class_number;
    has_aside |= class_number == NODIAL_CLASS_ASIDE;
  }
  waiting->count = 0;
  return has_aside;
}

/// Answers a group whose lines are on their way: sets the classes from `start` on. The few keys that
/// may be displaced wait until others have been answered: by then their second lines are there too.
ALWAYS_INLINE int NAMED(answer)(const nodial_line_table *table, const group *asked, size_t start,
                                waiting_keys *waiting, uint16_t *classes) {
  // A slot that is not in use may be among those found, and sorts itself out below.
  uint32_t found = 0, displaced = 0;
  for (size_t i = 0; i < STEP; i++) {
    const char *const line = line_at(table, asked->homes[i]);
    const uint32_t match = MATCH(line, (uint32_t)asked->remainders[i]) & table->slot_mask;
    found |= (uint32_t)(match != 0) << i;
    displaced |= (little_endian(line) >> (asked->filter_bits[i] & 31) & 1) << i;
  }
  found &= asked->inside;
  displaced &= asked->inside;
  for (; found != 0; found &= found - 1) {
    const uint32_t i = (uint32_t)__builtin_ctz(found);
    const uint16_t class_number =
        NAMED(class_in_line)(table, line_at(table, asked->homes[i]), asked->remainders[i]);
    classes[start + i] = class_number;
    displaced &= ~((uint32_t)(class_number != 0) << i);
  }
  int has_aside = asked->aside != 0;
  for (uint32_t aside = asked->aside; aside != 0; aside &= aside - 1)
    classes[start + (uint32_t)__builtin_ctz(aside)] = NODIAL_CLASS_ASIDE;
  if (waiting->count > WAITING_COUNT_MAX - STEP)
    has_aside |= NAMED(answer_waiting)(table, waiting, classes);
  for (; displaced != 0; displaced &= displaced - 1) {
    const uint32_t i = (uint32_t)__builtin_ctz(displaced);
    const char *const home = line_at(table, asked->homes[i]);
    const uint32_t reach = little_endian(home) >> 4 & 7;
    for (uint32_t distance = 1; distance <= reach; distance++)
      prefetch(home + distance * LINE_BYTES);
    waiting->keys[waiting->count++] =
        (displaced_key){asked->remainders[i], asked->homes[i], (uint32_t)(start + i)};
  }
  return has_aside;
}

static int NAMED(find)(FIND_PARAMETERS) {
  group groups[GROUPS_UNDER_WAY + 1];
  waiting_keys waiting = {.count = 0};
  const size_t group_count = (count + STEP - 1) / STEP;
  int has_aside = 0;
  memset(classes, 0, count * sizeof *classes);
  for (size_t number = 0; number < group_count + GROUPS_UNDER_WAY; number++) {
    if (number >= GROUPS_UNDER_WAY) {
      const size_t earlier = number - GROUPS_UNDER_WAY;
      has_aside |= NAMED(answer)(table, groups + earlier % (GROUPS_UNDER_WAY + 1), earlier * STEP,
                                 &waiting, classes);
    }
    if (number < group_count) {
      const size_t start = number * STEP, rest = count - start;
      uint64_t padded[STEP] = {0};
      if (rest < STEP) memcpy(padded, keys + start, rest * sizeof *keys);
      NAMED(ask)(table, rest < STEP ? padded : keys + start, rest < STEP ? rest : STEP,
                 groups + number % (GROUPS_UNDER_WAY + 1));
    }
  }
  return has_aside | NAMED(answer_waiting)(table, &waiting, classes);
}
