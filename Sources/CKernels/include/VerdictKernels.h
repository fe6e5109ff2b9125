// Which numbers of many nothing is to be said about, so that the others can be looked at one by one.
#ifndef NODIAL_VERDICT_KERNELS_H
#define NODIAL_VERDICT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// How many places beyond those found may be written to.
enum { NODIAL_UNCLEAR_SLACK = 31 };

/// Finds the numbers that are listed, of a class other than 0, or none at all: `statuses`, in whose
/// lower four bits the grade is, has them below `grade_min`. Writes their places in ascending order,
/// and returns how many there are.
///
/// - `count`: at most 65,536.
/// - `places`: has room for `count` and `NODIAL_UNCLEAR_SLACK` more.
size_t nodial_find_unclear(const uint16_t *classes, const uint8_t *statuses, size_t count,
                           uint8_t grade_min, uint16_t *places);

/// The same by the width of the vectors, 0 the narrowest, for the tests. False if this processor has
/// fewer widths.
int nodial_find_unclear_by_width(int width, const uint16_t *classes, const uint8_t *statuses,
                                 size_t count, uint8_t grade_min, uint16_t *places,
                                 size_t *unclear_count);

#endif
