/* CONST_VTABLE is defined, as Windows programs with a constant table of methods define it. */
#define CONST_VTABLE
#define COBJMACROS
#include <windows.h>
#include <bits.h>

typedef struct Object {
    CONST_VTBL IUnknownVtbl *lpVtbl;
} Object;

static HRESULT STDMETHODCALLTYPE query(IUnknown *This, REFIID iid, void **object) {
    *object = IsEqualGUID(iid, &IID_IUnknown) ? This : NULL;
    return *object ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE count(IUnknown *This) {
    (void)This;
    return 1;
}

static CONST_VTBL IUnknownVtbl methods = {query, count, count};

int main(void) {
    Object object = {&methods};
    IUnknown *unknown = (IUnknown *)&object, *found = NULL;
    int failures = IUnknown_QueryInterface(unknown, &IID_IUnknown, (void **)&found) != S_OK;
    unknown->lpVtbl = &methods;
    failures += found != unknown || IUnknown_Release(unknown) != 1;
    return failures;
}
