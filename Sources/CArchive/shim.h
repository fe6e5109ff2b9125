// libarchive, and zlib beside it: libarchive 3.6 reads gzip without comparing its checksums.
#ifndef NODIAL_CARCHIVE_SHIM_H
#define NODIAL_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not see.
/// Prepares to inflate gzip, whose header, checksum and length zlib then checks.
static inline int nodial_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#endif
