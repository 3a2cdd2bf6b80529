/** Another spelling of bitscfg.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bitscfg.h>
#else
#include "../bitscfg.h"
#endif
