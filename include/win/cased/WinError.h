/** `<WinError.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winerror.h>
#else
#include "../winerror.h"
#endif
