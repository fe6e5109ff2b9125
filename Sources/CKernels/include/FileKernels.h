// System calls that Swift's Glibc module leaves out.
#ifndef NODIAL_FILE_KERNELS_H
#define NODIAL_FILE_KERNELS_H

#include <stdint.h>

/// Sets blocks aside for the first `byte_count` bytes of a file on ext4, beyond its size. Returns 1
/// if it was done; else 0, and the file has none but those of its bytes: not on other file systems, and
/// not if it is more than half of the free space.
int nodial_set_blocks_aside(int descriptor, int64_t byte_count);

/// Whether the byte at `offset` of a file can be read without waiting for a disk.
int nodial_is_cached(int descriptor, int64_t offset);

/// Whether another process has the file open for writing, or this one by another descriptor. The
/// descriptor is open for reading. Returns -1 where nobody can tell: on file systems without leases, and
/// of files of other users.
int nodial_is_being_written(int descriptor);

/// Has the disk begin to write a part of a file, and does not wait for it. Says nothing of whether it was
/// written.
void nodial_begin_sync(int descriptor, int64_t offset, int64_t byte_count);

/// Lets a pipe hold so many bytes, or as many as the system allows. Nothing happens to what is no
/// pipe.
void nodial_widen_pipe(int descriptor, int byte_count);

#endif
