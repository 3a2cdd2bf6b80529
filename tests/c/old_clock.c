/* Not portable to Windows: a library for LD_PRELOAD that sets the system's clock of a process to
 * the day before 1970-01-01. The clocks that count from the start of the system are not changed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

static const time_t DAY_BEFORE_1970 = -86400;

/* The time continues from there by the clock of the system's uptime. */
static void old_time(struct timespec *now) {
    static int (*system_clock)(clockid_t, struct timespec *);
    if (system_clock == NULL)
        system_clock = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    system_clock(CLOCK_MONOTONIC, now);
    now->tv_sec = DAY_BEFORE_1970 + now->tv_sec % 3600;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) {
        old_time(now);
        return 0;
    }
    int (*system_clock)(clockid_t, struct timespec *) =
        (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    return system_clock(clock, now);
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec time;
    (void)zone;
    old_time(&time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    struct timespec time;
    old_time(&time);
    if (now != NULL)
        *now = time.tv_sec;
    return time.tv_sec;
}
