/* The methods for replies, by type and state of the job.
 *
 *   reply_methods FOLDER URL      (the server answers with the beginning of a reply, and then waits for a file FOLDER/go)
 */
#define COBJMACROS
#include "expect.h"
#include <windows.h>
#include <bits.h>
#include <bits1_5.h>
#include <string.h>
#include <wchar.h>

static IBackgroundCopyManager *manager;
static WCHAR folder[200], url[200];

static IBackgroundCopyJob2 *create(BG_JOB_TYPE type) {
    IBackgroundCopyJob *job;
    IBackgroundCopyJob2 *job2;
    GUID id;
    EXPECT(IBackgroundCopyManager_CreateJob(manager, L"reply", type, &id, &job) == S_OK);
    EXPECT(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&job2) == S_OK);
    IBackgroundCopyJob_Release(job);
    return job2;
}

static const WCHAR *in_folder(const WCHAR *name) {
    static WCHAR path[400];
    swprintf(path, 400, L"%ls/%ls", folder, name);
    return path;
}

static HRESULT reply_data(IBackgroundCopyJob2 *job, UINT64 *length) {
    BYTE *data = (BYTE *)job;
    HRESULT code;
    *length = 77;
    code = IBackgroundCopyJob2_GetReplyData(job, &data, length);
    EXPECT((data != NULL) == (code == S_OK && *length > 0));
    CoTaskMemFree(data);
    return code;
}

/* Returns 1 if the reply file has this name, 0 if it has none, -1 if it has another one. */
static int has_name(IBackgroundCopyJob2 *job, const WCHAR *expected) {
    LPWSTR name = (LPWSTR)job;
    int same;
    EXPECT(IBackgroundCopyJob2_GetReplyFileName(job, &name) == S_OK);
    if (name == NULL)
        return 0;
    same = expected != NULL && wcscmp(name, expected) == 0;
    CoTaskMemFree(name);
    return same ? 1 : -1;
}

static void other_types_have_no_reply(void) {
    static const BG_JOB_TYPE types[] = {BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
    int at;
    for (at = 0; at < 2; at++) {
        IBackgroundCopyJob2 *job = create(types[at]);
        BG_JOB_REPLY_PROGRESS progress;
        LPWSTR name = (LPWSTR)job;
        UINT64 length;
        EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"reply")) == E_NOTIMPL);
        EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, NULL) == E_NOTIMPL);
        EXPECT(IBackgroundCopyJob2_GetReplyFileName(job, &name) == E_NOTIMPL && name == NULL);
        EXPECT(IBackgroundCopyJob2_GetReplyProgress(job, &progress) == E_NOTIMPL);
        EXPECT(reply_data(job, &length) == E_NOTIMPL && length == 0);
        EXPECT(IBackgroundCopyJob2_Cancel(job) == S_OK);
        IBackgroundCopyJob2_Release(job);
    }
}

static void names_have_rules(void) {
    IBackgroundCopyJob2 *job = create(BG_JOB_TYPE_UPLOAD_REPLY);
    WCHAR longest[262];
    UINT64 length;
    EXPECT(has_name(job, NULL) == 0);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, L"relative") == E_INVALIDARG);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"folder/")) == E_INVALIDARG);
    EXPECT(FAILED(IBackgroundCopyJob2_SetReplyFileName(job, L"/no/folder/reply")));
    wmemset(longest, L'x', 261);
    longest[261] = 0;
    wmemcpy(longest, L"/tmp/", 5);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, longest) == E_INVALIDARG);
    longest[260] = 0;
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, longest) == S_OK && has_name(job, longest) == 1);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, L"") == S_OK && has_name(job, NULL) == 0);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"reply")) == S_OK);
    EXPECT(has_name(job, in_folder(L"reply")) == 1);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, NULL) == S_OK && has_name(job, NULL) == 0);

    EXPECT(IBackgroundCopyJob2_AddFile(job, L"file:///tmp/a.bin", in_folder(L"question")) == E_INVALIDARG);
    EXPECT(IBackgroundCopyJob2_AddFile(job, L"/tmp/a.bin", in_folder(L"question")) == E_INVALIDARG);
    EXPECT(IBackgroundCopyJob2_AddFile(job, url, in_folder(L"question")) == S_OK);
    EXPECT(IBackgroundCopyJob2_AddFile(job, url, in_folder(L"question")) == (HRESULT)BG_E_TOO_MANY_FILES);
    EXPECT(has_name(job, NULL) == -1); /* the library has chosen one */
    EXPECT(reply_data(job, &length) == (HRESULT)BG_E_INVALID_STATE && length == 0);
    EXPECT(IBackgroundCopyJob2_Cancel(job) == S_OK);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"reply")) == (HRESULT)BG_E_INVALID_STATE);
    EXPECT(reply_data(job, &length) == (HRESULT)BG_E_INVALID_STATE && length == 0);
    IBackgroundCopyJob2_Release(job);
}

static void a_reply_comes_in_steps(void) {
    IBackgroundCopyJob2 *job = create(BG_JOB_TYPE_UPLOAD_REPLY);
    BG_JOB_REPLY_PROGRESS progress;
    BG_JOB_STATE state;
    UINT64 length;
    FILE *go;
    char path[1000];

    EXPECT(IBackgroundCopyJob2_AddFile(job, url, in_folder(L"question")) == S_OK);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"other")) == S_OK);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"reply")) == S_OK);
    EXPECT(IBackgroundCopyJob2_GetReplyProgress(job, &progress) == S_OK);
    EXPECT(progress.BytesTotal == BG_SIZE_UNKNOWN && progress.BytesTransferred == 0);
    EXPECT(IBackgroundCopyJob2_SetPriority(job, BG_JOB_PRIORITY_FOREGROUND) == S_OK);
    EXPECT(IBackgroundCopyJob2_Resume(job) == S_OK);

    do {
        Sleep(5);
        EXPECT(IBackgroundCopyJob2_GetReplyProgress(job, &progress) == S_OK);
        EXPECT(IBackgroundCopyJob2_GetState(job, &state) == S_OK && state != BG_JOB_STATE_ERROR);
    } while (progress.BytesTotal == BG_SIZE_UNKNOWN || progress.BytesTransferred == 0);
    EXPECT(progress.BytesTotal == 1000 && progress.BytesTransferred == 600);
    EXPECT(state == BG_JOB_STATE_TRANSFERRING);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"late")) == (HRESULT)BG_E_INVALID_STATE);
    EXPECT(reply_data(job, &length) == (HRESULT)BG_E_INVALID_STATE && length == 0);
    EXPECT(IBackgroundCopyJob2_Complete(job) == (HRESULT)BG_E_INVALID_STATE);

    snprintf(path, sizeof path, "%ls", in_folder(L"go"));
    go = fopen(path, "w");
    EXPECT(go != NULL && fclose(go) == 0);
    do {
        Sleep(5);
        EXPECT(IBackgroundCopyJob2_GetState(job, &state) == S_OK && state != BG_JOB_STATE_ERROR);
    } while (state != BG_JOB_STATE_TRANSFERRED);
    EXPECT(reply_data(job, &length) == S_OK && length == 1000);
    EXPECT(IBackgroundCopyJob2_Complete(job) == S_OK);
    EXPECT(reply_data(job, &length) == S_OK && length == 1000);
    EXPECT(has_name(job, in_folder(L"reply")) == 1);
    EXPECT(IBackgroundCopyJob2_GetReplyProgress(job, &progress) == S_OK);
    EXPECT(progress.BytesTotal == 1000 && progress.BytesTransferred == 1000);
    EXPECT(IBackgroundCopyJob2_SetReplyFileName(job, in_folder(L"late")) == (HRESULT)BG_E_INVALID_STATE);
    IBackgroundCopyJob2_Release(job);
}

int main(int argc, char **argv) {
    EXPECT(argc == 3);
    mbstowcs(folder, argv[1], 200);
    mbstowcs(url, argv[2], 200);
    EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
    EXPECT(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                            (void **)&manager) == S_OK);
    other_types_have_no_reply();
    names_have_rules();
    a_reply_comes_in_steps();
    EXPECT(IBackgroundCopyManager_Release(manager) == 0);
    CoUninitialize();
    return 0;
}
