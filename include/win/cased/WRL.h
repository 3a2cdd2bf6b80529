/** Another spelling of wrl.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wrl.h>
#else
#include "../wrl.h"
#endif
