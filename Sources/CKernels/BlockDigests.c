#include "BlockDigests.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "ContentHash.h"

struct nodial_blocks {
  const char *file, *digests;
  size_t start, end, block_byte_count;
  /// Bit i mod 64 of word i / 64 is 1 if block i was found intact.
  _Atomic(uint64_t) *intact;
};

nodial_blocks *nodial_blocks_create(const void *file, size_t start, size_t end,
                                    size_t block_byte_count, const void *digests) {
  nodial_blocks *const blocks = malloc(sizeof *blocks);
  if (blocks == NULL) return NULL;
  const size_t count = (end - start + block_byte_count - 1) / block_byte_count;
  *blocks = (nodial_blocks){file, digests, start, end, block_byte_count, NULL};
  blocks->intact = calloc(count / 64 + 1, sizeof *blocks->intact);
  if (blocks->intact != NULL) return blocks;
  free(blocks);
  return NULL;
}

void nodial_blocks_free(nodial_blocks *blocks) {
  free(blocks->intact);
  free(blocks);
}

static int is_intact(const nodial_blocks *blocks, size_t block) {
  const size_t start = blocks->start + block * blocks->block_byte_count;
  const size_t rest = blocks->end - start;
  const size_t byte_count = rest < blocks->block_byte_count ? rest : blocks->block_byte_count;
  uint64_t expected;
  memcpy(&expected, blocks->digests + 8 * block, sizeof expected);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  expected = __builtin_bswap64(expected);
#endif
  return nodial_xxh3_64_of(blocks->file + start, byte_count) == expected;
}

int64_t nodial_blocks_verify(const nodial_blocks *blocks, size_t start, size_t end) {
  if (start >= end) return -1;
  const size_t first = (start - blocks->start) / blocks->block_byte_count;
  const size_t last = (end - 1 - blocks->start) / blocks->block_byte_count;
  for (size_t block = first; block <= last; block++) {
    // Nothing else is to be seen by whoever sees the bit, so it need not come in order.
    _Atomic(uint64_t) *const word = blocks->intact + block / 64;
    const uint64_t bit = (uint64_t)1 << block % 64;
    if (atomic_load_explicit(word, memory_order_relaxed) & bit) continue;
    if (!is_intact(blocks, block))
      return (int64_t)(blocks->start + block * blocks->block_byte_count);
    atomic_fetch_or_explicit(word, bit, memory_order_relaxed);
  }
  return -1;
}
