/* Runs one upload from CreateJob to Complete, and prints each change that it sees on a line.
 *
 *   upload_faults upload|reply URL FILE REPLY|- OPTION...
 *
 *   hurry            Resume at once after a transient error, instead of waiting for the retry
 *   hang-up          Suspend and Resume after two seconds of transfer
 *   user NAME PASSWORD   for the server, Basic; proxy-user: for the proxy
 *   remove-user      remove the credentials for the server before the job starts
 *   proxy HOST:PORT
 */
#define COBJMACROS
#include "expect.h"
#include "arena.h"
#include <windows.h>
#include <bits.h>
#include <bits1_5.h>
#include <locale.h>
#include <string.h>

static WCHAR *wide(const char *text) {
    size_t length = mbstowcs(NULL, text, 0);
    WCHAR *result;
    EXPECT(length != (size_t)-1);
    result = arena_alloc((length + 1) * sizeof *result);
    mbstowcs(result, text, length + 1);
    return result;
}

static void set_user(IBackgroundCopyJob2 *job2, BG_AUTH_TARGET target, const char *user, const char *password) {
    BG_AUTH_CREDENTIALS credentials;
    credentials.Target = target;
    credentials.Scheme = BG_AUTH_SCHEME_BASIC;
    credentials.Credentials.Basic.UserName = wide(user);
    credentials.Credentials.Basic.Password = wide(password);
    EXPECT(IBackgroundCopyJob2_SetCredentials(job2, &credentials) == S_OK);
}

static void print_error(IBackgroundCopyJob *job, const char *name) {
    IBackgroundCopyError *error;
    BG_ERROR_CONTEXT context;
    LPWSTR description = NULL;
    HRESULT code;
    EXPECT(IBackgroundCopyJob_GetError(job, &error) == S_OK);
    EXPECT(IBackgroundCopyError_GetError(error, &context, &code) == S_OK);
    printf("%s %08x context %d\n", name, (unsigned)code, (int)context);
    EXPECT(IBackgroundCopyError_GetErrorDescription(error, 0x0409, &description) == S_OK && description[0] != 0);
    CoTaskMemFree(description);
    IBackgroundCopyError_Release(error);
}

static void print_progress(IBackgroundCopyJob *job) {
    BG_JOB_PROGRESS progress;
    EXPECT(IBackgroundCopyJob_GetProgress(job, &progress) == S_OK);
    printf("bytes %llu of %llu\n", (unsigned long long)progress.BytesTransferred, (unsigned long long)progress.BytesTotal);
    printf("files %u of %u\n", (unsigned)progress.FilesTransferred, (unsigned)progress.FilesTotal);
}

static void print_reply(IBackgroundCopyJob2 *job2) {
    BG_JOB_REPLY_PROGRESS progress;
    BYTE *data = (BYTE *)&progress;
    UINT64 length = 77, index, sum = 0;
    HRESULT code;
    EXPECT(IBackgroundCopyJob2_GetReplyProgress(job2, &progress) == S_OK);
    code = IBackgroundCopyJob2_GetReplyData(job2, &data, &length);
    for (index = 0; data != NULL && index < length; index++)
        sum += data[index];
    CoTaskMemFree(data);
    if (progress.BytesTotal == BG_SIZE_UNKNOWN)
        printf("reply unknown\n");
    else
        printf("reply %llu of %llu\n", (unsigned long long)progress.BytesTransferred, (unsigned long long)progress.BytesTotal);
    printf("data %08x %llu sum %llu\n", (unsigned)code, (unsigned long long)length, (unsigned long long)sum);
}

/* Returns the state in which the job ends. */
static BG_JOB_STATE wait_for(IBackgroundCopyJob *job, int hurry, int hang_up) {
    BG_JOB_STATE state;
    ULONG errors, told = 0;
    unsigned at_work = 0;
    for (;; Sleep(10)) {
        EXPECT(IBackgroundCopyJob_GetState(job, &state) == S_OK);
        EXPECT(IBackgroundCopyJob_GetErrorCount(job, &errors) == S_OK);
        if (state == BG_JOB_STATE_TRANSIENT_ERROR && errors > told) {
            told = errors;
            print_error(job, "trouble");
            if (hurry)
                EXPECT(IBackgroundCopyJob_Resume(job) == S_OK);
        }
        at_work += state == BG_JOB_STATE_CONNECTING || state == BG_JOB_STATE_TRANSFERRING;
        if (hang_up && at_work == 200) {
            printf("hangs up\n");
            EXPECT(IBackgroundCopyJob_Suspend(job) == S_OK);
            EXPECT(IBackgroundCopyJob_Resume(job) == S_OK);
        }
        if (state == BG_JOB_STATE_ERROR || state == BG_JOB_STATE_TRANSFERRED)
            return state;
    }
}

int main(int argc, char **argv) {
    IBackgroundCopyManager *manager;
    IBackgroundCopyJob *job;
    IBackgroundCopyJob2 *job2;
    BG_JOB_TYPE type;
    BG_JOB_STATE state;
    GUID id;
    int at, hurry = 0, hang_up = 0;

    setlocale(LC_ALL, "C.UTF-8");
    setvbuf(stdout, NULL, _IOLBF, 0);
    EXPECT(argc >= 5);
    type = strcmp(argv[1], "reply") == 0 ? BG_JOB_TYPE_UPLOAD_REPLY : BG_JOB_TYPE_UPLOAD;
    EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
    EXPECT(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                            (void **)&manager) == S_OK);
    EXPECT(IBackgroundCopyManager_CreateJob(manager, L"fault", type, &id, &job) == S_OK);
    EXPECT(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&job2) == S_OK);
    EXPECT(IBackgroundCopyJob_AddFile(job, wide(argv[2]), wide(argv[3])) == S_OK);
    if (strcmp(argv[4], "-") != 0)
        EXPECT(IBackgroundCopyJob2_SetReplyFileName(job2, wide(argv[4])) == S_OK);
    EXPECT(IBackgroundCopyJob_SetMinimumRetryDelay(job, 5) == S_OK);
    EXPECT(IBackgroundCopyJob_SetPriority(job, BG_JOB_PRIORITY_FOREGROUND) == S_OK);
    for (at = 5; at < argc; at++) {
        if (strcmp(argv[at], "hurry") == 0) {
            hurry = 1;
        } else if (strcmp(argv[at], "hang-up") == 0) {
            hang_up = 1;
        } else if (strcmp(argv[at], "user") == 0 && at + 2 < argc) {
            set_user(job2, BG_AUTH_TARGET_SERVER, argv[at + 1], argv[at + 2]);
            at += 2;
        } else if (strcmp(argv[at], "proxy-user") == 0 && at + 2 < argc) {
            set_user(job2, BG_AUTH_TARGET_PROXY, argv[at + 1], argv[at + 2]);
            at += 2;
        } else if (strcmp(argv[at], "remove-user") == 0) {
            EXPECT(IBackgroundCopyJob2_RemoveCredentials(job2, BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC) == S_OK);
            EXPECT(IBackgroundCopyJob2_RemoveCredentials(job2, BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC) == S_FALSE);
        } else if (strcmp(argv[at], "proxy") == 0 && at + 1 < argc) {
            EXPECT(IBackgroundCopyJob_SetProxySettings(job, BG_JOB_PROXY_USAGE_OVERRIDE, wide(argv[++at]), NULL) == S_OK);
        } else {
            EXPECT(!"an option that exists");
        }
    }
    EXPECT(IBackgroundCopyJob_Complete(job) == (HRESULT)BG_E_INVALID_STATE);
    EXPECT(IBackgroundCopyJob_Resume(job) == S_OK);

    state = wait_for(job, hurry, hang_up);
    print_progress(job);
    if (state == BG_JOB_STATE_TRANSFERRED) {
        if (type == BG_JOB_TYPE_UPLOAD_REPLY)
            print_reply(job2);
        EXPECT(IBackgroundCopyJob_Complete(job) == S_OK);
        printf("transferred\n");
    } else {
        print_error(job, "error");
        EXPECT(IBackgroundCopyJob_Complete(job) == (HRESULT)BG_E_INVALID_STATE);
        EXPECT(IBackgroundCopyJob_Cancel(job) == S_OK);
    }
    IBackgroundCopyJob2_Release(job2);
    IBackgroundCopyJob_Release(job);
    IBackgroundCopyManager_Release(manager);
    CoUninitialize();
    return 0;
}
