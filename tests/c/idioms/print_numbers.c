/* A program prints result codes and numbers without a warning, here and on Windows: `%08x` with a
 * cast to `unsigned`, since HRESULT, LONG, ULONG and DWORD have 32 bits on both, and `long` not. */
#include <bits.h>
#include <stdio.h>

int main(void) {
    HRESULT hr = (HRESULT)BG_E_NOT_FOUND;
    ULONG count = 4000000000u;
    LONG balance = -7;
    UINT64 bytes = 5000000000u;
    char text[100];
    snprintf(text, sizeof(text), "0x%08x %u %d %llu", (unsigned)hr, (unsigned)count, (int)balance,
             (unsigned long long)bytes);
    return strcmp(text, "0x80200001 4000000000 -7 5000000000") != 0;
}
