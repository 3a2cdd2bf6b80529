/* Checks of these programs. A failed check prints its place and its condition, and exits with code 1. */
#include <stdio.h>
#include <stdlib.h>

#define EXPECT(condition)                                                                                             \
    do {                                                                                                              \
        if (!(condition)) {                                                                                           \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                    \
            fflush(stdout);                                                                                           \
            _Exit(1);                                                                                                 \
        }                                                                                                             \
    } while (0)
/* Checks the result code of a call. */
#define ANSWERS(call, code)                                                                                           \
    do {                                                                                                              \
        HRESULT answer_ = (call);                                                                                     \
        if (answer_ != (HRESULT)(code)) {                                                                             \
            printf("%s:%d: %s answered 0x%08x, not %s\n", __FILE__, __LINE__, #call, (unsigned)answer_, #code);       \
            fflush(stdout);                                                                                           \
            _Exit(1);                                                                                                 \
        }                                                                                                             \
    } while (0)
#define OK(call) ANSWERS(call, S_OK)
