// From the bytes of phone cells to keys: see DigitScan.h. A cell of up to 32 bytes is compared at
// once; its digits are then moved together by their mask, whatever stands between them, so that all
// writings of a number take the same instructions and no branch has to guess.
#include "DigitScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "OddCell.h"
#include "PlainNumber.h"

/// Bytes of a cell that are looked at together, and characters of a cell that is read at all.
enum { VIEW_BYTE_COUNT = 32, CHARACTER_COUNT_MAX = 250 };

/// All digits of a cell, and what else there is.
typedef struct {
  /// Four bits each, the last in the lowest; of more than 16 the last ones.
  uint64_t word;
  uint32_t count;
  cell_view view;
} cell_digits;

/// What stands before and behind the text of a long cell.
static void trim(const uint8_t *bytes, uint32_t *start, uint32_t *end) {
  if (*end - *start > CHARACTER_COUNT_MAX) return;
  while (*start < *end && bytes[*start] == 32) ++*start;
  while (*end > *start && bytes[*end - 1] == 32) --*end;
}

/// The first of the digits at the bits of `before`, that other digits of the cell follow.
static uint64_t digits_at(uint32_t before, const uint8_t *cell) {
  uint64_t word = 0;
  for (; before != 0; before ^= BIT(__builtin_clz(before)))
    word = word << 4 | (cell[__builtin_clz(before)] & 15);
  return word;
}

/// Sets the key of a number of +1, of ten digits or of eleven of which the first is 1, if any six
/// digits may follow its first four.
ALWAYS_INLINE int set_north_american_key(cell_digits digits, uint64_t *key) {
  // Ten digits without a plus, or eleven of which the first is 1.
  const uint64_t code = digits.word >> 40;
  const uint64_t differs =
      (code ^ (digits.count - 10)) | code >> 1 | (digits.view.pluses & (uint32_t)(code - 1));
  if (UNLIKELY((odd_bits(&digits.view) | differs) != 0)) return 0;
  const uint64_t number = digits.word & 0xFFFFFFFFFF;
  if (UNLIKELY(!has_usual_exchange(number << 24))) return 0;
  *key = 10000000000 + value_of_ten(number);
  return 1;
}

#include "DigitScanPortable.h"
#if defined(__x86_64__)
#include "DigitScanAVX2.h"
#include "DigitScanAVX512.h"
#endif

nodial_instructions nodial_best_instructions(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("bmi2"))
    return NODIAL_AVX512;
  // AMD's first processors with these instructions take a hundred cycles to move bits together.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
      !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2"))
    return NODIAL_AVX2;
#endif
  return NODIAL_PORTABLE;
}

size_t nodial_read_cells_with(nodial_instructions instructions, const nodial_cells_of_block *cells,
                              nodial_cell_rules rules, uint64_t *keys, uint8_t *statuses,
                              nodial_open_cell *open) {
  switch (instructions) {
#if defined(__x86_64__)
    case NODIAL_AVX512: return read_cells_avx512(cells, rules, keys, statuses, open);
    case NODIAL_AVX2: return read_cells_avx2(cells, rules, keys, statuses, open);
#endif
    default: return read_cells_portable(cells, rules, keys, statuses, open);
  }
}

size_t nodial_read_cells(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *keys, uint8_t *statuses, nodial_open_cell *open) {
  return nodial_read_cells_with(nodial_best_instructions(), cells, rules, keys, statuses, open);
}
