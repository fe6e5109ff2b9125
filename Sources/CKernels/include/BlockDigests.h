// The blocks of an index file against their digests, each at most once: see `BlockDigests` in Swift.
#ifndef NODIAL_BLOCK_DIGESTS_H
#define NODIAL_BLOCK_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

/// The blocks of a file in memory, and which of them were found intact.
typedef struct nodial_blocks nodial_blocks;

/// - `file`: the bytes, which stay where they are as long as this is asked.
/// - `start`, `end`: the offsets of the first block's first byte and of the byte behind the last block.
/// - `block_byte_count`: that of all blocks but the last, which may be shorter.
/// - `digests`: XXH3-64 of each block, little-endian, likewise.
///
/// Null if there is no memory.
nodial_blocks *nodial_blocks_create(const void *file, size_t start, size_t end,
                                    size_t block_byte_count, const void *digests);
void nodial_blocks_free(nodial_blocks *blocks);

/// Verifies the blocks of the bytes from `start` to `end`, but for those that were verified before.
/// Several threads may ask at once. Returns the offset of the first block that is damaged, or -1.
int64_t nodial_blocks_verify(const nodial_blocks *blocks, size_t start, size_t end);

/// Whether the blocks of these bytes were all found intact before.
int nodial_blocks_are_intact(const nodial_blocks *blocks, size_t start, size_t end);

#endif
