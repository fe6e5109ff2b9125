#include "ContentHash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#if defined(__x86_64__)

void nodial_xxh3_update_avx2(void *state, const void *bytes, size_t byte_count);
void nodial_xxh3_update_avx512(void *state, const void *bytes, size_t byte_count);
uint64_t nodial_xxh3_64_avx2(const void *bytes, size_t byte_count);
uint64_t nodial_xxh3_64_avx512(const void *bytes, size_t byte_count);

int nodial_xxh3_update_by_width(int width, void *state, const void *bytes, size_t byte_count) {
  if (!__builtin_cpu_supports("bmi2")) return 0;
  if (width == 2 && __builtin_cpu_supports("avx512f"))
    nodial_xxh3_update_avx512(state, bytes, byte_count);
  else if (width == 1 && __builtin_cpu_supports("avx2"))
    nodial_xxh3_update_avx2(state, bytes, byte_count);
  else
    return 0;
  return 1;
}

int nodial_xxh3_64_by_width(int width, const void *bytes, size_t byte_count, uint64_t *digest) {
  if (width == 0)
    *digest = XXH3_64bits(bytes, byte_count);
  else if (width == 1 && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx2"))
    *digest = nodial_xxh3_64_avx2(bytes, byte_count);
  else if (width == 2 && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx512f"))
    *digest = nodial_xxh3_64_avx512(bytes, byte_count);
  else
    return 0;
  return 1;
}

#else

int nodial_xxh3_update_by_width(int width, void *state, const void *bytes, size_t byte_count) {
  return 0;
}

int nodial_xxh3_64_by_width(int width, const void *bytes, size_t byte_count, uint64_t *digest) {
  if (width != 0) return 0;
  *digest = XXH3_64bits(bytes, byte_count);
  return 1;
}

#endif

int nodial_xxh3_update_wide(void *state, const void *bytes, size_t byte_count) {
  return nodial_xxh3_update_by_width(2, state, bytes, byte_count) ||
         nodial_xxh3_update_by_width(1, state, bytes, byte_count);
}

uint64_t nodial_xxh3_64_of(const void *bytes, size_t byte_count) {
  uint64_t digest = 0;
  for (int width = 2; !nodial_xxh3_64_by_width(width, bytes, byte_count, &digest); width--) continue;
  return digest;
}
