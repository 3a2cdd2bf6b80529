/** `<InitGuid.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <initguid.h>
#else
#include "../initguid.h"
#endif
