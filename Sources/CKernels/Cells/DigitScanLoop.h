// The loops over cells, included once for each instruction set. Its macros are `TARGET`, which
// allows the instructions, and
//
//   KERNEL(name)           the name of a function here
//   LOADED_COUNT(length)   bytes that are loaded of a cell of so many
//   DIGITS_OF(cell, length)
//                          what there is in a cell of 1 to 32 bytes
//   SET_NORTH_AMERICAN_KEY(cell, length, key, is_usual)
//                          1 if it is a number of +1 by its length, in any writing but rare ones

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

/// Reads the cell at `index`, whatever it is. Sets its answer and returns 0, or sets `open` and
/// returns 1. Unless it `may_be_odd`, an odd cell is left to a call, so that the others keep their
/// registers.
ALWAYS_INLINE TARGET size_t KERNEL(read_any_cell)(const nodial_cells_of_block *cells,
                                                  nodial_cell_rules rules, size_t index,
                                                  cell_answer answer, int may_be_odd);

/// The same, called where it is rarely needed.
static __attribute__((noinline)) TARGET size_t KERNEL(read_rare_cell)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, size_t index,
    cell_answer answer) {
  return KERNEL(read_any_cell)(cells, rules, index, answer, 1);
}

ALWAYS_INLINE TARGET size_t KERNEL(read_any_cell)(const nodial_cells_of_block *cells,
                                                  nodial_cell_rules rules, size_t index,
                                                  cell_answer answer, int may_be_odd) {
  uint32_t start = cells->starts[index], end = cells->ends[index];
  if (UNLIKELY(start > end || end > cells->byte_count)) __builtin_trap();
  if (UNLIKELY(end - start > VIEW_BYTE_COUNT)) trim(cells->bytes, &start, &end);
  const uint8_t *cell = cells->bytes + start;
  const uint32_t length = end - start;
  if (UNLIKELY(length - 1 > VIEW_BYTE_COUNT - 1)) {
    *answer.key = 0;
    *answer.status = NODIAL_STATUS_EMPTY;
    *answer.open = (nodial_open_cell){.index = (uint32_t)index, .kind = NODIAL_CELL_TEXT};
    return length != 0;
  }
  const cell_digits all = KERNEL(digits_in)(cells, start, length);
  if (UNLIKELY(is_odd(&all))) {
    if (!may_be_odd) return KERNEL(read_rare_cell)(cells, rules, index, answer);
    return read_odd_cell(cell, length, &all, rules, index, answer);
  }
  return read_plain_cell(cell, length, &all, rules, index, answer);
}

/// Reads the cells of a region with +1 that are not just a usual number of it. Their indices are
/// those in `open`, where fewer cells take their place. A key that is set already is that of an
/// unusual number.
static __attribute__((noinline)) TARGET size_t KERNEL(read_unusual)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, uint64_t *keys, uint8_t *statuses,
    nodial_open_cell *open, size_t unusual_count) {
  size_t open_count = 0;
  for (size_t place = 0; place < unusual_count; place++) {
    const size_t index = open[place].index, start = cells->starts[index], end = cells->ends[index];
    const uint8_t *const cell = cells->bytes + start;
    const uint32_t length = (uint32_t)(end - start);
    if (keys[index] != 0 && is_unused_number(keys[index], cell, length)) {
      statuses[index] = GRADE_POSSIBLE;
      continue;
    }
    const cell_answer answer = {keys + index, statuses + index, open + open_count};
    if (UNLIKELY(start >= end || end > cells->byte_count || length > VIEW_BYTE_COUNT)) {
      open_count += KERNEL(read_rare_cell)(cells, rules, index, answer);
      continue;
    }
    const cell_digits all = KERNEL(digits_in)(cells, start, length);
    if (set_usual_key(cell, length, all, answer.key)) continue;
    open_count += is_odd(&all) ? read_odd_cell(cell, length, &all, rules, index, answer)
                               : read_plain_cell(cell, length, &all, rules, index, answer);
  }
  return open_count;
}

/// For a region whose numbers are ten digits of +1, as nearly all of its cells are. The others are put
/// off, so that no call is in the way of the loop. Numbers that are not usual are too, without a branch:
/// a campaign of any area codes has as many of them as of the others.
static __attribute__((noinline)) TARGET size_t KERNEL(read_north_american)(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, uint64_t *restrict keys,
    uint8_t *restrict statuses, nodial_open_cell *restrict open) {
  const uint8_t *const bytes = cells->bytes;
  const uint32_t *const starts = cells->starts, *const ends = cells->ends;
  const size_t byte_count = cells->byte_count, cell_count = cells->cell_count;
  nodial_open_cell *unusual = open;
  memset(statuses, NODIAL_STATUS_VALID, cell_count);
  for (size_t index = 0; index < cell_count; index++) {
    const size_t start = starts[index];
    const uint32_t length = ends[index] - (uint32_t)start;
    uint32_t is_usual = 0;
    unusual->index = (uint32_t)index;
    if (UNLIKELY(length - 1 > VIEW_BYTE_COUNT - 1) ||
        UNLIKELY(start + LOADED_COUNT(length) > byte_count) ||
        UNLIKELY(!SET_NORTH_AMERICAN_KEY(bytes + start, length, keys + index, &is_usual)))
      keys[index] = 0;
    unusual += !is_usual;
  }
  return KERNEL(read_unusual)(cells, rules, keys, statuses, open, (size_t)(unusual - open));
}

static TARGET size_t KERNEL(read_cells)(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                                        uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
  const nodial_region *const plan = &nodial_regions[rules.region];
  if (is_north_american(plan) && has_ten_digits_only(plan))
    return KERNEL(read_north_american)(cells, rules, keys, statuses, open);
  size_t open_count = 0;
  for (size_t index = 0; index < cells->cell_count; index++)
    open_count += KERNEL(read_any_cell)(
        cells, rules, index, (cell_answer){keys + index, statuses + index, open + open_count}, 0);
  return open_count;
}

#undef TARGET
#undef KERNEL
#undef LOADED_COUNT
#undef DIGITS_OF
#undef SET_NORTH_AMERICAN_KEY
