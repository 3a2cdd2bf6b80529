/** Another spelling of qmgr.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <qmgr.h>
#else
#include "../qmgr.h"
#endif
