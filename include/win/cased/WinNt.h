/** Another spelling of winnt.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winnt.h>
#else
#include "../winnt.h"
#endif
