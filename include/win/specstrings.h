/** `<specstrings.h>`: the annotations of sal.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <specstrings.h>
#else
#include "sal.h"
#endif
