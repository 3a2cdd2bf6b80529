/** Another spelling of bits2_0.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits2_0.h>
#else
#include "../bits2_0.h"
#endif
