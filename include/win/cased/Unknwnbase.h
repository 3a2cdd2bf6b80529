/** Another spelling of unknwnbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <unknwnbase.h>
#else
#include "../unknwnbase.h"
#endif
