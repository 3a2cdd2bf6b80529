/** Another spelling of combaseapi.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <combaseapi.h>
#else
#include "../combaseapi.h"
#endif
