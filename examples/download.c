/* Downloads a file with BITS, in C. Prints the progress; exits with 0 when the file is complete.
 *
 *   cc download.c -o download $(pkg-config --cflags --libs libbits)
 *   ./download https://example.com/file.bin /home/me/file.bin
 *
 * The same source builds on Windows: cl download.c ole32.lib, or gcc download.c -lole32.
 */
#define COBJMACROS
#define INITGUID
#include <windows.h>
#include <bits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* Converts an argument from the encoding of the locale. The program needs the strings until it ends
 * and does not free them. */
static wchar_t *wide(const char *text)
{
    size_t length = mbstowcs(NULL, text, 0);
    wchar_t *result = length == (size_t)-1 ? NULL : calloc(length + 1, sizeof *result);
    if (!result) {
        fprintf(stderr, "\"%s\" is not valid in the encoding of this locale\n", text);
        exit(2);
    }
    mbstowcs(result, text, length);
    return result;
}

/* Exits with a message unless the call named by `what` succeeded. */
static void check(HRESULT result, const char *what)
{
    if (FAILED(result)) {
        fprintf(stderr, "%s failed: 0x%08x\n", what, (unsigned)result);
        exit(1);
    }
}

/* Prints the description of the error in English (language 0x0409). */
static void print_error(IBackgroundCopyJob *job)
{
    IBackgroundCopyError *error = NULL;
    LPWSTR description = NULL;

    check(IBackgroundCopyJob_GetError(job, &error), "GetError");
    if (SUCCEEDED(IBackgroundCopyError_GetErrorDescription(error, 0x0409, &description))) {
        fprintf(stderr, "\n%ls\n", description);
        CoTaskMemFree(description);
    }
    IBackgroundCopyError_Release(error);
}

/* The size of a file is unknown until the server has reported it. */
static void print_progress(IBackgroundCopyJob *job)
{
    BG_JOB_PROGRESS progress;

    check(IBackgroundCopyJob_GetProgress(job, &progress), "GetProgress");
    if (progress.BytesTotal == BG_SIZE_UNKNOWN)
        printf("\r%.1f MB", (double)progress.BytesTransferred / 1e6);
    else
        printf("\r%.1f of %.1f MB", (double)progress.BytesTransferred / 1e6, (double)progress.BytesTotal / 1e6);
    fflush(stdout);
}

/* Waits for the end of the transfer. Returns 1 when the file is transferred, 0 when the job is in
 * the state ERROR. BITS retries after a transient error by itself. */
static int wait_for(IBackgroundCopyJob *job)
{
    BG_JOB_STATE state, last = BG_JOB_STATE_QUEUED;

    for (;; Sleep(200)) {
        check(IBackgroundCopyJob_GetState(job, &state), "GetState");
        print_progress(job);
        if (state == BG_JOB_STATE_TRANSFERRED)
            return 1;
        if (state == BG_JOB_STATE_ERROR || (state == BG_JOB_STATE_TRANSIENT_ERROR && state != last))
            print_error(job);
        if (state == BG_JOB_STATE_ERROR)
            return 0;
        last = state;
    }
}

/* Creates a job, waits for the end of the transfer, and completes or cancels the job, which
 * otherwise outlives the program. */
int main(int argc, char **argv)
{
    IBackgroundCopyManager *manager = NULL;
    IBackgroundCopyJob *job = NULL;
    GUID id;
    int done;

    setlocale(LC_ALL, "");
    if (argc != 3) {
        fprintf(stderr, "usage: %s URL FILE    (FILE is a full path)\n", argv[0]);
        return 2;
    }
    check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
    check(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                           (void **)&manager), "CoCreateInstance");
    check(IBackgroundCopyManager_CreateJob(manager, L"download", BG_JOB_TYPE_DOWNLOAD, &id, &job), "CreateJob");
    check(IBackgroundCopyJob_AddFile(job, wide(argv[1]), wide(argv[2])), "AddFile");
    check(IBackgroundCopyJob_SetPriority(job, BG_JOB_PRIORITY_FOREGROUND), "SetPriority");
    check(IBackgroundCopyJob_Resume(job), "Resume");

    done = wait_for(job);
    if (done)
        check(IBackgroundCopyJob_Complete(job), "Complete");
    else
        check(IBackgroundCopyJob_Cancel(job), "Cancel");
    printf("\n");

    IBackgroundCopyJob_Release(job);
    IBackgroundCopyManager_Release(manager);
    CoUninitialize();
    return done ? 0 : 1;
}
