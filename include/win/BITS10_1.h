/** Another spelling of bits10_1.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_1.h>
#else
#include "../bits10_1.h"
#endif
