// __uuidof of types, pointers and expressions, also inside templates.
#include <windows.h>

#include <bits.h>

#include "pointers.h"

template <class T> static REFIID id_of() {
    return __uuidof(T);
}
template <class T> static REFIID id_of_pointee(T *pointer) {
    (void)pointer;
    return __uuidof(pointer);
}

// The ids of an object's interfaces, whose addresses are constants.
static const IID *const interfaces[] = {
    &__uuidof(IBackgroundCopyJob),
    &__uuidof(IBackgroundCopyJob2),
    &IID_IUnknown,
};

static void types() {
    CHECK(__uuidof(IBackgroundCopyJob) == IID_IBackgroundCopyJob);
    CHECK(__uuidof(BackgroundCopyManager) == CLSID_BackgroundCopyManager);
    CHECK(__uuidof(IUnknown) == IID_IUnknown && __uuidof(IClassFactory) == IID_IClassFactory);
    CHECK(__uuidof(IBackgroundCopyJob2) != __uuidof(IBackgroundCopyJob));
    CHECK(IsEqualIID(__uuidof(IBackgroundCopyFile), IID_IBackgroundCopyFile));
    CHECK(__uuidof(IBackgroundCopyJob *) == IID_IBackgroundCopyJob);
    CHECK(__uuidof(const IBackgroundCopyJob) == IID_IBackgroundCopyJob);

    GUID copied = __uuidof(IBackgroundCopyError);
    const IID &reference = __uuidof(IBackgroundCopyError);
    const IID *pointer = &__uuidof(IBackgroundCopyError);
    CHECK(copied == reference && copied == *pointer && pointer == &reference);
    CHECK(id_of<IBackgroundCopyCallback>() == IID_IBackgroundCopyCallback);
    CHECK(id_of<BackgroundCopyManager>() == CLSID_BackgroundCopyManager);
}

static void expressions(IBackgroundCopyJob *job) {
    IBackgroundCopyJob &reference = *job;
    IBackgroundCopyJob *const constant = job;
    IBackgroundCopyJob **place = &job;
    CHECK(__uuidof(job) == IID_IBackgroundCopyJob && __uuidof(*job) == IID_IBackgroundCopyJob);
    CHECK(__uuidof(reference) == IID_IBackgroundCopyJob);
    CHECK(__uuidof(constant) == IID_IBackgroundCopyJob);
    CHECK(__uuidof(**place) == IID_IBackgroundCopyJob);
    CHECK(id_of_pointee(job) == IID_IBackgroundCopyJob);
    (void)reference;
    (void)constant;
    (void)place;
}

static void queries(IBackgroundCopyJob *job) {
    int found = 0;
    for (const IID *id : interfaces) {
        void *object = NULL;
        CHECK(job->QueryInterface(*id, &object) == S_OK && object && references(job) == 2);
        CHECK(static_cast<IUnknown *>(object)->Release() == 1);
        found++;
    }
    CHECK(found == 3);
    IBackgroundCopyJob2 *newer = NULL;
    CHECK(job->QueryInterface(__uuidof(newer), (void **)&newer) == S_OK && newer->Release() == 1);
    void *error = NULL;
    CHECK(job->QueryInterface(__uuidof(IBackgroundCopyError), &error) == E_NOINTERFACE && !error);
}

int main() {
    types();
    return run_with_job({expressions, queries});
}
