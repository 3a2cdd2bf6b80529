/** Another spelling of wtypesbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wtypesbase.h>
#else
#include "../wtypesbase.h"
#endif
