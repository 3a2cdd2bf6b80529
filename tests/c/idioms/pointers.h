/* A job, and its number of references, for the programs that use pointers and interface ids. */
#ifndef POINTERS_H
#define POINTERS_H

#include <bits.h>
#include <initializer_list>

#include "check.h"

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

/* Runs the parts of a program with a new job. None of them keeps a reference to it. Returns the
 * number of failures. */
static inline int run_with_job(std::initializer_list<void (*)(IBackgroundCopyJob *)> parts) {
    IBackgroundCopyJob *raw = new_job();
    for (void (*part)(IBackgroundCopyJob *) : parts) {
        part(raw);
        CHECK(references(raw) == 1);
    }
    CHECK(raw->Cancel() == S_OK && raw->Release() == 0);
    return failures;
}

#endif
