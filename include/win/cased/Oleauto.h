/** Another spelling of oleauto.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <oleauto.h>
#else
#include "../oleauto.h"
#endif
