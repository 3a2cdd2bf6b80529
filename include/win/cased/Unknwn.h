/** `<Unknwn.h>`: includes unknwn.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <unknwn.h>
#else
#include "../unknwn.h"
#endif
