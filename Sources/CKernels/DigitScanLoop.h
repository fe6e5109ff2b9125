// The loops over cells, included once for each instruction set. Its macros are `TARGET`, which
// allows the instructions, and
//
//   KERNEL(name)           the name of a function here
//   LOADED_COUNT(length)   bytes that are loaded of a cell of so many
//   DIGITS_OF(cell, length)
//                          what there is in a cell of 1 to 32 bytes
//   SET_NORTH_AMERICAN_KEY(cell, length, key)
//                          1 if it is a usual number of +1, in any writing but rare ones

/// `DIGITS_OF` a cell of 1 to 32 bytes that lies in the block.
ALWAYS_INLINE TARGET cell_digits KERNEL(digits_in)(const nodial_cells_of_block *cells, size_t start,
                                                   uint32_t length) {
  uint8_t padded[VIEW_BYTE_COUNT];
  const uint8_t *cell = cells->bytes + start;
  if (UNLIKELY(start + LOADED_COUNT(length) > cells->byte_count)) {
    memset(padded, 0, sizeof padded);
    cell = memcpy(padded, cell, length);
  }
  return DIGITS_OF(cell, length);
}

static TARGET size_t KERNEL(read_rare_cell)(const nodial_cells_of_block *cells,
                                            nodial_cell_rules rules, size_t index, uint64_t *key,
                                            uint8_t *status, nodial_open_cell *open);

/// Reads the cell at `index`, whatever it is. Sets its answer and returns 0, or sets `open` and
/// returns 1. Unless it `may_be_odd`, an odd cell is left to a call, so that the others keep their
/// registers.
ALWAYS_INLINE TARGET size_t KERNEL(read_cell)(const nodial_cells_of_block *cells,
                                              nodial_cell_rules rules, size_t index, uint64_t *key,
                                              uint8_t *status, nodial_open_cell *open,
                                              int may_be_odd) {
  uint32_t start = cells->starts[index], end = cells->ends[index];
  if (UNLIKELY(start > end || end > cells->byte_count)) __builtin_trap();
  if (UNLIKELY(end - start > VIEW_BYTE_COUNT)) trim(cells->bytes, &start, &end);
  const uint8_t *cell = cells->bytes + start;
  const uint32_t length = end - start;
  *key = 0;
  if (UNLIKELY(length - 1 > VIEW_BYTE_COUNT - 1)) {
    *status = NODIAL_STATUS_EMPTY;
    *open = (nodial_open_cell){.index = (uint32_t)index, .kind = NODIAL_CELL_TEXT};
    return length != 0;
  }
  const cell_digits all = KERNEL(digits_in)(cells, start, length);
  uint64_t word = all.word;
  uint32_t count = all.count;
  const uint32_t is_international = all.view.pluses != 0;
  nodial_cell_kind kind =
      count + is_international == length ? NODIAL_CELL_COMPACT : NODIAL_CELL_PLAIN;
  const uint32_t has_count = count - DIGIT_COUNT_MIN <= DIGIT_COUNT_MAX - DIGIT_COUNT_MIN;
  if (UNLIKELY((odd_bits(&all.view) | single_point(&all.view)) || !has_count)) {
    if (!may_be_odd) return KERNEL(read_rare_cell)(cells, rules, index, key, status, open);
    const odd_cell odd = read_odd(cell, length, &all.view, rules);
    kind = odd.kind;
    if (kind == NODIAL_CELL_TEXT) {
      *status = odd.status;
      *open = (nodial_open_cell){.index = (uint32_t)index, .kind = kind};
      return odd.status == 0;
    }
    count = (uint32_t)__builtin_popcount(odd.digits);
    word = all.count > DIGIT_COUNT_MAX ? digits_at(odd.digits, cell)
                                       : word >> 4 * (all.count - count);
  }
  word <<= 64 - 4 * count;
  *key = plain_number_key(word, count, is_international, rules.region, cell, length);
  *status = NODIAL_STATUS_VALID;
  if (*key != 0) return 0;
  *open = (nodial_open_cell){
      word, (uint32_t)index, (uint8_t)count, (uint8_t)is_international, kind};
  return 1;
}

/// The same, called where it is rarely needed.
static __attribute__((noinline)) TARGET size_t KERNEL(read_rare_cell)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, size_t index, uint64_t *key,
    uint8_t *status, nodial_open_cell *open) {
  return KERNEL(read_cell)(cells, rules, index, key, status, open, 1);
}

/// Sets the key of a usual number of +1, alone or before an extension.
ALWAYS_INLINE TARGET int KERNEL(set_usual_key)(const nodial_cells_of_block *cells, size_t start,
                                               uint32_t length, uint64_t *key) {
  cell_digits digits = KERNEL(digits_in)(cells, start, length);
  if (digits.view.others != 0) {
    const uint32_t before =
        digits_before_extension(cells->bytes + start, length, &digits.view), count = digits.count;
    if (before == 0 || count > DIGIT_COUNT_MAX) return 0;
    digits.count = (uint32_t)__builtin_popcount(before);
    digits.word >>= 4 * (count - digits.count);
    digits.view = (cell_view){.digits = before, .pluses = digits.view.pluses};
  }
  return set_north_american_key(digits, key);
}

/// Reads the cells of a region with +1 that are not just a usual number of it. Their indices are
/// those in `open`, where fewer cells take their place.
static __attribute__((noinline)) TARGET size_t KERNEL(read_unusual)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, uint64_t *keys, uint8_t *statuses,
    nodial_open_cell *open, size_t unusual_count) {
  size_t open_count = 0;
  for (size_t place = 0; place < unusual_count; place++) {
    const size_t index = open[place].index, start = cells->starts[index], end = cells->ends[index];
    const uint32_t length = (uint32_t)(end - start);
    if (start < end && end <= cells->byte_count && length <= VIEW_BYTE_COUNT &&
        KERNEL(set_usual_key)(cells, start, length, keys + index))
      continue;
    open_count += KERNEL(read_rare_cell)(
        cells, rules, index, keys + index, statuses + index, open + open_count);
  }
  return open_count;
}

/// For a region with +1, where nearly all cells are its numbers. The others are put off, so that no
/// call is in the way of the loop.
static __attribute__((noinline)) TARGET size_t KERNEL(read_north_american)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, uint64_t *restrict keys,
    uint8_t *restrict statuses, nodial_open_cell *restrict open) {
  const uint8_t *const bytes = cells->bytes;
  const uint32_t *const starts = cells->starts, *const ends = cells->ends;
  const size_t byte_count = cells->byte_count, cell_count = cells->cell_count;
  size_t unusual_count = 0;
  memset(statuses, NODIAL_STATUS_VALID, cell_count);
  for (size_t index = 0; index < cell_count; index++) {
    const size_t start = starts[index];
    const uint32_t length = ends[index] - (uint32_t)start;
    if (LIKELY(length - 1 <= VIEW_BYTE_COUNT - 1) &&
        LIKELY(start + LOADED_COUNT(length) <= byte_count) &&
        LIKELY(SET_NORTH_AMERICAN_KEY(bytes + start, length, keys + index)))
      continue;
    open[unusual_count++].index = (uint32_t)index;
  }
  return KERNEL(read_unusual)(cells, rules, keys, statuses, open, unusual_count);
}

static TARGET size_t KERNEL(read_cells)(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                                        uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
  if (is_north_american(&nodial_regions[rules.region]))
    return KERNEL(read_north_american)(cells, rules, keys, statuses, open);
  size_t open_count = 0;
  for (size_t index = 0; index < cells->cell_count; index++)
    open_count += KERNEL(read_cell)(
        cells, rules, index, keys + index, statuses + index, open + open_count, 0);
  return open_count;
}

#undef TARGET
#undef KERNEL
#undef LOADED_COUNT
#undef DIGITS_OF
#undef SET_NORTH_AMERICAN_KEY
