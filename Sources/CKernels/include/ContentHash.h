// XXH3-128 over running bytes with the widest vectors of the processor: libxxhash's own code, which
// chooses them when it is compiled, compiled once more for each width.
#ifndef NODIAL_CONTENT_HASH_H
#define NODIAL_CONTENT_HASH_H

#include <stddef.h>
#include <stdint.h>

/// Adds bytes to `state`, an `XXH3_state_t` that was reset for 128 bits; false if this processor has
/// no vectors beyond those that libxxhash is compiled for anyway: then nothing was done.
int nodial_xxh3_update_wide(void *state, const void *bytes, size_t byte_count);

/// The same with vectors of 32 bytes (width 1) or 64 (width 2) alone: for the tests.
int nodial_xxh3_update_by_width(int width, void *state, const void *bytes, size_t byte_count);

/// XXH3-64 of some bytes at once, without a seed, with the widest vectors of this processor.
uint64_t nodial_xxh3_64_of(const void *bytes, size_t byte_count);

/// The same with the vectors of one width, 0 for those that libxxhash is compiled for anyway; false if
/// this processor does not have them. For the tests.
int nodial_xxh3_64_by_width(int width, const void *bytes, size_t byte_count, uint64_t *digest);

#endif
