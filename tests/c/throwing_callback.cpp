// A callback object whose methods throw, for tests/com_notifications/exceptions.rs, which loads it
// as a shared library.
#include <bits.h>

#include <stdexcept>

namespace {

class Thrower : public IBackgroundCopyCallback {
    HRESULT fail() { throw std::runtime_error("thrown by a callback"); }

  public:
    virtual ~Thrower() = default;
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **object) override {
        bool known = riid == __uuidof(IUnknown) || riid == __uuidof(IBackgroundCopyCallback);
        *object = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    // The object is never freed.
    ULONG STDMETHODCALLTYPE AddRef() override { return 1; }
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *) override { return fail(); }
    HRESULT STDMETHODCALLTYPE JobError(IBackgroundCopyJob *, IBackgroundCopyError *) override {
        return fail();
    }
    HRESULT STDMETHODCALLTYPE JobModification(IBackgroundCopyJob *, DWORD) override {
        return fail();
    }
};

} // namespace

extern "C" IUnknown *throwing_callback() {
    static Thrower thrower;
    return &thrower;
}
