/** Another spelling of objbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <objbase.h>
#else
#include "../objbase.h"
#endif
