/** Another spelling of rpcndr.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <rpcndr.h>
#else
#include "../rpcndr.h"
#endif
