/** `<atlbase.h>`: includes atlcomcli.h, which declares everything of ATL that BITS programs use. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlbase.h>
#else
#include "atlcomcli.h"
#endif
