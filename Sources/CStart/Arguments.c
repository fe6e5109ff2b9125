#include "CStart.h"

#include <stdlib.h>
#include <unistd.h>

/// Swift's runtime: sets what `CommandLine.arguments` says, so that /proc is not read for it.
extern void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count) __attribute__((weak));

static int argument_count;
static char **arguments;

/// Runs before every initializer, those of Swift's runtime included.
static void keep_arguments(int count, char **values, char **environment) {
  (void)environment;
  argument_count = count;
  arguments = values;
  // The parser of arguments looks there for the program's name.
  if (_swift_stdlib_overrideUnsafeArgvArgc) _swift_stdlib_overrideUnsafeArgvArgc(values, count);
  // When it starts, Swift's runtime looks in /proc for the place of its libraries, and ends the process
  // if that cannot be told. Everything is inside this program, so any answer will do.
  if (access("/proc/self/exe", R_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}

__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **, char **) =
    keep_arguments;

int nodial_argument_count(void) { return argument_count; }

const char *nodial_argument(int index) { return arguments[index]; }
