// What the scan of a phone number's cell makes of each byte: one table access a byte.
#ifndef NODIAL_DIGIT_SCAN_H
#define NODIAL_DIGIT_SCAN_H

#include <stdint.h>

/// A digit: the bits to shift by; its value is in the high byte.
#define NODIAL_SCAN_DIGIT 4
/// An opening bracket.
#define NODIAL_SCAN_BRACKET 2
/// Neither a digit nor one of ` ( ) - . / [ ]`; the class of the other separators is 0.
#define NODIAL_SCAN_OTHER 1

extern const uint16_t nodial_scan_classes[256];

static inline uint16_t nodial_scan_class(uint8_t byte) { return nodial_scan_classes[byte]; }

#endif
