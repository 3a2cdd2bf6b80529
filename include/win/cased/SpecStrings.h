/** Another spelling of specstrings.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <specstrings.h>
#else
#include "../specstrings.h"
#endif
