// The few instructions that Swift cannot spell: prefetch, and vector compares into bit masks.
// Every function has a portable twin in the tests, and a portable fall-back here.
#ifndef NODIAL_CKERNELS_H
#define NODIAL_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "BlockDigests.h"
#include "ContentHash.h"
#include "DigitScan.h"
#include "FileKernels.h"
#include "ForkLock.h"
#include "IndexKernels.h"
#include "MappingGuard.h"
#include "NumberMap.h"
#include "NumberSet.h"
#include "LineKinds.h"
#include "NumberingPlan.h"
#include "SymbolKinds.h"
#include "TextKernels.h"
#include "VerdictKernels.h"

#endif
