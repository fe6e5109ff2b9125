// What a symbol of a cell's text may be in a number (`Symbol.swift` says which symbols there are), as a table.
#ifndef NODIAL_SYMBOL_KINDS_H
#define NODIAL_SYMBOL_KINDS_H

#include <stdint.h>

/// Bits; a symbol may be of several kinds.
enum {
  NODIAL_SYMBOL_DIGIT = 1,
  /// A letter that a number may have inside.
  NODIAL_SYMBOL_LETTER = 2,
  NODIAL_SYMBOL_ASCII_LETTER = 4,
  /// Stands between the digits of a number.
  NODIAL_SYMBOL_PUNCTUATION = 8,
  NODIAL_SYMBOL_PLUS = 16,
  /// A number may end in it.
  NODIAL_SYMBOL_END = 32,
  /// A number ends before it.
  NODIAL_SYMBOL_STOP = 64,
  /// Parts two numbers.
  NODIAL_SYMBOL_MARK = 128,
};

/// The kinds of each symbol.
extern const uint8_t nodial_symbol_kinds[256];

/// The kinds of a symbol.
static inline uint8_t nodial_kinds_of_symbol(uint8_t symbol) { return nodial_symbol_kinds[symbol]; }

/// Where symbols of each kind are: bit i of word k for symbol i and kind 1 << k.
typedef struct {
  uint64_t words[8];
} nodial_symbol_masks;

/// The masks of up to 64 symbols.
nodial_symbol_masks nodial_masks_of_symbols(const uint8_t *symbols, uint32_t count);

#endif
