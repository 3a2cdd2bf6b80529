/** Another spelling of winerror.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winerror.h>
#else
#include "../winerror.h"
#endif
