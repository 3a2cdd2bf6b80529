// Tells ThreadSanitizer what happens inside Rust's standard library, which comes compiled without it: `.ci/sanitize` has the
// linker put these functions before the ones they call (`ld --wrap`). Without them each contended lock is reported as a race.
//
// The fast paths are inlined into our instrumented code, so an unlock is always seen; what is not seen is a lock that had to
// wait, a condition variable's way through its mutex, the one-time initialisation, and the end of a scoped thread.

#include <stdbool.h>

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

// LOCK_CONTENDED and so on are the mangled names; PUT_BEFORE and BEHIND make the linker's names of them.
#define GLUE(prefix, name) prefix##name
#define PUT_BEFORE(name) GLUE(__wrap_, name)
#define BEHIND(name) GLUE(__real_, name)

void BEHIND(LOCK_CONTENDED)(void *mutex);
void PUT_BEFORE(LOCK_CONTENDED)(void *mutex) {
    BEHIND(LOCK_CONTENDED)(mutex);
    __tsan_acquire(mutex);
}

// A lock is two words, of which Rust may put either first.
static void acquire_rwlock(unsigned *words) {
    __tsan_acquire(&words[0]);
    __tsan_acquire(&words[1]);
}

void BEHIND(READ_CONTENDED)(unsigned *rwlock);
void PUT_BEFORE(READ_CONTENDED)(unsigned *rwlock) {
    BEHIND(READ_CONTENDED)(rwlock);
    acquire_rwlock(rwlock);
}

void BEHIND(WRITE_CONTENDED)(unsigned *rwlock);
void PUT_BEFORE(WRITE_CONTENDED)(unsigned *rwlock) {
    BEHIND(WRITE_CONTENDED)(rwlock);
    acquire_rwlock(rwlock);
}

void BEHIND(CONDVAR_WAIT)(void *condvar, void *mutex);
void PUT_BEFORE(CONDVAR_WAIT)(void *condvar, void *mutex) {
    __tsan_release(mutex);
    BEHIND(CONDVAR_WAIT)(condvar, mutex);
    __tsan_acquire(mutex);
}

bool BEHIND(CONDVAR_WAIT_TIMEOUT)(void *condvar, void *mutex, unsigned long seconds, unsigned nanoseconds);
bool PUT_BEFORE(CONDVAR_WAIT_TIMEOUT)(void *condvar, void *mutex, unsigned long seconds, unsigned nanoseconds) {
    __tsan_release(mutex);
    bool in_time = BEHIND(CONDVAR_WAIT_TIMEOUT)(condvar, mutex, seconds, nanoseconds);
    __tsan_acquire(mutex);
    return in_time;
}

// Whoever waits for an initialisation goes on before the call of it returns: what it did is released at its very end, by a
// closure around the closure.
struct vtable {
    void *drop;
    unsigned long size, align;
    void *call_once;
    void (*call)(void *closure, void *state);
};

struct initialisation {
    void *once, *closure;
    const struct vtable *vtable;
};

static void initialise(void *around, void *state) {
    struct initialisation *it = around;
    it->vtable->call(it->closure, state);
    __tsan_release(it->once);
}

void BEHIND(ONCE_CALL)(void *once, bool ignore_poisoning, void *closure, const struct vtable *vtable, void *location);
void PUT_BEFORE(ONCE_CALL)(void *once, bool ignore_poisoning, void *closure, const struct vtable *vtable, void *location) {
    static const struct vtable around = {.size = sizeof(struct initialisation), .align = 8, .call = initialise};
    struct initialisation it = {once, closure, vtable};
    BEHIND(ONCE_CALL)(once, ignore_poisoning, &it, &around, location);
    __tsan_acquire(once);
}

// The count of running threads is one of the first two words.
void BEHIND(SCOPED_THREAD_ENDS)(unsigned long *scope, bool panicked);
void PUT_BEFORE(SCOPED_THREAD_ENDS)(unsigned long *scope, bool panicked) {
    __tsan_release(&scope[0]);
    __tsan_release(&scope[1]);
    BEHIND(SCOPED_THREAD_ENDS)(scope, panicked);
}

// Reference counts (Arc's, and those of our COM objects) are counted down with release and, at zero, fenced with acquire.
// ThreadSanitizer knows no fences: for it the subtraction itself acquires.
enum order { RELEASE = 3, ACQUIRE_RELEASE = 4 };

static int without_fence(int order) {
    return order == RELEASE ? ACQUIRE_RELEASE : order;
}

unsigned __real___tsan_atomic32_fetch_sub(volatile unsigned *count, unsigned by, int order);
unsigned __wrap___tsan_atomic32_fetch_sub(volatile unsigned *count, unsigned by, int order) {
    return __real___tsan_atomic32_fetch_sub(count, by, without_fence(order));
}

unsigned long __real___tsan_atomic64_fetch_sub(volatile unsigned long *count, unsigned long by, int order);
unsigned long __wrap___tsan_atomic64_fetch_sub(volatile unsigned long *count, unsigned long by, int order) {
    return __real___tsan_atomic64_fetch_sub(count, by, without_fence(order));
}
