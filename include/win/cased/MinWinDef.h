/** Another spelling of minwindef.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <minwindef.h>
#else
#include "../minwindef.h"
#endif
