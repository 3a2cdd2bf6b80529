/** `<atlcomcli.h>`: `CComPtr` is in atlbase.h. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlcomcli.h>
#else
#include "atlbase.h"
#endif
