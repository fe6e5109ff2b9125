#define _GNU_SOURCE
#include "MappingGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
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
/// What was installed before; written under `lock`, while another thread may be in the handler.
static _Atomic(struct sigaction *) before;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/// Whether a handler before has been called for an address: what is raised then is its way to end the process.
static atomic_int is_chained;

/// Leaves an address that is not ours to whoever was here before: a host's own handler, or the end of the process.
static void leave_to_handler_before(int signal, siginfo_t *info, void *context) {
  const struct sigaction *const action = atomic_load(&before);
  const int is_handler = action && action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
  const int is_raised = info->si_code <= 0;
  if (!is_handler || (is_raised && atomic_load(&is_chained))) {
    // It happens again when this returns, and ends the process as it would have.
    struct sigaction end = {.sa_handler = SIG_DFL};
    sigemptyset(&end.sa_mask);
    sigaction(signal, &end, NULL);
    return;
  }
  if (!is_raised) atomic_store(&is_chained, 1);
  // It may never come back, and go on elsewhere.
  if (action->sa_flags & SA_SIGINFO) {
    action->sa_sigaction(signal, info, context);
  } else {
    action->sa_handler(signal);
  }
}

/// Puts zeros in place of what is gone. Calls nothing but the system.
static void handle_lost_bytes(int signal, siginfo_t *info, void *context) {
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
  leave_to_handler_before(signal, info, context);
  errno = error;
}

/// Installs the handler, or puts it back if somebody has installed another one since: a host may do so at any time, as
/// Python's faulthandler does. Returns 0 if it cannot.
static int install(void) {
  pthread_mutex_lock(&lock);
  page_byte_count = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction present;
  int is_installed = sigaction(SIGBUS, NULL, &present) == 0;
  const int is_ours = (present.sa_flags & SA_SIGINFO) && present.sa_sigaction == handle_lost_bytes;
  if (is_installed && !is_ours) {
    // The one before stays where it is: a handler may be reading it. There are few.
    struct sigaction *const former = malloc(sizeof *former);
    if (former) {
      *former = present;
      // On the stack that a host has set aside, if it has: its own may be full.
      struct sigaction action = {.sa_sigaction = handle_lost_bytes, .sa_flags = SA_SIGINFO | SA_ONSTACK};
      sigemptyset(&action.sa_mask);
      atomic_store(&before, former);
      is_installed = sigaction(SIGBUS, &action, NULL) == 0;
    } else {
      is_installed = 0;
    }
  }
  pthread_mutex_unlock(&lock);
  return is_installed;
}

int nodial_guard_mapping(const void *start, size_t byte_count) {
  if (!install()) return -1;
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
