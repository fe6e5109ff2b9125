#include "ContentHash.h"

#if defined(__x86_64__)

void nodial_xxh3_update_avx2(void *state, const void *bytes, size_t byte_count);
void nodial_xxh3_update_avx512(void *state, const void *bytes, size_t byte_count);

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

#else

int nodial_xxh3_update_by_width(int width, void *state, const void *bytes, size_t byte_count) {
  return 0;
}

#endif

int nodial_xxh3_update_wide(void *state, const void *bytes, size_t byte_count) {
  return nodial_xxh3_update_by_width(2, state, bytes, byte_count) ||
         nodial_xxh3_update_by_width(1, state, bytes, byte_count);
}
