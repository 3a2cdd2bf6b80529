/** Another spelling of bits2_5.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits2_5.h>
#else
#include "../bits2_5.h"
#endif
