/** Another spelling of bits10_3.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_3.h>
#else
#include "../bits10_3.h"
#endif
