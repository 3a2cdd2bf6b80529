/** Another spelling of windef.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windef.h>
#else
#include "../windef.h"
#endif
