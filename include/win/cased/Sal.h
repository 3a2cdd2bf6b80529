/** Another spelling of sal.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <sal.h>
#else
#include "../sal.h"
#endif
