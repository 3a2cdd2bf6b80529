/**
 * `<initguid.h>`: makes the headers that are included after it define their GUIDs in the program
 * instead of using those of the library.
 */
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
