/* A C program defines a callback object with its own vtable, and calls it through COBJMACROS. */
#define COBJMACROS
#include <bits.h>
#include <string.h>

typedef struct Callback {
    IBackgroundCopyCallback iface;
    ULONG references;
    int modifications;
} Callback;

static HRESULT STDMETHODCALLTYPE query(IBackgroundCopyCallback *This, REFIID riid, void **object) {
    if (IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IBackgroundCopyCallback)) {
        *object = This;
        IBackgroundCopyCallback_AddRef(This);
        return S_OK;
    }
    *object = NULL;
    return E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE add_ref(IBackgroundCopyCallback *This) {
    return ++((Callback *)This)->references;
}

static ULONG STDMETHODCALLTYPE release(IBackgroundCopyCallback *This) {
    return --((Callback *)This)->references;
}

static HRESULT STDMETHODCALLTYPE transferred(IBackgroundCopyCallback *This, IBackgroundCopyJob *job) {
    (void)This;
    return job == NULL ? S_OK : E_UNEXPECTED;
}

static HRESULT STDMETHODCALLTYPE failed(IBackgroundCopyCallback *This, IBackgroundCopyJob *job,
                                        IBackgroundCopyError *error) {
    (void)This;
    return job == NULL && error == NULL ? E_FAIL : E_UNEXPECTED;
}

static HRESULT STDMETHODCALLTYPE modified(IBackgroundCopyCallback *This, IBackgroundCopyJob *job, DWORD reserved) {
    (void)job;
    ((Callback *)This)->modifications += (int)reserved + 1;
    return S_OK;
}

static IBackgroundCopyCallbackVtbl vtable = {query, add_ref, release, transferred, failed, modified};

int main(void) {
    Callback mine = {{&vtable}, 1, 0};
    IBackgroundCopyCallback *callback = NULL;
    void *job = &mine;
    int failures = 0;
    failures += IBackgroundCopyCallback_QueryInterface(&mine.iface, &IID_IBackgroundCopyCallback, (void **)&callback) != S_OK;
    failures += mine.references != 2;
    failures += IBackgroundCopyCallback_QueryInterface(&mine.iface, &IID_IBackgroundCopyJob, &job) != E_NOINTERFACE || job != NULL;
    failures += IBackgroundCopyCallback_JobTransferred(callback, NULL) != S_OK;
    failures += IBackgroundCopyCallback_JobError(callback, NULL, NULL) != E_FAIL;
    failures += IBackgroundCopyCallback_JobModification(callback, NULL, 1) != S_OK || mine.modifications != 2;
    failures += IBackgroundCopyCallback_Release(callback) != 1;
    return failures;
}
