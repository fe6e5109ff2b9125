// libxxhash, with every function inlined into its caller: the hash of eight bytes is a dozen
// instructions, a call would cost as much again. `XXH_INLINE_ALL` renames the functions by macros
// that Swift does not see, hence the wrappers.
#ifndef NODIAL_CXXHASH_SHIM_H
#define NODIAL_CXXHASH_SHIM_H

#define XXH_INLINE_ALL
#include <xxhash.h>

/// XXH3-64 of the eight bytes of `value`, little-endian, without a seed.
static inline uint64_t nodial_xxh3_64(uint64_t value) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap64(value);
#endif
  return XXH3_64bits(&value, sizeof value);
}

/// A running XXH3-128 over any number of bytes.
typedef XXH3_state_t nodial_xxh3_state;

static inline nodial_xxh3_state *nodial_xxh3_create(void) {
  nodial_xxh3_state *state = XXH3_createState();
  if (state != NULL) (void)XXH3_128bits_reset(state);
  return state;
}

static inline void nodial_xxh3_update(
    nodial_xxh3_state *state, const void *bytes, size_t byteCount) {
  (void)XXH3_128bits_update(state, bytes, byteCount);
}

static inline XXH128_hash_t nodial_xxh3_digest(const nodial_xxh3_state *state) {
  return XXH3_128bits_digest(state);
}

/// XXH3-64 of the same bytes: both are of one state.
static inline uint64_t nodial_xxh3_digest_64(const nodial_xxh3_state *state) {
  return XXH3_64bits_digest(state);
}

/// Begins anew.
static inline void nodial_xxh3_reset(nodial_xxh3_state *state) { (void)XXH3_128bits_reset(state); }

static inline void nodial_xxh3_free(nodial_xxh3_state *state) { (void)XXH3_freeState(state); }

#endif
