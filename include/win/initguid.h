/** `<initguid.h>`: GUIDs of headers included after it are defined in the program instead of taken from the library. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <initguid.h>
#else
#ifndef INITGUID
#define INITGUID
#endif
#include "../libbits/com.h"
#include "../libbits/guid.h"
#endif
