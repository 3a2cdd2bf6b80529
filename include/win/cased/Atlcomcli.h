/** Another spelling of atlcomcli.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlcomcli.h>
#else
#include "../atlcomcli.h"
#endif
