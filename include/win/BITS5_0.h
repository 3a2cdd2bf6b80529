/** Another spelling of bits5_0.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits5_0.h>
#else
#include "../bits5_0.h"
#endif
