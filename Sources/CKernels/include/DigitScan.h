// From the bytes of phone cells to keys, for the cells that need no second look: nearly all of them.
#ifndef NODIAL_DIGIT_SCAN_H
#define NODIAL_DIGIT_SCAN_H

#include <stddef.h>
#include <stdint.h>

/// How much of a cell has been read.
typedef enum : uint8_t {
  /// Nothing: its text has to be.
  NODIAL_CELL_TEXT,
  /// Digits and separators.
  NODIAL_CELL_PLAIN,
  /// Nothing but digits, after a plus or none.
  NODIAL_CELL_COMPACT,
  /// Digits and separators before an extension.
  NODIAL_CELL_EXTENDED,
  /// The digits and separators of a number without further keys, before words without digits: letters
  /// and commas. Its key and status are set.
  NODIAL_CELL_WORDED,
} nodial_cell_kind;

/// A cell that has no answer yet: what was read of it.
typedef struct {
  uint64_t digits;           ///< four bits each, the first in the highest
  uint32_t index;            ///< of the cell in the call
  uint8_t digit_count;       ///< 3 to 16; of no meaning for `NODIAL_CELL_TEXT`
  uint8_t is_international;  ///< 1 after a plus
  nodial_cell_kind kind;
} nodial_open_cell;

/// Cells of one block.
typedef struct {
  const uint8_t *bytes;
  size_t byte_count;
  /// Offset in the block of each cell's first byte, and after its last one.
  const uint32_t *starts, *ends;
  size_t cell_count;
} nodial_cells_of_block;

/// How cells are read.
typedef struct {
  /// Index of the default region; 255: none.
  uint8_t region;
  /// 1 if `2025550123.0` may be a number with a spreadsheet's fraction, and is left open.
  uint8_t undoes_formats;
} nodial_cell_rules;

/// Answers the cells that hold a valid number without further keys, and those that hold none since
/// they are blank or have less than two digits: sets `keys` and `statuses` of these. The others are
/// put into `open`, in order; what is set of them is of no meaning, but for `NODIAL_CELL_WORDED`.
/// Returns how many are there.
///
/// `keys`, `statuses` and `open` have room for all cells. Stops the program if a cell does not lie
/// in the block. Reads nothing outside of the block.
size_t nodial_read_cells(const nodial_cells_of_block *cells, nodial_cell_rules rules,
                         uint64_t *keys, uint8_t *statuses, nodial_open_cell *open);

/// What processors have for it, from the slowest on.
typedef enum : uint8_t { NODIAL_PORTABLE, NODIAL_AVX2, NODIAL_AVX512 } nodial_instructions;

/// The fastest ones that this processor has.
nodial_instructions nodial_best_instructions(void);

/// The same as `nodial_read_cells` with certain instructions, by name for the tests. The processor
/// must have them.
size_t nodial_read_cells_with(nodial_instructions instructions, const nodial_cells_of_block *cells,
                              nodial_cell_rules rules, uint64_t *keys, uint8_t *statuses,
                              nodial_open_cell *open);

/// What the core makes of a cell of two numbers.
typedef enum : uint8_t {
  /// Nothing.
  NODIAL_PAIR_REFUSED,
  /// The digits of both.
  NODIAL_PAIR_JOINED,
  /// The first number, and the second for its extension.
  NODIAL_PAIR_EXTENDED,
} nodial_pair_core;

/// Two numbers without further keys, at least one of them valid.
typedef struct {
  uint64_t first_key, second_key;
  /// The digits, four bits each, the first in the highest.
  uint64_t first, second;
  uint8_t first_count, second_count;
  /// 1 if the first has a plus; 1 if it is a number of +1 that is not in use.
  uint8_t is_international, is_first_unused;
  nodial_pair_core core;
} nodial_number_pair;

/// Reads a cell of two numbers and nothing else but words and signs. Returns 0 for any other
/// cell, and where it is not certain.
int nodial_read_pair(const uint8_t *cell, size_t length, uint8_t region, nodial_number_pair *pair);

/// The statuses that are set: grade in the low four bits, rejection in the high four.
enum { NODIAL_STATUS_VALID = 4, NODIAL_STATUS_EMPTY = 1 << 4, NODIAL_STATUS_NOT_A_NUMBER = 3 << 4 };

#endif
