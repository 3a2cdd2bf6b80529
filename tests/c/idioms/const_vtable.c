/* A C program keeps the methods of its callback object in a constant table. */
#define COBJMACROS
#ifdef _WIN32 /* Here, the macro makes no difference. */
#define CONST_VTABLE
#endif
#include <windows.h>
#include <bits.h>

typedef struct Listener {
    IBackgroundCopyCallback callback;
    LONG references;
} Listener;

static HRESULT STDMETHODCALLTYPE query(IBackgroundCopyCallback *This, REFIID iid, void **object) {
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IBackgroundCopyCallback)) {
        *object = NULL;
        return E_NOINTERFACE;
    }
    IBackgroundCopyCallback_AddRef(This);
    *object = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IBackgroundCopyCallback *This) {
    return (ULONG)InterlockedIncrement(&CONTAINING_RECORD(This, Listener, callback)->references);
}

static ULONG STDMETHODCALLTYPE release(IBackgroundCopyCallback *This) {
    return (ULONG)InterlockedDecrement(&CONTAINING_RECORD(This, Listener, callback)->references);
}

static HRESULT STDMETHODCALLTYPE transferred(IBackgroundCopyCallback *This,
                                             IBackgroundCopyJob *job) {
    (void)This;
    (void)job;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE error(IBackgroundCopyCallback *This, IBackgroundCopyJob *job,
                                       IBackgroundCopyError *reason) {
    (void)This;
    (void)job;
    (void)reason;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE modified(IBackgroundCopyCallback *This, IBackgroundCopyJob *job,
                                          DWORD reserved) {
    (void)This;
    (void)job;
    (void)reserved;
    return S_OK;
}

static const IBackgroundCopyCallbackVtbl methods = {
    query, add_ref, release, transferred, error, modified,
};
static IBackgroundCopyCallbackVtbl changeable = {
    query, add_ref, release, transferred, error, modified,
};

int main(void) {
    Listener first = {{&methods}, 1}, second = {{&changeable}, 1};
    IUnknown *unknown = NULL;
    int failures = 0;
    failures += IBackgroundCopyCallback_QueryInterface(&first.callback, &IID_IUnknown,
                                                       (void **)&unknown) != S_OK;
    failures += first.references != 2 || IUnknown_Release(unknown) != 1;
    first.callback.lpVtbl = second.callback.lpVtbl;
    failures += IBackgroundCopyCallback_AddRef(&first.callback) != 2;
    return failures;
}
