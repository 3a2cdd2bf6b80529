/** Another spelling of bits4_0.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits4_0.h>
#else
#include "../bits4_0.h"
#endif
