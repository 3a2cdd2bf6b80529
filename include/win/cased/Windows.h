/** `<Windows.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windows.h>
#else
#include "../windows.h"
#endif
