#define _GNU_SOURCE
#include "FileKernels.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

/// What `fstatfs` says of ext2, ext3 and ext4.
static const long EXT_MAGIC = 0xEF53;

int nodial_set_blocks_aside(int descriptor, int64_t byte_count) {
  struct statfs file_system;
  struct stat status;
  if (fstatfs(descriptor, &file_system) != 0 || file_system.f_type != EXT_MAGIC) return 0;
  if (fstat(descriptor, &status) != 0) return 0;
  // What cannot be had is set aside as far as it goes before it is refused, and until it is given back
  // nobody else can write: so nothing is tried that might take nearly all there is.
  const int64_t free_byte_count = (int64_t)file_system.f_bavail * file_system.f_bsize;
  if (byte_count > free_byte_count / 2) return 0;
  if (fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, byte_count) == 0) return 1;
  // Some blocks may have been set aside before there were no more.
  (void)!ftruncate(descriptor, status.st_size);
  return 0;
}

int nodial_is_cached(int descriptor, int64_t offset) {
  char byte;
  const struct iovec place = {&byte, 1};
  return preadv2(descriptor, &place, 1, offset, RWF_NOWAIT) == 1;
}

int nodial_is_being_written(int descriptor) {
  // A lease for reading is to be had only if nobody writes. Should somebody begin to while it is held, the
  // signal is one that is ignored unless asked for; it is given back at once.
  (void)fcntl(descriptor, F_SETSIG, SIGURG);
  if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
    (void)fcntl(descriptor, F_SETLEASE, F_UNLCK);
    return 0;
  }
  return errno == EAGAIN || errno == EBUSY ? 1 : -1;
}

void nodial_widen_pipe(int descriptor, int byte_count) {
  // More than an unprivileged process may have is refused, and the pipe stays as it was.
  if (fcntl(descriptor, F_GETPIPE_SZ) < byte_count) (void)fcntl(descriptor, F_SETPIPE_SZ, byte_count);
}

void nodial_begin_sync(int descriptor, int64_t offset, int64_t byte_count) {
  (void)sync_file_range(descriptor, offset, byte_count, SYNC_FILE_RANGE_WRITE);
}

#else

int nodial_set_blocks_aside(int descriptor, int64_t byte_count) { return 0; }
int nodial_is_cached(int descriptor, int64_t offset) { return 1; }
int nodial_is_being_written(int descriptor) { return -1; }
void nodial_begin_sync(int descriptor, int64_t offset, int64_t byte_count) {}
void nodial_widen_pipe(int descriptor, int byte_count) {}

#endif
