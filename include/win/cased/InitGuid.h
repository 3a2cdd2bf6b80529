/** Another spelling of initguid.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <initguid.h>
#else
#include "../initguid.h"
#endif
