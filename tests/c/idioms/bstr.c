/* Texts with a length in C. */
#include <windows.h>
#include <ole2.h>
#include <oleauto.h>
#include <bits.h>

int main(void) {
    const OLECHAR zeros[] = {'a', 0, 'b', 0};
    BSTR text = SysAllocString(OLESTR("bits")), part;
    int failures = FAILED(OleInitialize(NULL));
    failures += !text || SysStringLen(text) != 4 || SysStringByteLen(text) != 4 * sizeof(OLECHAR);
    failures += memcmp(text, OLESTR("bits"), 5 * sizeof(OLECHAR)) != 0;
    part = SysAllocStringLen(text + 1, 2);
    failures += SysStringLen(part) != 2 || part[0] != 'i' || part[2] != 0;
    failures += !SysReAllocString(&text, text + 2) || SysStringLen(text) != 2 || text[1] != 's';
    failures += !SysReAllocStringLen(&text, zeros, 3) || SysStringLen(text) != 3 || text[2] != 'b';
    SysFreeString(part);
    part = SysAllocStringByteLen("xyz", 3);
    failures += SysStringByteLen(part) != 3 || memcmp(part, "xyz", 4) != 0;
    SysFreeString(part);
    part = SysAllocString(OLESTR(""));
    failures += !part || SysStringLen(part) != 0 || part[0] != 0;
    SysFreeString(part);
    SysFreeString(text);
    SysFreeString(NULL);
    failures += SysAllocString(NULL) != NULL || SysStringLen(NULL) != 0;
    OleUninitialize();
    return failures;
}
