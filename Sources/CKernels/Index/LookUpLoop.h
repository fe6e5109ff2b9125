// Codes and look-ups of many keys, included by IndexKernels.c once for each width of vectors:
// `VECTOR` is an integer or a vector of integers of 64 bits, `NAMED` adds the width to a name, and
// `MATCH(line, word, low_byte_count)` tells the slots of a line whose low parts, of two or of four bytes,
// are those of `word`, also those not in use.

/// XXH3-64 of `half` + `number` · 2^32.
ALWAYS_INLINE VECTOR NAMED(round)(VECTOR half, uint64_t number) {
  VECTOR hash = (half << 32 | number) ^ XXH3_SECRET;
  hash ^= (hash << 49 | hash >> 15) ^ (hash << 24 | hash >> 40);
  hash *= XXH3_PRIME;
  hash ^= (hash >> 35) + 8;
  hash *= XXH3_PRIME;
  return hash ^ hash >> 28;
}

/// A Feistel network of three rounds over numbers of `left_bits` + `right_bits` bits; of greater ones
/// nothing of use.
ALWAYS_INLINE VECTOR NAMED(permute)(VECTOR number, int left_bits, int right_bits) {
  const uint64_t left_mask = ((uint64_t)1 << left_bits) - 1;
  const uint64_t right_mask = ((uint64_t)1 << right_bits) - 1;
  VECTOR left = number >> right_bits, right = number & right_mask;
  right ^= NAMED(round)(left, 1) & right_mask;
  left ^= NAMED(round)(right, 2) & left_mask;
  right ^= NAMED(round)(left, 3) & right_mask;
  return right << left_bits | left;
}

/// The code of an international key below 2^50; of others nothing of use.
ALWAYS_INLINE VECTOR NAMED(international_code)(VECTOR key) {
  return NAMED(permute)(key, HALF_BITS, HALF_BITS);
}

/// The code of the North American key that is `offset` above the first.
ALWAYS_INLINE VECTOR NAMED(north_american_code)(VECTOR offset) {
  return NAMED(permute)(offset, NORTH_AMERICAN_LEFT_BITS, NORTH_AMERICAN_RIGHT_BITS);
}

/// True if a lane is not zero.
ALWAYS_INLINE int NAMED(any)(VECTOR lanes) {
  uint64_t each[sizeof lanes / 8], all = 0;
  memcpy(each, &lanes, sizeof lanes);
  for (size_t i = 0; i < sizeof lanes / 8; i++) all |= each[i];
  return all != 0;
}

/// The codes of keys in a domain; of long keys themselves, of others nothing of use.
ALWAYS_INLINE VECTOR NAMED(codes_of)(nodial_domain domain, VECTOR key) {
  if (domain == NODIAL_NORTH_AMERICAN)
    return NAMED(north_american_code)((key - NORTH_AMERICAN_START) & NORTH_AMERICAN_MASK);
  // All ones for keys below 2^50.
  const VECTOR inside = 0 - (((key >> 50) - 1) >> 63);
  return (NAMED(international_code)(key) & inside) | (key & ~inside);
}

static void NAMED(codes)(CODES_PARAMETERS) {
  size_t start = 0;
  for (; start + STEP <= count; start += STEP)
    for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {
      VECTOR key;
      memcpy(&key, keys + start + i, sizeof key);
      const VECTOR code = NAMED(codes_of)(domain, key);
      memcpy(codes + start + i, &code, sizeof code);
    }
  for (; start < count; start++) codes[start] = codes_of_scalar(domain, keys[start]);
}

/// Places codes of the international domain: their homes, and what is left of them there.
ALWAYS_INLINE void NAMED(locate_international)(const nodial_line_table *table, VECTOR code,
                                               VECTOR *home, VECTOR *remainder) {
  // code · line_count in two parts, since it has up to 81 bits.
  const VECTOR low = (code & HALF_MASK) * (table->line_count & 0xFFFFFFFF);
  const VECTOR high =
      (code >> HALF_BITS & HALF_MASK) * (table->line_count & 0xFFFFFFFF) + (low >> HALF_BITS);
  *home = high >> HALF_BITS;
  *remainder =
      ((high & HALF_MASK) << HALF_BITS | (low & HALF_MASK)) >> table->dropped_bit_count;
}

/// Places codes of a keyed index, which have up to 58 bits, likewise.
ALWAYS_INLINE void NAMED(locate_keyed)(const nodial_line_table *table, VECTOR code, VECTOR *home,
                                       VECTOR *remainder) {
  const VECTOR low = (code & KEYED_HALF_MASK) * (table->line_count & 0xFFFFFFFF);
  const VECTOR high = (code >> KEYED_HALF_BITS & KEYED_HALF_MASK) * (table->line_count & 0xFFFFFFFF) +
                      (low >> KEYED_HALF_BITS);
  *home = high >> KEYED_HALF_BITS;
  *remainder = ((high & KEYED_HALF_MASK) << KEYED_HALF_BITS | (low & KEYED_HALF_MASK)) >>
               table->dropped_bit_count;
}

/// Places keys of a domain: their homes, what is left of them there, and the bits of the homes'
/// headers that say if they may lie elsewhere. `outside` gets bits for those that are not of the
/// domain, or in no line.
ALWAYS_INLINE void NAMED(place_some)(shape shape, const nodial_line_table *table, VECTOR key,
                                     VECTOR *outside, VECTOR *home, VECTOR *remainder,
                                     VECTOR *filter_bit) {
  if (shape.domain == NODIAL_NORTH_AMERICAN) {
    const VECTOR offset = key - NORTH_AMERICAN_START;
    *outside |= offset >> NORTH_AMERICAN_BITS;
    const VECTOR code = NAMED(north_american_code)(offset & NORTH_AMERICAN_MASK);
    const VECTOR product = code * table->line_count;
    *home = product >> NORTH_AMERICAN_BITS;
    *remainder = (product & NORTH_AMERICAN_MASK) >> table->dropped_bit_count;
    *filter_bit = 8 + ((code & 0xFF) * 24 >> 8);
  } else if (shape.domain == NODIAL_KEYED) {
    // Has bits for zeros, and for what is no code.
    *outside |= (key | (key - 1)) >> (2 * KEYED_HALF_BITS);
    NAMED(locate_keyed)(table, key, home, remainder);
    *filter_bit = 8 + ((key & 0xFFFF) * 24 >> 16);
  } else {
    // Has bits for long keys, for zeros, and for those of the other domain.
    *outside |= (key | (key - 1)) >> 50;
    *outside |= (((key - NORTH_AMERICAN_START) >> NORTH_AMERICAN_BITS) - 1) >> 63;
    const VECTOR code = NAMED(international_code)(key) & (INTERNATIONAL_END - 1);
    NAMED(locate_international)(table, code, home, remainder);
    *filter_bit = 8 + ((code & 0xFFFF) * 24 >> 16);
  }
}

/// Places the keys of a group, of which `count` count.
ALWAYS_INLINE void NAMED(place)(shape shape, const nodial_line_table *table, const uint64_t *keys,
                                size_t count, group *placed) {
  uint64_t filter_bits[STEP];
  VECTOR outside = {0};
  for (size_t i = 0; i < STEP; i += sizeof(VECTOR) / 8) {
    VECTOR key, home, remainder, filter_bit;
    memcpy(&key, keys + i, sizeof key);
    NAMED(place_some)(shape, table, key, &outside, &home, &remainder, &filter_bit);
    const VECTOR line_offset = home * LINE_BYTES;
    memcpy(placed->offsets + i, &line_offset, sizeof line_offset);
    memcpy(placed->remainders + i, &remainder, sizeof remainder);
    memcpy(filter_bits + i, &filter_bit, sizeof filter_bit);
  }
  for (size_t i = 0; i < STEP; i++) placed->filter_bits[i] = (uint8_t)filter_bits[i];
  const uint32_t all = (1u << count) - 1;
  placed->inside = all;
  placed->aside = 0;
  if (NAMED(any)(outside)) {
    placed->inside = mask_of(shape.domain, 0, keys, count);
    placed->aside = mask_of(shape.domain, 1, keys, count);
  }
}

/// Asks for the home lines of a group.
ALWAYS_INLINE void NAMED(ask)(const nodial_line_table *table, const group *placed) {
  for (size_t i = 0; i < STEP; i++) prefetch(line_at(table, placed->offsets[i]));
}

/// The class of the slot of a line that holds `value`, or 0.
ALWAYS_INLINE uint16_t NAMED(class_in_line)(shape shape, const nodial_line_table *table,
                                            const char *line, uint64_t value) {
  const uint32_t match = MATCH(line, (uint32_t)value, shape.low_byte_count);
  const uint32_t used = used_slots(shape, little_endian(line)) & table->slot_mask;
  return class_of_slots(shape, table, line, match & used, value);
}

/// The class of a displaced key; 0 if it is in no line, `NODIAL_CLASS_ASIDE` if it may be elsewhere.
ALWAYS_INLINE uint16_t NAMED(displaced_class)(shape shape, const nodial_line_table *table,
                                              const displaced_key *key) {
  const char *const home = line_at(table, key->offset);
  const uint32_t header = little_endian(home), reach = reach_of(shape, header);
  for (uint32_t distance = 1; distance <= reach; distance++) {
    const char *const line = home + distance * LINE_BYTES;
    const uint64_t value = key->remainder | (uint64_t)distance << table->displacement_shift;
    const uint16_t class_number = NAMED(class_in_line)(shape, table, line, value);
    if (class_number != 0) return class_number;
  }
  return header & 0x80 ? NODIAL_CLASS_ASIDE : 0;
}

/// Answers the keys that wait. Returns whether some may be in the side table.
ALWAYS_INLINE int NAMED(answer_waiting)(shape shape, const nodial_line_table *table,
                                        waiting_keys *waiting, uint16_t *classes) {
  int has_aside = 0;
  for (size_t i = 0; i < waiting->count; i++) {
    const uint16_t class_number = NAMED(displaced_class)(shape, table, waiting->keys + i);
    classes[waiting->keys[i].index] = class_number;
    has_aside |= class_number == NODIAL_CLASS_ASIDE;
  }
  waiting->count = 0;
  return has_aside;
}

/// Compares a group, whose lines are on their way, with them; and asks for those of the next group, if
/// any, between the comparisons. A prefetch does not retire before its page is found: beside other
/// work that holds little up, one after the other they take a quarter more time.
ALWAYS_INLINE matches NAMED(compare)(shape shape, const nodial_line_table *table,
                                     const group *asked, const group *next) {
  matches all = {0, 0};
#pragma clang loop unroll(full)
  for (size_t i = STEP; i-- > 0;) {
    if (next != NULL) prefetch(line_at(table, next->offsets[i]));
    const char *const line = line_at(table, asked->offsets[i]);
    const uint32_t header = little_endian(line);
    const uint32_t match = MATCH(line, (uint32_t)asked->remainders[i], shape.low_byte_count);
    const uint32_t used = used_slots(shape, header) & table->slot_mask;
    uint32_t is_found = (match & used) != 0;
    uint32_t is_displaced = header >> (asked->filter_bits[i] & 31) & 1;
    // Keeps the compiler from gathering them in a vector, lane by lane, which takes longer.
    __asm__("" : "+r"(is_found), "+r"(is_displaced));
    all.found = all.found << 1 | is_found;
    all.displaced = all.displaced << 1 | is_displaced;
  }
  all.found &= asked->inside;
  all.displaced &= asked->inside;
  return all;
}

/// Answers a group that was compared: sets the classes of its `count` keys. The few keys that may be
/// displaced wait until others have been answered: by then their second lines are there too.
ALWAYS_INLINE int NAMED(answer)(shape shape, const nodial_line_table *table, const group *asked,
                                matches compared, size_t start, size_t count,
                                waiting_keys *waiting, uint16_t *classes) {
  uint16_t answers[STEP];
  // What is found in a line without further parts and classes is the number, and is of class 1.
  for (size_t i = 0; i < STEP; i++) answers[i] = (uint16_t)(compared.found >> i & 1);
  if ((table->high_byte_count | table->class_bit_count) != 0) {
    for (uint32_t found = compared.found; found != 0; found &= found - 1) {
      const uint32_t i = (uint32_t)__builtin_ctz(found);
      const char *const line = line_at(table, asked->offsets[i]);
      answers[i] = NAMED(class_in_line)(shape, table, line, asked->remainders[i]);
      compared.found &= ~((uint32_t)(answers[i] == 0) << i);
    }
  }
  for (uint32_t aside = asked->aside; aside != 0; aside &= aside - 1)
    answers[__builtin_ctz(aside)] = NODIAL_CLASS_ASIDE;
  if (count == STEP) {
    memcpy(classes + start, answers, sizeof answers);
  } else {
    memcpy(classes + start, answers, count * sizeof *answers);
  }
  int has_aside = asked->aside != 0;
  uint32_t displaced = compared.displaced & ~compared.found;
  if (displaced == 0) return has_aside;
  if (waiting->count > WAITING_COUNT_MAX - STEP)
    has_aside |= NAMED(answer_waiting)(shape, table, waiting, classes);
  for (; displaced != 0; displaced &= displaced - 1) {
    const uint32_t i = (uint32_t)__builtin_ctz(displaced);
    const char *const home = line_at(table, asked->offsets[i]);
    const uint32_t reach = reach_of(shape, little_endian(home));
    for (uint32_t distance = 1; distance <= reach; distance++)
      prefetch(home + distance * LINE_BYTES);
    waiting->keys[waiting->count++] =
        (displaced_key){asked->remainders[i], asked->offsets[i], (uint32_t)(start + i)};
  }
  return has_aside;
}

/// Looks keys up that are of one domain, or zero, or not looked for: 0 is found for the latter.
ALWAYS_INLINE int NAMED(find_in)(shape shape, const nodial_line_table *table, const uint64_t *keys,
                                 size_t count, uint16_t *classes) {
  group groups[GROUPS_UNDER_WAY];
  waiting_keys waiting = {.count = 0};
  const size_t group_count = (count + STEP - 1) / STEP;
  int has_aside = 0;
  for (size_t number = 0; number < group_count + GROUPS_UNDER_WAY; number++) {
    // The group that this one takes the place of is answered first.
    if (number >= GROUPS_UNDER_WAY) {
      const size_t earlier = number - GROUPS_UNDER_WAY;
      const size_t start = earlier * STEP, rest = count - start;
      const group *const asked = groups + earlier % GROUPS_UNDER_WAY;
      const group *const placed = groups + (number - 1) % GROUPS_UNDER_WAY;
      const matches compared = number <= group_count
                                   ? NAMED(compare)(shape, table, asked, placed)
                                   : NAMED(compare)(shape, table, asked, NULL);
      has_aside |= NAMED(answer)(shape, table, asked, compared, start, rest < STEP ? rest : STEP,
                                 &waiting, classes);
    } else if (number >= 1 && number <= group_count) {
      NAMED(ask)(table, groups + number - 1);
    }
    if (number < group_count) {
      const size_t start = number * STEP, rest = count - start;
      uint64_t padded[STEP] = {0};
      if (rest < STEP) memcpy(padded, keys + start, rest * sizeof *keys);
      NAMED(place)(shape, table, rest < STEP ? padded : keys + start, rest < STEP ? rest : STEP,
                   groups + number % GROUPS_UNDER_WAY);
    }
  }
  return has_aside | NAMED(answer_waiting)(shape, table, &waiting, classes);
}

/// Looks keys up in the table of a domain; those of the other are not looked for.
static __attribute__((noinline)) int NAMED(find_domain)(nodial_domain domain,
                                                        const nodial_line_table *tables,
                                                        const uint64_t *keys, size_t count,
                                                        uint16_t *classes) {
  const nodial_line_table *const table = tables + domain;
  if (table->line_count == 0) return find_in_none(domain, keys, count, classes);
  if (domain == NODIAL_INTERNATIONAL)
    return NAMED(find_in)((shape){NODIAL_INTERNATIONAL, 4}, table, keys, count, classes);
  if (table->low_byte_count == 2)
    return NAMED(find_in)((shape){NODIAL_NORTH_AMERICAN, 2}, table, keys, count, classes);
  return NAMED(find_in)((shape){NODIAL_NORTH_AMERICAN, 4}, table, keys, count, classes);
}

/// Looks the keys of a domain up, apart from those between them, whose classes stay as they are.
static __attribute__((noinline)) int NAMED(find_apart)(nodial_domain domain,
                                                       const nodial_line_table *tables,
                                                       const uint64_t *keys, size_t count,
                                                       uint16_t *classes) {
  int has_aside = 0;
  for (size_t start = 0; start < count; start += APART_COUNT_MAX) {
    const size_t rest = count - start, end = rest < APART_COUNT_MAX ? rest : APART_COUNT_MAX;
    uint64_t apart[APART_COUNT_MAX + 1];
    uint16_t places[APART_COUNT_MAX + 1], found[APART_COUNT_MAX];
    size_t apart_count = 0;
    for (size_t i = 0; i < end; i++) {
      apart[apart_count] = keys[start + i];
      places[apart_count] = (uint16_t)i;
      apart_count += (size_t)is_of(domain, keys[start + i]);
    }
    has_aside |= NAMED(find_domain)(domain, tables, apart, apart_count, found);
    for (size_t i = 0; i < apart_count; i++) classes[start + places[i]] = found[i];
  }
  return has_aside;
}

static int NAMED(find_keyed)(FIND_PARAMETERS) {
  if (tables->line_count == 0) return find_in_none(NODIAL_KEYED, keys, count, classes);
  return NAMED(find_in)((shape){NODIAL_KEYED, 4}, tables, keys, count, classes);
}

static int NAMED(find)(FIND_PARAMETERS) {
  size_t north_american_count = 0, zero_count = 0;
  for (size_t i = 0; i < count; i++) {
    north_american_count += is_north_american(keys[i]);
    zero_count += keys[i] == 0;
  }
  const size_t international_count = count - zero_count - north_american_count;
  const int is_north_american_most = north_american_count >= international_count;
  const nodial_domain most = is_north_american_most ? NODIAL_NORTH_AMERICAN : NODIAL_INTERNATIONAL;
  const nodial_domain other = is_north_american_most ? NODIAL_INTERNATIONAL : NODIAL_NORTH_AMERICAN;
  const size_t other_count = is_north_american_most ? international_count : north_american_count;
  // A campaign is of one country: most calls have keys of one domain, and few of the other, if any.
  if (other_count <= count / 8) {
    const int has_aside = NAMED(find_domain)(most, tables, keys, count, classes);
    if (other_count == 0) return has_aside;
    return has_aside | NAMED(find_apart)(other, tables, keys, count, classes);
  }
  memset(classes, 0, count * sizeof *classes);
  const int has_aside = NAMED(find_apart)(most, tables, keys, count, classes);
  return has_aside | NAMED(find_apart)(other, tables, keys, count, classes);
}
