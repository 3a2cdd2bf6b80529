/* Runs one job of a BG_JOB_TYPE. examples/job_types.rs creates the files, starts the servers and
 * calls this program.
 *
 *   job_types TYPE REMOTE-FOLDER LOCAL-FOLDER NAME...
 *
 * TYPE is 0, 1 or 2. The job transfers each file NAME between REMOTE-FOLDER and LOCAL-FOLDER. It
 * stores the reply of type 2 in LOCAL-FOLDER/reply. The program prints the type that GetType
 * returns, the number of bytes transferred, and the seconds from Resume to the state TRANSFERRED.
 */
#define _POSIX_C_SOURCE 200809L
#define COBJMACROS
#define INITGUID
#include <windows.h>
#include <bits.h>
#include <bits1_5.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef _WIN32
#include <io.h>
#define fileno _fileno
#define isatty _isatty
#else
#include <time.h>
#include <unistd.h>
#endif

#define BAR_WIDTH 40 /* characters */
#define STALL_TIMEOUT 15.0 /* seconds without progress after which the job fails */

/* Exits with a message unless the call named by `what` succeeded. */
static void check(HRESULT result, const char *what)
{
    if (FAILED(result)) {
        fprintf(stderr, "%s failed: 0x%08x\n", what, (unsigned)result);
        exit(1);
    }
}

/* Returns the seconds of a monotonic clock. */
static double now(void)
{
#ifdef _WIN32
    return (double)GetTickCount64() / 1e3;
#else
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
#endif
}

/* Joins a folder and a name. The program needs the strings until it ends and does not free them. */
static wchar_t *path(const char *folder, const char *name)
{
    char text[2000];
    wchar_t *result = calloc(sizeof text, sizeof *result);

    snprintf(text, sizeof text, "%s/%s", folder, name);
    if (!result || mbstowcs(result, text, sizeof text) == (size_t)-1) {
        fprintf(stderr, "\"%s\" is not valid in the encoding of this locale\n", text);
        exit(2);
    }
    return result;
}

/* Retrieves the bytes transferred so far and the total, with those of the reply. */
static void bytes_of(IBackgroundCopyJob *job, BG_JOB_TYPE type, UINT64 *moved, UINT64 *total)
{
    BG_JOB_PROGRESS progress;
    BG_JOB_REPLY_PROGRESS reply;
    IBackgroundCopyJob2 *job2 = NULL;

    check(IBackgroundCopyJob_GetProgress(job, &progress), "GetProgress");
    *moved = progress.BytesTransferred;
    *total = progress.BytesTotal;
    if (type != BG_JOB_TYPE_UPLOAD_REPLY)
        return;
    check(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&job2), "QueryInterface");
    check(IBackgroundCopyJob2_GetReplyProgress(job2, &reply), "GetReplyProgress");
    IBackgroundCopyJob2_Release(job2);
    *moved += reply.BytesTransferred;
    *total += reply.BytesTotal == BG_SIZE_UNKNOWN ? 0 : reply.BytesTotal;
}

/* Draws a progress bar when standard error is a terminal. */
static void draw(UINT64 moved, UINT64 total)
{
    int filled = total && total != BG_SIZE_UNKNOWN ? (int)((double)moved / (double)total * BAR_WIDTH) : 0;
    int i;

    if (!isatty(fileno(stderr)))
        return;
    fputs("\r[", stderr);
    for (i = 0; i < BAR_WIDTH; i++)
        fputc(i < filled ? '#' : ' ', stderr);
    fprintf(stderr, "] %8.1f MB", (double)moved / 1e6);
}

/* Prints the error, or that there is none but no progress either, cancels the job and exits. */
static void fail(IBackgroundCopyJob *job)
{
    IBackgroundCopyError *error = NULL;
    LPWSTR description = NULL;

    if (FAILED(IBackgroundCopyJob_GetError(job, &error))) {
        fprintf(stderr, "\nno progress for %.0f seconds\n", STALL_TIMEOUT);
    } else {
        check(IBackgroundCopyError_GetErrorDescription(error, 0x0409, &description), "GetErrorDescription");
        fprintf(stderr, "\n%ls\n", description);
    }
    IBackgroundCopyJob_Cancel(job);
    exit(1);
}

/* Waits for the state TRANSFERRED. Any error ends the program: the servers run on this computer. */
static void wait_for(IBackgroundCopyJob *job, BG_JOB_TYPE type)
{
    BG_JOB_STATE state = BG_JOB_STATE_QUEUED;
    UINT64 moved = 0, total, before;
    double last_move = now();

    while (state != BG_JOB_STATE_TRANSFERRED) {
        Sleep(5);
        check(IBackgroundCopyJob_GetState(job, &state), "GetState");
        before = moved;
        bytes_of(job, type, &moved, &total);
        draw(moved, total);
        if (moved != before)
            last_move = now();
        if (state == BG_JOB_STATE_ERROR || state == BG_JOB_STATE_TRANSIENT_ERROR || now() - last_move > STALL_TIMEOUT)
            fail(job);
    }
    if (isatty(fileno(stderr)))
        fputs("\r\033[K", stderr);
}

static void set_reply_file(IBackgroundCopyJob *job, const wchar_t *name)
{
    IBackgroundCopyJob2 *job2 = NULL;

    check(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&job2), "QueryInterface");
    check(IBackgroundCopyJob2_SetReplyFileName(job2, name), "SetReplyFileName");
    IBackgroundCopyJob2_Release(job2);
}

int main(int argc, char **argv)
{
    IBackgroundCopyManager *manager = NULL;
    IBackgroundCopyJob *job = NULL;
    BG_JOB_TYPE type, read_back;
    UINT64 moved, total;
    double start, end;
    GUID id;
    int i;

    setlocale(LC_ALL, "");
    if (argc < 5) {
        fprintf(stderr, "usage: %s TYPE REMOTE-FOLDER LOCAL-FOLDER NAME...\n", argv[0]);
        return 2;
    }
    type = (BG_JOB_TYPE)atoi(argv[1]);
    check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
    check(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                           (void **)&manager), "CoCreateInstance");
    check(IBackgroundCopyManager_CreateJob(manager, L"job_types", type, &id, &job), "CreateJob");
    check(IBackgroundCopyJob_GetType(job, &read_back), "GetType");
    for (i = 4; i < argc; i++)
        check(IBackgroundCopyJob_AddFile(job, path(argv[2], argv[i]), path(argv[3], argv[i])), "AddFile");
    if (type == BG_JOB_TYPE_UPLOAD_REPLY)
        set_reply_file(job, path(argv[3], "reply"));
    check(IBackgroundCopyJob_SetPriority(job, BG_JOB_PRIORITY_FOREGROUND), "SetPriority");

    start = now();
    check(IBackgroundCopyJob_Resume(job), "Resume");
    wait_for(job, type);
    end = now();
    bytes_of(job, type, &moved, &total);
    check(IBackgroundCopyJob_Complete(job), "Complete");
    printf("%d %.0f %.6f\n", (int)read_back, (double)moved, end - start);

    IBackgroundCopyJob_Release(job);
    IBackgroundCopyManager_Release(manager);
    CoUninitialize();
    return 0;
}
