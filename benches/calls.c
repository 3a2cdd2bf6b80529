/* A COM object as plain C would write it, and the loop that calls it and ours alike: through a pointer from a vtable. */
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef struct Plain {
    const void *const *methods;
    int32_t value;
    uint64_t progress[3];
} Plain;

static int32_t get_value(Plain *this, int32_t *value) {
    if (!value)
        return (int32_t)0x80070057;
    *value = this->value;
    return 0;
}

static int32_t get_progress(Plain *this, uint64_t *progress) {
    if (!progress)
        return (int32_t)0x80070057;
    for (int word = 0; word < 3; ++word)
        progress[word] = this->progress[word];
    return 0;
}

static const void *const METHODS[] = {(const void *)get_value, (const void *)get_progress};

static Plain object = {METHODS, 2, {3, 4, 5}};

void *plain_object(void) { return &object; }

/* Nanoseconds that a call of a method takes; negative when one failed. */
double time_calls(void *object, size_t method, uint64_t calls) {
    typedef int32_t Get(void *, void *);
    uint64_t place[8];
    uint32_t failed = 0;
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (uint64_t call = 0; call < calls; ++call) {
        Get *const *methods = *(Get *const *volatile *)object;
        failed |= (uint32_t)methods[method](object, place);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double taken = (double)(ended.tv_sec - begun.tv_sec) * 1e9 + (double)(ended.tv_nsec - begun.tv_nsec);
    return failed ? -1 : taken / (double)calls;
}
