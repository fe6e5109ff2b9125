#include "SymbolKinds.h"

enum {
  DIGIT = NODIAL_SYMBOL_DIGIT | NODIAL_SYMBOL_END,
  LETTER = NODIAL_SYMBOL_LETTER | NODIAL_SYMBOL_END | NODIAL_SYMBOL_STOP,
  ASCII = LETTER | NODIAL_SYMBOL_ASCII_LETTER,
  BETWEEN = NODIAL_SYMBOL_PUNCTUATION,
  WORD = NODIAL_SYMBOL_END | NODIAL_SYMBOL_STOP,
  MARK = NODIAL_SYMBOL_MARK | NODIAL_SYMBOL_STOP,
};

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Winitializer-overrides"

const uint8_t nodial_symbol_kinds[256] = {
    [0 ... 255] = NODIAL_SYMBOL_STOP,
    ['0' ... '9'] = DIGIT,
    ['A' ... 'Z'] = ASCII,
    ['a' ... 'z'] = ASCII,
    ['x'] = ASCII | BETWEEN,
    ['X'] = ASCII | BETWEEN,
    [' '] = BETWEEN,
    ['('] = BETWEEN,
    [')'] = BETWEEN,
    ['-'] = BETWEEN,
    ['.'] = BETWEEN,
    ['/'] = BETWEEN,
    ['['] = BETWEEN,
    [']'] = BETWEEN,
    ['*'] = BETWEEN,
    ['~'] = BETWEEN | NODIAL_SYMBOL_STOP,
    ['+'] = NODIAL_SYMBOL_PLUS,
    ['#'] = WORD,
    ['_'] = 0,
    [':'] = 0,
    ['|'] = NODIAL_SYMBOL_MARK,
    [';'] = MARK,
    [','] = MARK,
    ['&'] = MARK,
    ['\\'] = MARK,
    ['\n'] = MARK,
    ['\r'] = MARK,
    // From here on what `Symbol` names.
    [0x80 ... 0x89] = DIGIT,
    [0x8A ... 0x8D] = BETWEEN,
    [0x8E] = NODIAL_SYMBOL_PLUS,
    [0x90 ... 0x98] = WORD,
    [0x9A ... 0x9D] = LETTER,
    [0x9E] = BETWEEN | NODIAL_SYMBOL_END,
    [0x9F] = WORD,
    [0xA0] = 0,
};

#pragma clang diagnostic pop

/// The kinds of eight symbols, each in a byte, the first in the lowest; none behind `count`.
static uint64_t kinds_of_eight(const uint8_t *symbols, uint32_t count) {
  uint64_t kinds = 0;
  for (uint32_t i = 0; i < 8 && i < count; i++)
    kinds |= (uint64_t)nodial_symbol_kinds[symbols[i]] << 8 * i;
  return kinds;
}

nodial_symbol_masks nodial_masks_of_symbols(const uint8_t *symbols, uint32_t count) {
  nodial_symbol_masks masks = {{0}};
  for (uint32_t first = 0; first < count && first < 64; first += 8) {
    const uint64_t kinds = kinds_of_eight(symbols + first, count - first);
    for (uint32_t kind = 0; kind < 8; kind++) {
      // The lowest bits of eight bytes become one byte.
      const uint64_t bits = kinds >> kind & 0x0101010101010101;
      masks.words[kind] |= (bits * 0x0102040810204080 >> 56) << first;
    }
  }
  return masks;
}
