/** `<wrl.h>`: includes wrl/client.h, which declares everything of WRL that BITS programs use. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wrl.h>
#else
#include "wrl/client.h"
#endif
