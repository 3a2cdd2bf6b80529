/** Another spelling of unknwn.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <unknwn.h>
#else
#include "../unknwn.h"
#endif
