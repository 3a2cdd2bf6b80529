/** Another spelling of guiddef.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <guiddef.h>
#else
#include "../guiddef.h"
#endif
