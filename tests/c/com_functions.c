/* The COM functions as C programs use them: COBJMACROS, their own ids through INITGUID, GUIDs and task memory. */
#define COBJMACROS
#define INITGUID
#include <windows.h>
#include <objbase.h>
#include <bits.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void check(int good, const char *what) {
    if (!good) {
        printf("wrong: %s\n", what);
        failures++;
    }
}

static void guids_and_memory(void) {
    GUID id, back;
    OLECHAR text[39];
    LPOLESTR allocated = NULL;
    check(CoCreateGuid(&id) == S_OK, "CoCreateGuid");
    check(StringFromGUID2(&id, text, 39) == 39 && text[0] == '{' && text[37] == '}', "StringFromGUID2");
    check(StringFromGUID2(&id, text, 38) == 0, "StringFromGUID2 in too small a buffer");
    check(StringFromCLSID(&id, &allocated) == S_OK && allocated != NULL, "StringFromCLSID");
    check(CLSIDFromString(allocated, &back) == S_OK && IsEqualGUID(&id, &back), "CLSIDFromString");
    check(IIDFromString(OLESTR("no guid"), &back) == E_INVALIDARG, "IIDFromString");
    check(CLSIDFromString(OLESTR("no guid"), &back) == CO_E_CLASSSTRING, "CO_E_CLASSSTRING");
    allocated = (LPOLESTR)CoTaskMemRealloc(allocated, 4096);
    check(allocated != NULL, "CoTaskMemRealloc");
    CoTaskMemFree(allocated);
}

int main(void) {
    IBackgroundCopyManager *manager = NULL;
    IBackgroundCopyJob *job = NULL;
    IEnumBackgroundCopyJobs *jobs = NULL;
    LPWSTR text = NULL;
    GUID id;
    ULONG count = 0;
    HRESULT hr;

    check(CoInitialize(NULL) == S_OK, "CoInitialize");
    check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) == S_FALSE, "CoInitializeEx again");
    CoUninitialize();
    guids_and_memory();

    hr = CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                          (void **)&manager);
    check(SUCCEEDED(hr), "CoCreateInstance");
    if (FAILED(hr)) {
        return 1;
    }
    hr = IBackgroundCopyManager_CreateJob(manager, OLESTR("upload"), BG_JOB_TYPE_UPLOAD, &id, &job);
    check(SUCCEEDED(hr), "CreateJob");
    if (SUCCEEDED(hr)) {
        BG_JOB_TYPE type;
        check(IBackgroundCopyJob_GetType(job, &type) == S_OK && type == BG_JOB_TYPE_UPLOAD, "GetType");
        check(IBackgroundCopyJob_Resume(job) == (HRESULT)BG_E_EMPTY, "BG_E_EMPTY");
        check(IBackgroundCopyManager_EnumJobs(manager, 0, &jobs) == S_OK, "EnumJobs");
        check(jobs && IEnumBackgroundCopyJobs_GetCount(jobs, &count) == S_OK && count == 1, "GetCount");
        check(IBackgroundCopyJob_Cancel(job) == S_OK, "Cancel");
        IBackgroundCopyJob_Release(job);
    }
    if (jobs) {
        IEnumBackgroundCopyJobs_Release(jobs);
    }
    hr = IBackgroundCopyManager_GetErrorDescription(manager, (HRESULT)BG_E_EMPTY, LANGIDFROMLCID(GetThreadLocale()), &text);
    check(hr == S_OK && text && text[0] != 0, "GetErrorDescription");
    CoTaskMemFree(text);
    check(IBackgroundCopyManager_Release(manager) == 0, "the last Release");
    CoUninitialize();
    return failures;
}
