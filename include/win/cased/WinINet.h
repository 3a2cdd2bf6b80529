/** Another spelling of wininet.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wininet.h>
#else
#include "../wininet.h"
#endif
