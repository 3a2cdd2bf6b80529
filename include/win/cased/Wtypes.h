/** Another spelling of wtypes.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wtypes.h>
#else
#include "../wtypes.h"
#endif
