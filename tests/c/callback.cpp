// A C++ program derives its callback from IBackgroundCopyCallback and is called through the interface.
#include <bits.h>
#include <cstdio>

namespace {

class Callback : public IBackgroundCopyCallback {
public:
    LONG references = 1;
    int modifications = 0;

    STDMETHODIMP QueryInterface(REFIID riid, void **object) override {
        if (riid == __uuidof(IUnknown) || riid == __uuidof(IBackgroundCopyCallback)) {
            *object = static_cast<IBackgroundCopyCallback *>(this);
            AddRef();
            return S_OK;
        }
        *object = nullptr;
        return E_NOINTERFACE;
    }
    STDMETHODIMP_(ULONG) AddRef() override {
        return static_cast<ULONG>(++references);
    }
    STDMETHODIMP_(ULONG) Release() override {
        return static_cast<ULONG>(--references);
    }
    STDMETHODIMP JobTransferred(IBackgroundCopyJob *) override {
        return S_OK;
    }
    STDMETHODIMP JobError(IBackgroundCopyJob *, IBackgroundCopyError *) override {
        return E_FAIL;
    }
    STDMETHODIMP JobModification(IBackgroundCopyJob *, DWORD reserved) override {
        modifications += static_cast<int>(reserved) + 1;
        return S_OK;
    }
};

int check(bool good, const char *what) {
    if (!good) {
        std::printf("wrong: %s\n", what);
    }
    return good ? 0 : 1;
}

} // namespace

int main() {
    Callback mine;
    IUnknown *unknown = &mine;
    IBackgroundCopyCallback *callback = nullptr;
    IBackgroundCopyJob *job = nullptr;
    int failures = 0;
    failures += check(unknown->QueryInterface(IID_PPV_ARGS(&callback)) == S_OK, "QueryInterface(IID_PPV_ARGS)");
    failures += check(mine.references == 2, "AddRef");
    failures += check(unknown->QueryInterface(IID_PPV_ARGS(&job)) == E_NOINTERFACE && !job, "E_NOINTERFACE");
    failures += check(callback->JobTransferred(nullptr) == S_OK, "JobTransferred");
    failures += check(callback->JobError(nullptr, nullptr) == E_FAIL, "JobError");
    failures += check(callback->JobModification(nullptr, 1) == S_OK && mine.modifications == 2, "JobModification");
    callback->Release();
    failures += check(mine.references == 1, "Release");
    failures += check(__uuidof(job) == __uuidof(IBackgroundCopyJob), "__uuidof a pointer");
    failures += check(__uuidof(BackgroundCopyManager) != __uuidof(IBackgroundCopyManager), "__uuidof a class");
    return failures;
}
