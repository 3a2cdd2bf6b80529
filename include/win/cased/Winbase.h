/** Another spelling of winbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winbase.h>
#else
#include "../winbase.h"
#endif
