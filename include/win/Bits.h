/** `<Bits.h>`: includes bits.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits.h>
#else
#include "../bits.h"
#endif
