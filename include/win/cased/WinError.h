/** `<WinError.h>`: includes winerror.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winerror.h>
#else
#include "../winerror.h"
#endif
