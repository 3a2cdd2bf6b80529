/* Atomic operations of a C program on LONG, ULONG, LONG64 and pointers. */
#include <windows.h>
#include <bits.h>

static int numbers(void) {
    volatile LONG number = 5;
    LONG plain = -1;
    int failures = 0;
    failures += InterlockedIncrement(&number) != 6 || InterlockedDecrement(&number) != 5;
    failures += InterlockedExchange(&number, 9) != 5 || number != 9;
    failures += InterlockedExchangeAdd(&number, -2) != 9 || number != 7;
    failures += InterlockedCompareExchange(&number, 1, 8) != 7 || number != 7;
    failures += InterlockedCompareExchange(&number, 1, 7) != 7 || number != 1;
    failures += InterlockedOr(&number, 6) != 1 || number != 7;
    failures += InterlockedAnd(&number, 3) != 7 || number != 3;
    failures += InterlockedIncrement(&plain) != 0;
    InterlockedDecrement(&number);
    InterlockedExchange(&number, 4);
    return failures + (number != 4);
}

static int wide_numbers(void) {
    volatile LONG64 number = 0xffffffff;
    int failures = 0;
    failures += InterlockedIncrement64(&number) != 0x100000000;
    failures += InterlockedExchangeAdd64(&number, 1) != 0x100000000;
    failures += InterlockedCompareExchange64(&number, 2, 0x100000001) != 0x100000001;
    failures += InterlockedExchange64(&number, 7) != 2 || InterlockedDecrement64(&number) != 6;
    return failures;
}

static int pointers(void) {
    int first, second;
    PVOID volatile pointer = &first;
    int failures = 0;
    failures += InterlockedExchangePointer(&pointer, &second) != &first;
    failures += InterlockedCompareExchangePointer(&pointer, NULL, &first) != &second;
    failures += InterlockedCompareExchangePointer(&pointer, NULL, &second) != &second;
    return failures + (pointer != NULL);
}

#ifndef _WIN32 /* In C, Windows has these operations for LONG only. */
static int unsigned_numbers(void) {
    volatile ULONG number = 0xffffffff;
    int failures = 0;
    failures += InterlockedIncrement(&number) != 0;
    failures += InterlockedExchange(&number, 3u) != 0 || InterlockedDecrement(&number) != 2;
    return failures;
}
#else
static int unsigned_numbers(void) {
    return 0;
}
#endif

int main(void) {
    return numbers() + wide_numbers() + pointers() + unsigned_numbers();
}
