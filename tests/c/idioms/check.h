/* Checks of these programs. A failed check prints its line and its condition, and is counted in
 * `failures`, which `main` returns. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>

static int failures = 0;

#define CHECK(condition) check((condition), __LINE__, #condition)

static inline void check(int good, int line, const char *condition) {
    if (!good) {
        printf("line %d: %s\n", line, condition);
        failures++;
    }
}

#endif
