/** `<Objbase.h>`: includes objbase.h for sources that spell its name in this way. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <objbase.h>
#else
#include "../objbase.h"
#endif
