/** Another spelling of rpc.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <rpc.h>
#else
#include "../rpc.h"
#endif
