// Preloaded into a program, makes every file system one without unnamed files: open(2) with
// O_TMPFILE fails as it does there.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

static int open_or_refuse(const char *name, const char *path, int flags, mode_t mode) {
  if ((flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  int (*real)(const char *, int, mode_t) = dlsym(RTLD_NEXT, name);
  return real(path, flags, mode);
}

#define OVERRIDE(NAME)                                  \
  int NAME(const char *path, int flags, ...) {          \
    va_list arguments;                                  \
    va_start(arguments, flags);                         \
    mode_t mode = va_arg(arguments, mode_t);            \
    va_end(arguments);                                  \
    return open_or_refuse(#NAME, path, flags, mode);    \
  }

OVERRIDE(open)
OVERRIDE(open64)
