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

/// The blocks of some bytes, from `first` to the one before `end`; none if there are no bytes.
typedef struct {
  size_t first, end;
} block_range;

static block_range blocks_of(const nodial_blocks *blocks, size_t start, size_t end) {
  if (start >= end) return (block_range){0, 0};
  return (block_range){(start - blocks->start) / blocks->block_byte_count,
                       (end - 1 - blocks->start) / blocks->block_byte_count + 1};
}

/// Nothing else is to be seen by whoever sees the bit of a block, so it need not come in order.
static int was_intact(const nodial_blocks *blocks, size_t block) {
  return atomic_load_explicit(blocks->intact + block / 64, memory_order_relaxed) >> block % 64 & 1;
}

int nodial_blocks_are_intact(const nodial_blocks *blocks, size_t start, size_t end) {
  const block_range range = blocks_of(blocks, start, end);
  for (size_t block = range.first; block < range.end; block++)
    if (!was_intact(blocks, block)) return 0;
  return 1;
}

int64_t nodial_blocks_verify(const nodial_blocks *blocks, size_t start, size_t end) {
  const block_range range = blocks_of(blocks, start, end);
  for (size_t block = range.first; block < range.end; block++) {
    if (was_intact(blocks, block)) continue;
    if (!is_intact(blocks, block))
      return (int64_t)(blocks->start + block * blocks->block_byte_count);
    atomic_fetch_or_explicit(blocks->intact + block / 64, (uint64_t)1 << block % 64,
                             memory_order_relaxed);
  }
  return -1;
}
