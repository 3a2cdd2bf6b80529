/** `<Unknwn.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <unknwn.h>
#else
#include "../unknwn.h"
#endif
