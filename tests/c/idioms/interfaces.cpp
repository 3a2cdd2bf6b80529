// A C++ program declares an interface and implements it with the macros of Windows.
#include <windows.h>
#include <bits.h>

#undef INTERFACE
#define INTERFACE ICounter
DECLARE_INTERFACE_(ICounter, IUnknown) {
    STDMETHOD(QueryInterface)(THIS_ REFIID iid, void **object) PURE;
    STDMETHOD_(ULONG, AddRef)(THIS) PURE;
    STDMETHOD_(ULONG, Release)(THIS) PURE;
    STDMETHOD(Count)(THIS_ LONG * number) PURE;
};

static const GUID IID_ICounter = {
    0x2e2b8d5c, 0x1f5e, 0x4b0b, {0x8c, 0x56, 0x1a, 0x5f, 0x0c, 0x8e, 0x3a, 0x77}};
__CRT_UUID_DECL(ICounter, 0x2e2b8d5c, 0x1f5e, 0x4b0b, 0x8c, 0x56, 0x1a, 0x5f, 0x0c, 0x8e, 0x3a,
                0x77)

MIDL_INTERFACE("7a3f0a8e-54e6-4a3c-9b5e-2f8ac0d9e101") IUnused : public IUnknown {
public:
    virtual HRESULT STDMETHODCALLTYPE Unused(void) = 0;
};

interface DECLSPEC_UUID("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0") DECLSPEC_NOVTABLE IPlain;

namespace {

class Counter : public ICounter, public IBackgroundCopyCallback {
public:
    Counter() : m_references(1), m_count(0) {}
    virtual ~Counter() {}

    IFACEMETHODIMP QueryInterface(REFIID iid, void **object) override {
        if (iid == __uuidof(IUnknown) || iid == __uuidof(ICounter)) {
            *object = static_cast<ICounter *>(this);
        } else if (IsEqualIID(iid, IID_IBackgroundCopyCallback)) {
            *object = static_cast<IBackgroundCopyCallback *>(this);
        } else {
            *object = nullptr;
            return E_NOINTERFACE;
        }
        AddRef();
        return S_OK;
    }
    IFACEMETHODIMP_(ULONG) AddRef() override {
        return InterlockedIncrement(&m_references);
    }
    IFACEMETHODIMP_(ULONG) Release() override {
        const LONG left = InterlockedDecrement(&m_references);
        if (left == 0) {
            delete this;
        }
        return left;
    }
    STDMETHODIMP Count(LONG *number) override {
        *number = m_count;
        return S_OK;
    }
    STDMETHODIMP JobTransferred(IBackgroundCopyJob *) override {
        m_count++;
        return S_OK;
    }
    STDMETHODIMP JobError(IBackgroundCopyJob *, IBackgroundCopyError *) override {
        return S_OK;
    }
    STDMETHODIMP JobModification(IBackgroundCopyJob *, DWORD) override {
        return S_OK;
    }

private:
    LONG m_references;
    LONG m_count;
};

} // namespace

STDAPI create_counter(ICounter **counter) {
    *counter = new Counter;
    return S_OK;
}

int main() {
    int failures = 0;
    ICounter *counter = nullptr;
    IBackgroundCopyCallback *callback = nullptr;
    LONG number = -1;
    failures += create_counter(&counter) != S_OK || __uuidof(ICounter) != IID_ICounter;
    failures += counter->QueryInterface(IID_PPV_ARGS(&callback)) != S_OK;
    failures += callback->JobTransferred(nullptr) != S_OK;
    failures += counter->Count(&number) != S_OK || number != 1;
    failures += callback->Release() != 1 || counter->Release() != 0;
    return failures;
}
