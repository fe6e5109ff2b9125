// Memory for the tables of numbers, without anything of the C library's.
#ifndef NODIAL_MAPPED_ZEROS_H
#define NODIAL_MAPPED_ZEROS_H

#include <stddef.h>
#include <sys/mman.h>

/// Maps zeros, in large pages if there are any: a table without order touches every small one anew. NULL if
/// there is no memory. `munmap` gives them back.
static inline void *map_zeros(size_t byte_count) {
  void *memory =
      mmap(NULL, byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
#if defined(MADV_HUGEPAGE)
  (void)madvise(memory, byte_count, MADV_HUGEPAGE);
#endif
  return memory;
}

#endif
