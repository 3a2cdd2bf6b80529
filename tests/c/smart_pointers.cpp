// CComPtr and ComPtr hold objects of the queue, and the includes have the capital letters of Windows sources.
// Not portable to Windows: mingw-w64 has no ATL, and its file names are case-sensitive.
#include <Windows.h>
#include <Bits.h>
#include <atlbase.h>
#include <wrl/client.h>
#include <cstdio>

static int failures = 0;

static void check(bool good, const char *what) {
    if (!good) {
        std::printf("wrong: %s\n", what);
        failures++;
    }
}

int main() {
    using Microsoft::WRL::ComPtr;
    CComPtr<IBackgroundCopyManager> manager;
    check(manager.CoCreateInstance(__uuidof(BackgroundCopyManager)) == S_OK && manager, "CComPtr::CoCreateInstance");

    CComPtr<IBackgroundCopyJob> job;
    GUID id;
    check(manager->CreateJob(OLESTR("kept"), BG_JOB_TYPE_DOWNLOAD, &id, &job) == S_OK, "CreateJob");
    CComPtr<IBackgroundCopyJob> same = job;
    CComPtr<IBackgroundCopyJob3> newer;
    check(same == job && job.QueryInterface(&newer) == S_OK && newer, "CComPtr::QueryInterface");
    same.Release();
    check(!same, "CComPtr::Release");

    ComPtr<IBackgroundCopyJob> found;
    check(manager->GetJob(id, &found) == S_OK && found, "GetJob into a ComPtr");
    ComPtr<IBackgroundCopyJobHttpOptions> options;
    check(found.As(&options) == S_OK && options, "ComPtr::As");
    ComPtr<IBackgroundCopyManager> other;
    check(CoCreateInstance(CLSID_BackgroundCopyManager, nullptr, CLSCTX_ALL, IID_PPV_ARGS(&other)) == S_OK && other.Get(),
          "IID_PPV_ARGS of a ComPtr");
    check(found->Cancel() == S_OK, "Cancel");
    return failures;
}
