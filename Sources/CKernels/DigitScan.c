#include "DigitScan.h"

#define D(value) (value << 8 | NODIAL_SCAN_DIGIT)
#define B NODIAL_SCAN_BRACKET
#define X NODIAL_SCAN_OTHER
#define X8 X, X, X, X, X, X, X, X
#define X32 X8, X8, X8, X8

const uint16_t nodial_scan_classes[256] = {
  X32,
  0, X, X, X, X, X, X, X,                          // space
  B, 0, X, X, X, 0, 0, 0,                          // ( ) - . /
  D(0), D(1), D(2), D(3), D(4), D(5), D(6), D(7),
  D(8), D(9), X, X, X, X, X, X,
  X8, X8, X8, X, X, X, B, X, 0, X, X,              // [ ]
  X32,
  X32, X32, X32, X32,
};
