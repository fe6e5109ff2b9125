#include "ForkLock.h"

#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int failure;
static atomic_uint fork_count;

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void after_fork_in_parent(void) { pthread_mutex_unlock(&lock); }

static void after_fork_in_child(void) {
  atomic_fetch_add(&fork_count, 1);
  pthread_mutex_unlock(&lock);
}

static void install(void) { failure = pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child); }

int nodial_fork_lock(void) {
  pthread_once(&once, install);
  if (failure) return failure;
  return pthread_mutex_lock(&lock);
}

void nodial_fork_unlock(void) { pthread_mutex_unlock(&lock); }

uint32_t nodial_fork_count(void) { return atomic_load_explicit(&fork_count, memory_order_relaxed); }
