/** Another spelling of bitsmsg.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bitsmsg.h>
#else
#include "../bitsmsg.h"
#endif
