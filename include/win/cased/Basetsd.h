/** Another spelling of basetsd.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <basetsd.h>
#else
#include "../basetsd.h"
#endif
