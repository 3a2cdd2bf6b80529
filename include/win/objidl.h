/** `<objidl.h>`: includes windows.h, which declares everything of it that BITS programs use. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <objidl.h>
#else
#include "windows.h"
#endif
