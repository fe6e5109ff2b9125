// The loop over cells, included by DigitScan.c once for each instruction set: `READ_CELLS` is its
// name, `VIEW_OF` and `GATHERED` are what differs, `TARGET` allows the instructions.

/// All cells but those that the loop answers itself. Sets the answer and returns 0, or the open cell
/// and returns 1.
static __attribute__((noinline)) TARGET size_t FINISH(const uint8_t *cell, uint32_t length,
                                                      const cell_view *view,
                                                      nodial_cell_rules rules, uint64_t *key,
                                                      uint8_t *status, nodial_open_cell *open) {
  const uint32_t index = open->index;
  const uint32_t is_international = view->pluses != 0;
  uint32_t digits = view->digits;
  uint32_t count = (uint32_t)__builtin_popcount(digits);
  nodial_cell_kind kind =
      count + is_international == length ? NODIAL_CELL_COMPACT : NODIAL_CELL_PLAIN;
  if (view->others | view->points | (view->pluses & (view->pluses - 1)) ||
      view->pluses - 1 < digits || count - DIGIT_COUNT_MIN > DIGIT_COUNT_MAX - DIGIT_COUNT_MIN) {
    const odd_cell odd = read_odd(cell, length, view, rules);
    if (odd.status != 0) {
      *key = 0;
      *status = odd.status;
      return 0;
    }
    kind = odd.kind;
    if (kind == NODIAL_CELL_TEXT) {
      *open = (nodial_open_cell){.index = index, .kind = kind};
      return 1;
    }
    digits = odd.digits;
    count = (uint32_t)__builtin_popcount(digits);
  }
  const uint64_t word = GATHERED(view, digits) << (64 - 4 * count);
  *key = plain_number_key(word, count, is_international, rules.region, cell, length);
  *status = NODIAL_STATUS_VALID;
  if (*key != 0) return 0;
  *open = (nodial_open_cell){word, index, (uint8_t)count, (uint8_t)is_international, kind};
  return 1;
}

TARGET size_t READ_CELLS(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *restrict keys, uint8_t *restrict statuses,
                         nodial_open_cell *restrict open) {
  const nodial_region *home = &nodial_regions[rules.region];
  const uint32_t is_north_american = home->calling_digits == 0x1000 && home->calling_count == 1;
  const uint8_t *const bytes = cells->bytes;
  const uint32_t *const starts = cells->starts, *const ends = cells->ends;
  const size_t byte_count = cells->byte_count, cell_count = cells->cell_count;
  size_t open_count = 0;
  for (size_t index = 0; index < cell_count; index++) {
    uint32_t start = starts[index], length = ends[index] - start;
    const uint8_t *readable = bytes + start;
    uint8_t padded[VIEW_BYTE_COUNT];
    // One to 32 bytes, and 32 that may be read.
    if (UNLIKELY(length - 1 > VIEW_BYTE_COUNT - 1 || start + (size_t)VIEW_BYTE_COUNT > byte_count)) {
      uint32_t end = ends[index];
      if (start > end || end > byte_count) __builtin_trap();
      if (length > VIEW_BYTE_COUNT) trim(bytes, &start, &end);
      length = end - start;
      if (length > VIEW_BYTE_COUNT) {
        open[open_count++] = (nodial_open_cell){.index = (uint32_t)index, .kind = NODIAL_CELL_TEXT};
        continue;
      }
      if (length == 0) {
        keys[index] = 0;
        statuses[index] = NODIAL_STATUS_EMPTY;
        continue;
      }
      memset(padded, 0, sizeof padded);
      memcpy(padded, bytes + start, length);
      readable = padded;
    }
    const cell_view view = VIEW_OF(readable, length);
    const uint64_t word = GATHERED(&view, view.digits);
    const uint32_t count = (uint32_t)__builtin_popcount(view.digits);
    const uint32_t is_international = view.pluses != 0;
    // Ten digits, or eleven with a 1 before them; at most one plus, before all digits.
    const uint64_t code = word >> 40;
    const int is_ten = (code <= 1) & (code == count - 10) &
                       (is_international | is_north_american) & (code | (is_international ^ 1));
    // A point before the last digit or the last but one may begin a spreadsheet's fraction.
    const uint32_t fraction = view.points & 6 * (view.digits & -view.digits);
    const uint32_t odd = view.others | fraction | (view.pluses & (view.pluses - 1));
    const uint64_t number = word & 0xFFFFFFFFFF;
    const uint32_t is_valid = nodial_exchanges[number >> 28] >> (number >> 24 & 15) & 1;
    if (!UNLIKELY(odd != 0 || view.pluses - 1 < view.digits || !is_ten || !is_valid)) {
      keys[index] = 10000000000 + value_of_ten(number);
      statuses[index] = NODIAL_STATUS_VALID;
      continue;
    }
    const cell_view kept = view;
    open[open_count].index = (uint32_t)index;
    open_count += FINISH(bytes + start, length, &kept, rules, &keys[index], &statuses[index],
                         &open[open_count]);
  }
  return open_count;
}
