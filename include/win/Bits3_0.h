/** Another spelling of bits3_0.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits3_0.h>
#else
#include "../bits3_0.h"
#endif
