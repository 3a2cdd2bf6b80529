/** Another spelling of winnls.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winnls.h>
#else
#include "../winnls.h"
#endif
