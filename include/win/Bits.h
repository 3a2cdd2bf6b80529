/** `<Bits.h>`, as many Windows sources spell it. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits.h>
#else
#include "../bits.h"
#endif
