/** Another spelling of atlbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlbase.h>
#else
#include "../atlbase.h"
#endif
