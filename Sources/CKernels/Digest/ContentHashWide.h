// libxxhash for one vector width: `WIDE_UPDATE` and `WIDE_64` name the functions, `WIDE_TARGET` the
// instructions, `XXH_VECTOR` the width. Not for `include`: every C file that includes it gets a copy of its own.
#include <immintrin.h>
#include <string.h>

#include "ContentHash.h"

#pragma clang attribute push(__attribute__((target(WIDE_TARGET))), apply_to = function)

#define XXH_INLINE_ALL
#include <xxhash.h>

void WIDE_UPDATE(void *state, const void *bytes, size_t byte_count) {
  (void)XXH3_128bits_update((XXH3_state_t *)state, bytes, byte_count);
}

uint64_t WIDE_64(const void *bytes, size_t byte_count) { return XXH3_64bits(bytes, byte_count); }

#pragma clang attribute pop
