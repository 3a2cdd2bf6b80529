/** Another spelling of sdkddkver.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <sdkddkver.h>
#else
#include "../sdkddkver.h"
#endif
