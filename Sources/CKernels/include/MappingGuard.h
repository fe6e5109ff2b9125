// Mapped files that may become shorter, or whose disk may fail, while they are read.
#ifndef NODIAL_MAPPING_GUARD_H
#define NODIAL_MAPPING_GUARD_H

#include <stddef.h>

/// Guards a mapping of a file: where its bytes are gone when they are touched, which would end the
/// process by SIGBUS, there are zeros from then on, up to the end of the mapping.
///
/// Returns the guard, to be asked and to be given back; -1 if too many are guarded or none can be.
/// Installs a handler for SIGBUS, or puts it back if there is another one since, which leaves all other addresses to the one
/// before.
int nodial_guard_mapping(const void *start, size_t byte_count);

/// Whether bytes of the mapping were found gone.
int nodial_guard_has_lost(int guard);

/// Ends the guard; before the mapping ends.
void nodial_end_guard(int guard);

#endif
