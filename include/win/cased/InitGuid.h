/** `<InitGuid.h>`: includes initguid.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <initguid.h>
#else
#include "../initguid.h"
#endif
