// The loops over cells, included by DigitScan.c once for each instruction set: `READ_CELLS` and
// `READ_CELL` are their names, `VIEW_OF` and `GATHERED` are what differs, `TARGET` allows the
// instructions.

/// Reads the cell at `index`, whatever it is. Sets its answer and returns 0, or sets `open` and
/// returns 1.
ALWAYS_INLINE TARGET size_t READ_CELL(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                                      size_t index, uint64_t *key, uint8_t *status,
                                      nodial_open_cell *open) {
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
  uint8_t padded[VIEW_BYTE_COUNT];
  const uint8_t *readable = cell;
  if (UNLIKELY(start + (size_t)VIEW_BYTE_COUNT > cells->byte_count)) {
    memset(padded, 0, sizeof padded);
    readable = memcpy(padded, cell, length);
  }
  const cell_view view = VIEW_OF(readable, length);
  const uint32_t is_international = view.pluses != 0;
  uint32_t digits = view.digits;
  uint32_t count = (uint32_t)__builtin_popcount(digits);
  nodial_cell_kind kind =
      count + is_international == length ? NODIAL_CELL_COMPACT : NODIAL_CELL_PLAIN;
  if (UNLIKELY(odd_bits(&view) || count - DIGIT_COUNT_MIN > DIGIT_COUNT_MAX - DIGIT_COUNT_MIN)) {
    const cell_view kept = view;
    const odd_cell odd = read_odd(cell, length, &kept, rules);
    kind = odd.kind;
    if (kind == NODIAL_CELL_TEXT) {
      *status = odd.status;
      *open = (nodial_open_cell){.index = (uint32_t)index, .kind = kind};
      return odd.status == 0;
    }
    digits = odd.digits;
    count = (uint32_t)__builtin_popcount(digits);
  }
  const uint64_t word = GATHERED(&view, digits) << (64 - 4 * count);
  *key = plain_number_key(word, count, is_international, rules.region, cell, length);
  *status = NODIAL_STATUS_VALID;
  if (*key != 0) return 0;
  *open = (nodial_open_cell){
      word, (uint32_t)index, (uint8_t)count, (uint8_t)is_international, kind};
  return 1;
}

/// The same, called where it is rarely needed.
static __attribute__((noinline)) TARGET size_t READ_RARE_CELL(
    const nodial_cells_of_block *cells, nodial_cell_rules rules, size_t index, uint64_t *key,
    uint8_t *status, nodial_open_cell *open) {
  return READ_CELL(cells, rules, index, key, status, open);
}

/// For a region with +1, where nearly all cells are its numbers.
static TARGET size_t READ_NORTH_AMERICAN(const nodial_cells_of_block *cells,
                                         nodial_cell_rules rules, uint64_t *restrict keys,
                                         uint8_t *restrict statuses,
                                         nodial_open_cell *restrict open) {
  const uint8_t *const bytes = cells->bytes;
  const uint32_t *const starts = cells->starts, *const ends = cells->ends;
  const size_t byte_count = cells->byte_count, cell_count = cells->cell_count;
  size_t open_count = 0;
  memset(statuses, NODIAL_STATUS_VALID, cell_count);
  for (size_t index = 0; index < cell_count; index++) {
    const size_t start = starts[index];
    const uint32_t length = ends[index] - (uint32_t)start;
    // One to 32 bytes, and 32 that may be read.
    if (UNLIKELY(length - 1 > VIEW_BYTE_COUNT - 1)) goto rare;
    if (UNLIKELY(start + VIEW_BYTE_COUNT > byte_count)) goto rare;
    const cell_view view = VIEW_OF(bytes + start, length);
    const uint64_t word = GATHERED(&view, view.digits);
    const uint32_t count = (uint32_t)__builtin_popcount(view.digits);
    // Ten digits without a plus, or eleven of which the first is 1.
    const uint64_t code = word >> 40;
    const uint64_t differs =
        (code ^ (count - 10)) | code >> 1 | (view.pluses & (uint32_t)(code - 1));
    if (UNLIKELY((odd_bits(&view) | differs) != 0)) goto rare;
    const uint64_t number = word & 0xFFFFFFFFFF;
    if (UNLIKELY(!(nodial_exchanges[number >> 28] >> (number >> 24 & 15) & 1))) goto rare;
    keys[index] = 10000000000 + value_of_ten(number);
    continue;
  rare:
    open_count +=
        READ_RARE_CELL(cells, rules, index, keys + index, statuses + index, open + open_count);
  }
  return open_count;
}

TARGET size_t READ_CELLS(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
  if (is_north_american(&nodial_regions[rules.region]))
    return READ_NORTH_AMERICAN(cells, rules, keys, statuses, open);
  size_t open_count = 0;
  for (size_t index = 0; index < cells->cell_count; index++)
    open_count +=
        READ_CELL(cells, rules, index, keys + index, statuses + index, open + open_count);
  return open_count;
}
