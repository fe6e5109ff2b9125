// A lock for what must not be under way in another thread while the process is forked.
#ifndef NODIAL_FORK_LOCK_H
#define NODIAL_FORK_LOCK_H

#include <stdint.h>

/// Takes the lock, of which there is one in the process. A fork waits for it, so that in the child it is free and what it
/// guards is whole.
///
/// Returns 0, or an error of pthread_atfork; then it is not taken.
int nodial_fork_lock(void);
void nodial_fork_unlock(void);

/// How many forks lie between this process and the one that took the lock first.
uint32_t nodial_fork_count(void);

#endif
