/** Another spelling of bits10_2.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_2.h>
#else
#include "../bits10_2.h"
#endif
