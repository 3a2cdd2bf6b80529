/* Downloads ranges of a file, and reads the list of ranges. Not portable to Windows: it uses POSIX file names.
 *
 *   ranges URL FOLDER   the file at URL has 1000 bytes, of which byte i is i % 251; FOLDER is empty */
#define _DEFAULT_SOURCE
#define COBJMACROS
#include "expect.h"
#include <bits.h>
#include <string.h>
#include <unistd.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static IBackgroundCopyManager *manager;
static WCHAR url[200], local[200], whole[200];
static char path[200];

static void widen(WCHAR *to, const char *text) {
    do
        *to++ = (WCHAR)(unsigned char)*text;
    while (*text++ != 0);
}

/* Creates a job and returns a newer interface of it. */
static IBackgroundCopyJob3 *create(BG_JOB_TYPE type) {
    IBackgroundCopyJob *job;
    IBackgroundCopyJob3 *job3;
    GUID id;
    OK(IBackgroundCopyManager_CreateJob(manager, url, type, &id, &job));
    OK(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob3, (void **)&job3));
    IBackgroundCopyJob_Release(job);
    return job3;
}

static IBackgroundCopyFile2 *file(IBackgroundCopyJob3 *job, ULONG index) {
    IEnumBackgroundCopyFiles *list;
    IBackgroundCopyFile *found;
    IBackgroundCopyFile2 *file2;
    OK(IBackgroundCopyJob3_EnumFiles(job, &list));
    OK(IEnumBackgroundCopyFiles_Skip(list, index));
    OK(IEnumBackgroundCopyFiles_Next(list, 1, &found, NULL));
    OK(IBackgroundCopyFile_QueryInterface(found, &IID_IBackgroundCopyFile2, (void **)&file2));
    IBackgroundCopyFile_Release(found);
    IEnumBackgroundCopyFiles_Release(list);
    return file2;
}

static void await(IBackgroundCopyJob3 *job, BG_JOB_STATE wanted) {
    BG_JOB_STATE state = BG_JOB_STATE_SUSPENDED;
    int patience;
    for (patience = 0; state != wanted; patience++) {
        EXPECT(patience < 10000);
        usleep(2000);
        OK(IBackgroundCopyJob3_GetState(job, &state));
    }
}

/* Checks that GetFileRanges returns this list. NULL: the job downloads the whole file. */
static void has(IBackgroundCopyFile2 *of, const BG_FILE_RANGE *list, DWORD count) {
    BG_FILE_RANGE *found = (BG_FILE_RANGE *)&found;
    DWORD found_count = 77;
    ANSWERS(IBackgroundCopyFile2_GetFileRanges(of, &found_count, &found), list == NULL ? S_FALSE : S_OK);
    EXPECT(found_count == count && (found == NULL) == (list == NULL));
    EXPECT(list == NULL || memcmp(found, list, count * sizeof *list) == 0);
    CoTaskMemFree(found);
}

static void refuses(void) {
    static const struct {
        BG_FILE_RANGE list[2];
        DWORD count;
        HRESULT code;
    } cases[] = {
        {{{0, 10}, {5, 10}}, 2, (HRESULT)BG_E_OVERLAPPING_RANGES},
        {{{5, 10}, {5, 10}}, 2, (HRESULT)BG_E_OVERLAPPING_RANGES},
        {{{50, 1}, {0, BG_LENGTH_TO_EOF}}, 2, (HRESULT)BG_E_OVERLAPPING_RANGES},
        {{{0, 10}, {0, 0}}, 2, (HRESULT)BG_E_INVALID_RANGE},
        {{{0, 10}, {BG_LENGTH_TO_EOF, 1}}, 2, (HRESULT)BG_E_INVALID_RANGE},
        {{{0, 10}, {2, BG_LENGTH_TO_EOF - 1}}, 2, (HRESULT)BG_E_INVALID_RANGE},
        {{{0, 10}, {0, 0}}, 0, E_INVALIDARG},
    };
    static const char *const elsewhere[] = {"file:///etc/hostname", "/etc/hostname", "ftp://host/file", ""};
    IBackgroundCopyJob3 *job = create(BG_JOB_TYPE_DOWNLOAD);
    BG_FILE_RANGE good[1] = {{0, 10}}, list[2];
    BG_JOB_PROGRESS progress;
    WCHAR name[200];
    size_t i;
    int type;
    for (i = 0; i < COUNT(cases); i++) {
        memcpy(list, cases[i].list, sizeof list);
        ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, cases[i].count, list), cases[i].code);
    }
    ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, 1, NULL), E_INVALIDARG);
    ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, NULL, local, 1, good), E_INVALIDARG);
    ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, url, NULL, 1, good), E_INVALIDARG);
    for (i = 0; i < COUNT(elsewhere); i++) {
        widen(name, elsewhere[i]);
        ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, name, local, 1, good), E_INVALIDARG);
    }
    OK(IBackgroundCopyJob3_GetProgress(job, &progress));
    EXPECT(progress.FilesTotal == 0);
    OK(IBackgroundCopyJob3_Cancel(job));
    ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, 1, good), BG_E_INVALID_STATE);
    IBackgroundCopyJob3_Release(job);

    for (type = BG_JOB_TYPE_UPLOAD; type <= BG_JOB_TYPE_UPLOAD_REPLY; type++) {
        IBackgroundCopyFile2 *uploaded;
        job = create((BG_JOB_TYPE)type);
        ANSWERS(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, 1, good), E_NOTIMPL);
        OK(IBackgroundCopyJob3_AddFile(job, url, local));
        uploaded = file(job, 0);
        has(uploaded, NULL, 0);
        IBackgroundCopyFile2_Release(uploaded);
        OK(IBackgroundCopyJob3_Cancel(job));
        IBackgroundCopyJob3_Release(job);
    }
}

static void downloads(void) {
    BG_FILE_RANGE list[3] = {{100, 100}, {950, BG_LENGTH_TO_EOF}, {400, 7}};
    const size_t expected[3][2] = {{100, 200}, {950, 1000}, {400, 407}};
    IBackgroundCopyJob3 *job = create(BG_JOB_TYPE_DOWNLOAD);
    IBackgroundCopyFile2 *ranged, *plain;
    BG_FILE_PROGRESS progress;
    BG_FILE_RANGE *none;
    DWORD count;
    size_t range, i;
    FILE *opened;
    OK(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, COUNT(list), list));
    OK(IBackgroundCopyJob3_AddFile(job, url, whole));
    ranged = file(job, 0), plain = file(job, 1);
    has(ranged, list, COUNT(list));
    has(plain, NULL, 0);
    ANSWERS(IBackgroundCopyFile2_GetFileRanges(ranged, NULL, &none), E_INVALIDARG);
    ANSWERS(IBackgroundCopyFile2_GetFileRanges(ranged, &count, NULL), E_INVALIDARG);
    OK(IBackgroundCopyFile2_GetProgress(ranged, &progress));
    EXPECT(progress.BytesTotal == BG_SIZE_UNKNOWN && progress.BytesTransferred == 0);
    OK(IBackgroundCopyJob3_Resume(job));
    await(job, BG_JOB_STATE_TRANSFERRED);
    OK(IBackgroundCopyFile2_GetProgress(ranged, &progress));
    EXPECT(progress.BytesTotal == 157 && progress.BytesTransferred == 157);
    OK(IBackgroundCopyJob3_Complete(job));
    has(ranged, list, COUNT(list));
    EXPECT((opened = fopen(path, "rb")) != NULL);
    for (range = 0; range < COUNT(expected); range++)
        for (i = expected[range][0]; i < expected[range][1]; i++)
            EXPECT(fgetc(opened) == (int)(i % 251));
    EXPECT(fgetc(opened) == EOF);
    fclose(opened);
    EXPECT(IBackgroundCopyFile2_Release(ranged) == 0 && IBackgroundCopyFile2_Release(plain) == 0);
    EXPECT(IBackgroundCopyJob3_Release(job) == 0);
}

static void stops_beyond_the_end(void) {
    BG_FILE_RANGE list[2] = {{0, 10}, {991, 10}};
    IBackgroundCopyJob3 *job = create(BG_JOB_TYPE_DOWNLOAD);
    IBackgroundCopyError *error;
    BG_ERROR_CONTEXT context;
    HRESULT code;
    OK(IBackgroundCopyJob3_AddFileWithRanges(job, url, local, COUNT(list), list));
    OK(IBackgroundCopyJob3_Resume(job));
    await(job, BG_JOB_STATE_ERROR);
    OK(IBackgroundCopyJob3_GetError(job, &error));
    OK(IBackgroundCopyError_GetError(error, &context, &code));
    EXPECT(code == (HRESULT)BG_E_INVALID_RANGE && context == BG_ERROR_CONTEXT_REMOTE_FILE);
    IBackgroundCopyError_Release(error);
    OK(IBackgroundCopyJob3_Cancel(job));
    EXPECT(IBackgroundCopyJob3_Release(job) == 0);
}

int main(int argc, char **argv) {
    EXPECT(argc == 3);
    widen(url, argv[1]);
    snprintf(path, sizeof path, "%s/%s", argv[2], "whole");
    widen(whole, path);
    snprintf(path, sizeof path, "%s/%s", argv[2], "parts");
    widen(local, path);
    OK(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    OK(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                        (void **)&manager));
    refuses();
    downloads();
    stops_beyond_the_end();
    EXPECT(IBackgroundCopyManager_Release(manager) == 0);
    CoUninitialize();
    puts("ok");
    return 0;
}
