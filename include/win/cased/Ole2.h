/** `<Ole2.h>`: includes ole2.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <ole2.h>
#else
#include "../ole2.h"
#endif
