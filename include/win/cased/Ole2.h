/** `<Ole2.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <ole2.h>
#else
#include "../ole2.h"
#endif
