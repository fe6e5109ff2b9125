#if defined(__x86_64__)
#define XXH_VECTOR 2
#define WIDE_UPDATE nodial_xxh3_update_avx2
#define WIDE_64 nodial_xxh3_64_avx2
#define WIDE_TARGET "avx2,bmi,bmi2"
#include "ContentHashWide.h"
#endif
