// Cells that are more than digits and separators: blank ones, words, extensions, a spreadsheet's
// fraction. What is decided here is the same whatever instructions have looked at the cell.
#ifndef NODIAL_ODD_CELL_H
#define NODIAL_ODD_CELL_H

#include "DigitScan.h"
#include "PlainNumber.h"

/// What is made of the bytes of a cell at once. Bit 31 is the first byte, so that shifting to the
/// left by n drops n bytes.
typedef struct {
  uint32_t digits, pluses, points;
  /// Neither a digit, nor a plus, nor one of ` ( ) - . / [ ]`.
  uint32_t others;
} cell_view;

/// The bit of a byte in the masks.
#define BIT(index) ((uint32_t)1 << 31 >> (index))

/// Whether the text starts with these lower-case letters, in either case.
ALWAYS_INLINE int has_letters(const uint8_t *bytes, uint32_t count, const char *letters) {
  for (uint32_t i = 0; letters[i] != 0; i++)
    if (i >= count || (bytes[i] | 32) != (uint8_t)letters[i]) return 0;
  return 1;
}

/// The bytes of the label of an extension: `x`, `#`, `ext`, `extn`, `extension` or `;ext=`; else 0.
///
/// `text` holds its first eight bytes, the first in the lowest. The short labels take the same way,
/// since a file has them side by side.
ALWAYS_INLINE uint32_t label_length(const uint8_t *bytes, uint32_t count, uint64_t text) {
  const uint64_t lower = text | 0x2020202020202020;
  const uint32_t is_one = ((text & 0xFF) == '#') | ((lower & 0xFF) == 'x');
  const uint32_t is_ext = (lower & 0xFFFFFF) == ('e' | 'x' << 8 | 't' << 16);
  const uint32_t is_longer = is_ext & ((lower >> 24 & 0xFF) == 'n');
  const uint32_t length = is_one + 3 * is_ext + is_longer;
  if (UNLIKELY(length == 0)) {
    const int is_attribute =
        bytes[0] == ';' && count > 4 && bytes[4] == '=' && has_letters(bytes + 1, 3, "ext");
    return is_attribute ? 5 : 0;
  }
  if (UNLIKELY((lower >> 24 & 0xFF) == 'e') && has_letters(bytes, count, "extension")) return 9;
  return length;
}

/// Up to eight bytes of a cell from `index` on, the first in the lowest; 0 behind its end.
ALWAYS_INLINE uint64_t text_from(const uint8_t *cell, uint32_t length, uint32_t index) {
  uint64_t text = 0;
  if (UNLIKELY(length < 8)) {
    for (uint32_t i = length; i > index; i--) text = text << 8 | cell[i - 1];
    return text;
  }
  const uint32_t first = index < length - 8 ? index : length - 8;
  memcpy(&text, cell + first, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  text = __builtin_bswap64(text);
#endif
  return text >> 8 * (index - first);
}

/// The mask of the digits before an extension that ends the cell; 0 if there is no plain one.
///
/// A plain one has a label, perhaps a colon or a point, perhaps spaces, and one to six digits; then
/// only separators. The number ends before it, whatever the rules of the text: nothing but digits
/// and separators stands there, so no label can begin earlier, and what follows has too few digits
/// for a number of its own.
ALWAYS_INLINE uint32_t digits_before_extension(const uint8_t *cell, uint32_t length,
                                               const cell_view *view) {
  enum { EXTENSION_COUNT_MAX = 6, NUMBER_COUNT_MIN = 5 };
  const uint32_t label = (uint32_t)__builtin_clz(view->others);
  const uint64_t text = text_from(cell, length, label);
  const uint32_t label_count = label_length(cell + label, length - label, text);
  if (label == 0 || label_count == 0) return 0;
  const uint32_t is_attribute = cell[label] == ';';
  uint32_t index = label + label_count;
  if (index >= length || view->digits << index == 0) return 0;
  const uint32_t first = index + (uint32_t)__builtin_clz(view->digits << index);
  index += !is_attribute & ((cell[index] == ':') | (cell[index] == '.'));
  const uint32_t space_count = first - index, seen_count = index - label;
  if (UNLIKELY(seen_count + space_count > 8)) {
    for (; index < first; index++)
      if (cell[index] != ' ') return 0;
  } else {
    const uint64_t differs = text >> 8 * seen_count ^ 0x2020202020202020;
    if (differs << 1 << (63 - 8 * space_count) != 0) return 0;
  }
  if (is_attribute && space_count != 0) return 0;
  const uint32_t behind = view->digits << first;
  const uint32_t count = behind == ~(uint32_t)0 ? 32 : (uint32_t)__builtin_clz(~behind);
  if (count > EXTENSION_COUNT_MAX || behind << count != 0) return 0;
  if (view->others << first != 0 || view->pluses << label != 0) return 0;
  const uint32_t before = view->digits & ~(~(uint32_t)0 >> label);
  return __builtin_popcount(before) >= NUMBER_COUNT_MIN ? before : 0;
}

/// The answer for a cell with less than two digits and no byte beyond printable ASCII: blank, or no
/// number, since a number has two. 0 for any other cell.
static uint8_t status_without_number(const uint8_t *cell, uint32_t length) {
  uint32_t is_blank = 1;
  for (uint32_t i = 0; i < length; i++) {
    if (cell[i] < 32 || cell[i] > 126) return 0;
    is_blank &= cell[i] == 32;
  }
  return is_blank ? NODIAL_STATUS_EMPTY : NODIAL_STATUS_NOT_A_NUMBER;
}

/// The only point, if there is just one.
ALWAYS_INLINE uint32_t single_point(const cell_view *view) {
  return view->points & (view->points - 1) ? 0 : view->points;
}

/// Whether one or two digits after a point end the cell, or any behind seven, and it has no other
/// sign but a plus: a number as a spreadsheet writes it, `2025550123.0`.
static int may_have_fraction(const uint8_t *cell, uint32_t length, const cell_view *view) {
  enum { WHOLE_COUNT_MIN = 7 };
  const uint32_t last_digit = 31 - (uint32_t)__builtin_ctz(view->digits);
  const uint32_t point = single_point(view);
  const uint32_t whole = point == 0 ? 0 : view->digits & ~(point | (point - 1));
  if ((view->points & (BIT(last_digit) << 1 | BIT(last_digit) << 2)) == 0 &&
      __builtin_popcount(whole) < WHOLE_COUNT_MIN)
    return 0;
  uint32_t first = 0, last = length;
  while (first < last && cell[first] == 32) first++;
  while (last > first && cell[last - 1] == 32) last--;
  return last - first <= (uint32_t)__builtin_popcount(view->digits) + 2;
}

/// Not 0 if the cell has more than digits and separators after one plus or none; or if it may have
/// a spreadsheet's fraction, with a point before the last digit or the last but one.
ALWAYS_INLINE uint32_t odd_bits(const cell_view *view) {
  const uint32_t behind_plus = view->pluses - 1;
  const uint32_t last_digit = view->digits & -view->digits;
  return view->others | (view->pluses & behind_plus) | (view->digits & ~behind_plus) |
         (view->points & 6 * last_digit);
}

ALWAYS_INLINE int is_letter(uint8_t byte) { return (uint8_t)((byte | 32) - 'a') < 26; }

/// Whether a cell begins with words, and is a number's digits and separators behind them: letters and
/// colons, which the core leaves out before the first plus or digit. None may touch it (`Bob2 0171 …`).
static inline int has_only_words_before(const uint8_t *cell, const cell_view *view) {
  if ((view->others & -view->others) < (view->digits | view->pluses)) return 0;
  for (uint32_t others = view->others; others != 0; others &= others - 1) {
    const uint8_t byte = cell[31 - (uint32_t)__builtin_ctz(others)];
    if (!is_letter(byte) && byte != ':') return 0;
  }
  const uint32_t first = (uint32_t)__builtin_clz(view->digits | view->pluses);
  return first == 0 || !is_letter(cell[first - 1]);
}

/// Whether a cell begins with a number's digits and separators, and words without digits are behind
/// them: letters and commas. What may be read otherwise is left out: a slash, digits in brackets, one
/// with a sign that numbers what follows, hours, a letter at the last digit.
static inline int has_only_words_behind(const uint8_t *cell, uint32_t length,
                                        const cell_view *view) {
  enum { APART_COUNT_MIN = 4 };
  const uint32_t last_digit = view->digits & -view->digits;
  if (last_digit < view->others) return 0;
  for (uint32_t others = view->others; others != 0; others &= others - 1) {
    const uint8_t byte = cell[31 - (uint32_t)__builtin_ctz(others)];
    if (!is_letter(byte) && byte != ',') return 0;
  }
  if (is_numbered(cell, length)) return 0;
  // There are others behind the last digit, so it has a byte behind it.
  if (is_letter(cell[32 - (uint32_t)__builtin_ctz(last_digit)])) return 0;
  const uint32_t alone = view->digits & ~(view->digits << 1) & ~(view->digits >> 1);
  if (alone & last_digit) return 0;
  for (uint32_t digits = alone; digits != 0; digits &= digits - 1) {
    const uint8_t byte = cell[32 - (uint32_t)__builtin_ctz(digits)];
    if (byte != ' ' && byte != '-') return 0;
  }
  // Digits that stand apart: behind a slash, in brackets behind others, as in `9-17`.
  const uint32_t last = 31 - (uint32_t)__builtin_ctz(last_digit);
  if (last < 3 || cell[last - 1] == '-' || cell[last - 2] == '-') return 0;
  uint32_t digit_count = 0;
  for (uint32_t i = 0; i < length; i++) {
    digit_count += (uint32_t)is_digit(cell[i]);
    const int is_bracket = cell[i] == '[' || (cell[i] == '(' && i < last);
    if (cell[i] == '/' || (is_bracket && digit_count >= APART_COUNT_MIN)) return 0;
  }
  return 1;
}

/// What there is to see of a cell that is not digits and separators alone.
typedef struct {
  uint32_t digits;
  nodial_cell_kind kind;
  /// Bytes of words before a number, which count for nothing if it is valid; else 0.
  uint32_t word_length;
  /// Not 0 if it is an answer.
  uint8_t status;
} odd_cell;

ALWAYS_INLINE odd_cell read_odd(const uint8_t *cell, uint32_t length, const cell_view *view,
                                nodial_cell_rules rules) {
  enum { NUMBER_COUNT_MIN = 7 };
  const uint32_t digits = view->digits, count = (uint32_t)__builtin_popcount(digits);
  const uint32_t pluses = view->pluses;
  odd_cell odd = {.kind = NODIAL_CELL_TEXT};
  if (count < 2) {
    odd.status = status_without_number(cell, length);
    return odd;
  }
  // At most one plus, before all digits.
  if (pluses != 0 && (pluses < digits || (pluses & (pluses - 1)) != 0)) return odd;
  if (view->others != 0) {
    odd.digits = digits_before_extension(cell, length, view);
    if (odd.digits != 0 && __builtin_popcount(odd.digits) <= DIGIT_COUNT_MAX)
      odd.kind = NODIAL_CELL_EXTENDED;
    else if (count >= DIGIT_COUNT_MIN && count <= DIGIT_COUNT_MAX &&
             has_only_words_before(cell, view)) {
      odd.digits = digits;
      odd.word_length = 32 - (uint32_t)__builtin_ctz(view->others);
    } else if (count >= NUMBER_COUNT_MIN && count <= DIGIT_COUNT_MAX &&
               has_only_words_behind(cell, length, view)) {
      odd.kind = NODIAL_CELL_WORDED;
    }
  } else if (count >= DIGIT_COUNT_MIN && count <= DIGIT_COUNT_MAX &&
             !(rules.undoes_formats && may_have_fraction(cell, length, view))) {
    odd.digits = digits;
    odd.kind = NODIAL_CELL_PLAIN;
  }
  return odd;
}

#endif
