/** Another spelling of oleidl.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <oleidl.h>
#else
#include "../oleidl.h"
#endif
