#if defined(__x86_64__)
#define XXH_VECTOR 3
#define WIDE_UPDATE nodial_xxh3_update_avx512
#define WIDE_64 nodial_xxh3_64_avx512
#define WIDE_TARGET "avx512f,bmi,bmi2"
#include "ContentHashWide.h"
#endif
