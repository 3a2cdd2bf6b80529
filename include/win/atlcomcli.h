/** `<atlcomcli.h>`: includes atlbase.h, which declares `CComPtr`. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlcomcli.h>
#else
#include "atlbase.h"
#endif
