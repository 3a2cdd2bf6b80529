/** `<sdkddkver.h>`: selects a version of Windows there. It is empty here. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <sdkddkver.h>
#endif
