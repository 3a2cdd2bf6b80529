/** Another spelling of oaidl.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <oaidl.h>
#else
#include "../oaidl.h"
#endif
