// What the program was started with, as the system hands it over.
//
// Swift's runtime reads the arguments from /proc/self/cmdline when they are first asked for. Where
// /proc is not mounted, or no descriptor is left to open it with, it finds none, and a command with
// arguments looks like one without any. The C library hands them to whatever runs before `main`.

#ifndef C_START_H
#define C_START_H

/// The count of the arguments, the program's name included.
int nodial_argument_count(void);

/// The argument at `index`, ended by a zero; it stays as it is to the end of the process.
const char *nodial_argument(int index);

#endif
