/** Another spelling of bits1_5.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits1_5.h>
#else
#include "../bits1_5.h"
#endif
