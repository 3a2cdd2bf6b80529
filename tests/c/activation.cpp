// C++ programs activate the manager by class name, by linked symbol, by class object, and by version.
#include <windows.h>
#include <bits.h>
#include <cstdio>
#include <cstring>

namespace {

int failures = 0;

void check(bool good, const char *what) {
    if (!good) {
        std::printf("wrong: %s\n", what);
        failures++;
    }
}

// Creates a job of each type and reads its properties.
void use(IBackgroundCopyManager *manager) {
    const BG_JOB_TYPE types[] = {BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
    for (BG_JOB_TYPE type : types) {
        GUID id;
        IBackgroundCopyJob *job = nullptr;
        HRESULT hr = manager->CreateJob(OLESTR("caf\u00e9"), type, &id, &job);
        check(SUCCEEDED(hr) && job, "CreateJob");
        if (FAILED(hr) || !job) {
            return;
        }

        BG_JOB_TYPE found = static_cast<BG_JOB_TYPE>(-1);
        check(job->GetType(&found) == S_OK && found == type, "GetType");
        GUID again;
        check(job->GetId(&again) == S_OK && again == id, "GetId");
        LPWSTR name = nullptr;
        check(job->GetDisplayName(&name) == S_OK && name, "GetDisplayName");
        const WCHAR expected[] = {'c', 'a', 'f', 0xe9, 0};
        check(name && std::memcmp(name, expected, sizeof(expected)) == 0, "the name in the caller's characters");
        CoTaskMemFree(name);

        IBackgroundCopyJob2 *newer = nullptr;
        check(job->QueryInterface(&newer) == S_OK && newer, "QueryInterface by type");
        if (newer) {
            newer->Release();
        }
        IBackgroundCopyFile *wrong = nullptr;
        check(job->QueryInterface(IID_PPV_ARGS(&wrong)) == E_NOINTERFACE && !wrong, "E_NOINTERFACE");
        check(job->Cancel() == S_OK, "Cancel");
        job->Release();
    }
}

} // namespace

int main() {
    check(CoInitializeEx(nullptr, COINIT_MULTITHREADED) == S_OK, "CoInitializeEx");
    check(CoInitializeSecurity(nullptr, -1, nullptr, nullptr, RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_IMP_LEVEL_IMPERSONATE,
                               nullptr, EOAC_NONE, nullptr) == S_OK,
          "CoInitializeSecurity");

    IBackgroundCopyManager *manager = nullptr;
    check(CoCreateInstance(__uuidof(BackgroundCopyManager), nullptr, CLSCTX_LOCAL_SERVER, IID_PPV_ARGS(&manager)) == S_OK,
          "by class name");
    if (manager) {
        use(manager);
        manager->Release();
    }

    void *object = nullptr;
    check(CoCreateInstance(CLSID_BackgroundCopyManager1_5, nullptr, CLSCTX_ALL, IID_IBackgroundCopyManager, &object) == S_OK,
          "by linked symbols");
    if (object) {
        static_cast<IBackgroundCopyManager *>(object)->Release();
    }

    IClassFactory *factory = nullptr;
    check(CoGetClassObject(__uuidof(BackgroundCopyManager3_0), CLSCTX_LOCAL_SERVER, nullptr, IID_PPV_ARGS(&factory)) == S_OK,
          "CoGetClassObject");
    if (factory) {
        manager = nullptr;
        check(factory->CreateInstance(nullptr, IID_PPV_ARGS(&manager)) == S_OK, "IClassFactory::CreateInstance");
        if (manager) {
            use(manager);
            manager->Release();
        }
        factory->Release();
    }

    manager = nullptr;
    check(CoCreateInstance(IID_IUnknown, nullptr, CLSCTX_ALL, IID_PPV_ARGS(&manager)) == REGDB_E_CLASSNOTREG && !manager,
          "an unknown class");
    CoUninitialize();
    return failures;
}
