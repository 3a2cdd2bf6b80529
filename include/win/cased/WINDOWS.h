/** Another spelling of windows.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windows.h>
#else
#include "../windows.h"
#endif
