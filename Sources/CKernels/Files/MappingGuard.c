#define _GNU_SOURCE
#include "MappingGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { GUARD_COUNT_MAX = 1024 };

/// A guarded mapping; none while `end` is 0. All is atomic, since the handler may run at any time.
typedef struct {
  atomic_int is_taken;
  _Atomic(uintptr_t) start, end;
  atomic_int has_lost;
} guard;

static guard guards[GUARD_COUNT_MAX];
static uintptr_t page_byte_count;
static struct sigaction before;
static int is_installed;

/// Puts zeros in place of what is gone. Calls nothing but the system.
static void handle_lost_bytes(int signal, siginfo_t *info, void *context) {
  (void)context;
  const uintptr_t address = (uintptr_t)info->si_addr;
  const int error = errno;
  for (int i = 0; i < GUARD_COUNT_MAX; i++) {
    const uintptr_t end = atomic_load(&guards[i].end);
    if (address < atomic_load(&guards[i].start) || address >= end) continue;
    const uintptr_t page = address & ~(page_byte_count - 1);
    void *const zeros = mmap((void *)page, end - page, PROT_READ,
                             MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&guards[i].has_lost, 1);
    errno = error;
    return;
  }
  // Not of a guarded mapping: it happens again, under the handler before.
  sigaction(signal, &before, NULL);
  errno = error;
}

static void install(void) {
  page_byte_count = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = handle_lost_bytes, .sa_flags = SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  is_installed = sigaction(SIGBUS, &action, &before) == 0;
}

int nodial_guard_mapping(const void *start, size_t byte_count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  if (!is_installed) return -1;
  for (int i = 0; i < GUARD_COUNT_MAX; i++) {
    int is_taken = 0;
    if (!atomic_compare_exchange_strong(&guards[i].is_taken, &is_taken, 1)) continue;
    atomic_store(&guards[i].has_lost, 0);
    atomic_store(&guards[i].start, (uintptr_t)start);
    atomic_store(&guards[i].end, (uintptr_t)start + byte_count);
    return i;
  }
  return -1;
}

int nodial_guard_has_lost(int guard) { return atomic_load(&guards[guard].has_lost); }

void nodial_end_guard(int guard) {
  atomic_store(&guards[guard].end, 0);
  atomic_store(&guards[guard].is_taken, 0);
}
