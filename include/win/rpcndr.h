/** `<rpcndr.h>`: everything of it that BITS programs use is in windows.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <rpcndr.h>
#else
#include "windows.h"
#endif
