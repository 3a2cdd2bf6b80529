/** Another spelling of bits.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits.h>
#else
#include "../bits.h"
#endif
