/* Checks and a job for the programs that use smart pointers and interface ids. */
#ifndef POINTERS_H
#define POINTERS_H

#include <bits.h>
#include <cstdio>

static int failures = 0;

#define CHECK(condition) check((condition), __LINE__, #condition)

static inline void check(bool good, int line, const char *condition) {
    if (!good) {
        std::printf("line %d: %s\n", line, condition);
        failures++;
    }
}

/* Returns the number of references to an object. */
static inline ULONG references(IUnknown *object) {
    object->AddRef();
    return object->Release();
}

/* Creates a job and a manager. The caller releases the job. */
static inline IBackgroundCopyJob *new_job() {
    IBackgroundCopyManager *manager = NULL;
    IBackgroundCopyJob *job = NULL;
    GUID id;
    CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
    CHECK(CoCreateInstance(__uuidof(BackgroundCopyManager), NULL, CLSCTX_LOCAL_SERVER,
                           __uuidof(IBackgroundCopyManager),
                           reinterpret_cast<void **>(&manager)) == S_OK);
    CHECK(manager->CreateJob(OLESTR("pointers"), BG_JOB_TYPE_DOWNLOAD, &id, &job) == S_OK);
    CHECK(manager->Release() == 0);
    return job;
}

#endif
