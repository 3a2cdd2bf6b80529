/** `<Windows.h>`: includes windows.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windows.h>
#else
#include "../windows.h"
#endif
