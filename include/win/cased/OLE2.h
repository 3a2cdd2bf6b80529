/** Another spelling of ole2.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <ole2.h>
#else
#include "../ole2.h"
#endif
