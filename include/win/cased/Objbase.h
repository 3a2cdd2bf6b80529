/** `<Objbase.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <objbase.h>
#else
#include "../objbase.h"
#endif
