/** Another spelling of winhttp.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winhttp.h>
#else
#include "../winhttp.h"
#endif
