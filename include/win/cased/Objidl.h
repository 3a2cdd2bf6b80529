/** Another spelling of objidl.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <objidl.h>
#else
#include "../objidl.h"
#endif
