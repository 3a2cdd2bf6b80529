// A C++ program passes texts with a length to the queue, and frees its texts.
#include <windows.h>
#include <oleauto.h>
#include <bits.h>

int main() {
    int failures = FAILED(OleInitialize(nullptr));
    BSTR name = SysAllocString(OLESTR("a job"));
    IBackgroundCopyManager *manager = nullptr;
    IBackgroundCopyJob *job = nullptr;
    failures += FAILED(CoCreateInstance(CLSID_BackgroundCopyManager, nullptr, CLSCTX_LOCAL_SERVER,
                                        IID_PPV_ARGS(&manager)));
    if (manager) {
        GUID id;
        failures += FAILED(manager->CreateJob(name, BG_JOB_TYPE_DOWNLOAD, &id, &job));
        manager->Release();
    }
    if (job) {
        LPWSTR found = nullptr;
        failures += FAILED(job->GetDisplayName(&found));
        failures += !SysReAllocString(&name, found) || SysStringLen(name) != 5;
        CoTaskMemFree(found);
        failures += job->Cancel() != S_OK;
        job->Release();
    }
    SysFreeString(name);
    OleUninitialize();
    return failures;
}
