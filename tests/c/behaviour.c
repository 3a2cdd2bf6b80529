/* The behaviours of tests/com_behaviour through the C ABI.
 * Not portable to Windows: it uses files with POSIX functions.
 *
 *   behaviour NAME FAULTS UPLOADS FOLDER   checks one behaviour, and prints "ok NAME"
 *   behaviour                              prints the names of the behaviours
 *
 * FAULTS and UPLOADS are the addresses of the two servers (tests/support/src/behaviour_fixture.rs). FOLDER is empty. */
#define _DEFAULT_SOURCE
#define COBJMACROS
#include "expect.h"
#include "arena.h"
#include <bits.h>
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Waits for a condition. */
#define AWAIT(condition)                                                                                              \
    do {                                                                                                              \
        double start_ = now();                                                                                        \
        while (!(condition)) {                                                                                        \
            if (now() - start_ > 20) {                                                                                \
                printf("%s:%d: waited in vain: %s\n", __FILE__, __LINE__, #condition);                                \
                exit(1);                                                                                              \
            }                                                                                                         \
            usleep(2000);                                                                                             \
        }                                                                                                             \
    } while (0)
#define AWAIT_STATE(job, wanted) AWAIT(state(job) == BG_JOB_STATE_##wanted)

static const char *faults, *uploads, *folder;
static IBackgroundCopyManager *manager;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Strings. They are allocated until the program ends. */
static WCHAR *wide(const char *text) {
    size_t length = strlen(text), i;
    WCHAR *copy = arena_alloc((length + 1) * sizeof(WCHAR));
    for (i = 0; i <= length; i++)
        copy[i] = (WCHAR)text[i];
    return copy;
}

static char *join(const char *first, const char *second) {
    char *joined = arena_alloc(strlen(first) + strlen(second) + 1);
    return strcat(strcpy(joined, first), second);
}

static char *path(const char *name) { return join(join(folder, "/"), name); }

static WCHAR *repeated(int length) {
    char *text = arena_alloc((size_t)length + 1);
    memset(text, 'x', (size_t)length);
    text[length] = 0;
    return wide(text);
}

/* Copies and frees a string that the library has allocated. */
static int is(LPWSTR text, const char *expected) {
    WCHAR *own = wide(expected);
    size_t i = 0;
    int same;
    if (text == NULL)
        return 0;
    while (own[i] != 0 && text[i] == own[i])
        i++;
    same = own[i] == text[i];
    CoTaskMemFree(text);
    return same;
}

/* Files. */
static int exists(const char *name) {
    struct stat status;
    return lstat(path(name), &status) == 0;
}

/* Counts the files of the folder, and the temporary files among them. */
static int files(int *temporary) {
    DIR *opened = opendir(folder);
    struct dirent *entry;
    int count = 0;
    EXPECT(opened != NULL);
    *temporary = 0;
    while ((entry = readdir(opened)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        *temporary += strncmp(entry->d_name, ".BIT", 4) == 0;
    }
    closedir(opened);
    return count;
}

static char *own_file(const char *name, const char *content) {
    FILE *file = fopen(path(name), "w");
    EXPECT(file != NULL);
    EXPECT(fputs(content, file) >= 0 && fclose(file) == 0);
    return path(name);
}

static int file_says(const char *name, const char *content) {
    char found[100] = {0};
    FILE *file = fopen(path(name), "r");
    if (file == NULL)
        return 0;
    (void)!fread(found, 1, sizeof found - 1, file);
    fclose(file);
    return strcmp(found, content) == 0;
}

/* Jobs. */
static IBackgroundCopyJob *create(BG_JOB_TYPE type) {
    IBackgroundCopyJob *job = NULL;
    GUID id;
    OK(IBackgroundCopyManager_CreateJob(manager, wide("point"), type, &id, &job));
    return job;
}

static IBackgroundCopyJob2 *job2(IBackgroundCopyJob *job) {
    IBackgroundCopyJob2 *newer = NULL;
    OK(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&newer));
    IBackgroundCopyJob2_Release(newer); /* `job` holds another reference */
    return newer;
}

static HRESULT add(IBackgroundCopyJob *job, const char *remote, const char *local) {
    return IBackgroundCopyJob_AddFile(job, wide(join(faults, remote)), wide(path(local)));
}

/* Starts a download of these names to the files 0, 1, ... */
static IBackgroundCopyJob *running(int count, const char *const *remote) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    int i;
    for (i = 0; i < count; i++) {
        char name[] = {(char)('0' + i), 0};
        OK(add(job, remote[i], name));
    }
    OK(IBackgroundCopyJob_Resume(job));
    return job;
}
#define RUNNING(...)                                                                                                  \
    running(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

static int state(IBackgroundCopyJob *job) {
    BG_JOB_STATE state;
    OK(IBackgroundCopyJob_GetState(job, &state));
    return (int)state;
}

static BG_JOB_PROGRESS progress(IBackgroundCopyJob *job) {
    BG_JOB_PROGRESS progress;
    OK(IBackgroundCopyJob_GetProgress(job, &progress));
    return progress;
}

static IEnumBackgroundCopyFiles *enumerate(IBackgroundCopyJob *job) {
    IEnumBackgroundCopyFiles *list = NULL;
    OK(IBackgroundCopyJob_EnumFiles(job, &list));
    return list;
}

static BG_FILE_PROGRESS file_progress(IBackgroundCopyJob *job, ULONG index) {
    IEnumBackgroundCopyFiles *list = enumerate(job);
    IBackgroundCopyFile *file = NULL;
    BG_FILE_PROGRESS progress;
    OK(IEnumBackgroundCopyFiles_Skip(list, index));
    OK(IEnumBackgroundCopyFiles_Next(list, 1, &file, NULL));
    OK(IBackgroundCopyFile_GetProgress(file, &progress));
    IBackgroundCopyFile_Release(file);
    IEnumBackgroundCopyFiles_Release(list);
    return progress;
}

/* Returns the code of the job's error, or 0 without an error. */
static HRESULT error_code(IBackgroundCopyJob *job) {
    IBackgroundCopyError *error = NULL;
    BG_ERROR_CONTEXT context;
    HRESULT code = IBackgroundCopyJob_GetError(job, &error);
    if (code == BG_E_ERROR_INFORMATION_UNAVAILABLE) {
        EXPECT(error == NULL);
        return 0;
    }
    OK(code);
    OK(IBackgroundCopyError_GetError(error, &context, &code));
    IBackgroundCopyError_Release(error);
    return code;
}

static HRESULT find(IBackgroundCopyJob *job) {
    IBackgroundCopyJob *found = NULL;
    GUID id;
    HRESULT answer;
    OK(IBackgroundCopyJob_GetId(job, &id));
    answer = IBackgroundCopyManager_GetJob(manager, &id, &found);
    if (found != NULL)
        IBackgroundCopyJob_Release(found);
    return answer;
}

/* A callback object that counts its calls, and fails a given number of them. */
typedef struct Counter {
    IBackgroundCopyCallback face;
    atomic_int transferred, failed, modified, refusals;
} Counter;

static HRESULT STDMETHODCALLTYPE query(IBackgroundCopyCallback *This, REFIID riid, void **object) {
    int mine = IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IBackgroundCopyCallback);
    *object = mine ? This : NULL;
    return mine ? S_OK : E_NOINTERFACE;
}
static ULONG STDMETHODCALLTYPE count_reference(IBackgroundCopyCallback *This) {
    (void)This; /* it exists until the program ends */
    return 1;
}
static HRESULT refuse(Counter *counter) { return atomic_fetch_sub(&counter->refusals, 1) > 0 ? E_FAIL : S_OK; }
static HRESULT STDMETHODCALLTYPE transferred(IBackgroundCopyCallback *This, IBackgroundCopyJob *job) {
    (void)job;
    atomic_fetch_add(&((Counter *)This)->transferred, 1);
    return refuse((Counter *)This);
}
static HRESULT STDMETHODCALLTYPE failed(IBackgroundCopyCallback *This, IBackgroundCopyJob *job,
                                        IBackgroundCopyError *error) {
    (void)job, (void)error;
    atomic_fetch_add(&((Counter *)This)->failed, 1);
    return refuse((Counter *)This);
}
static HRESULT STDMETHODCALLTYPE modified(IBackgroundCopyCallback *This, IBackgroundCopyJob *job, DWORD reserved) {
    (void)job, (void)reserved;
    atomic_fetch_add(&((Counter *)This)->modified, 1);
    return S_OK;
}
static IBackgroundCopyCallbackVtbl counter_vtable = {query,       count_reference, count_reference,
                                                     transferred, failed,          modified};

static Counter *counter_for(IBackgroundCopyJob *job, int refusals) {
    Counter *counter = calloc(1, sizeof *counter);
    EXPECT(counter != NULL);
    counter->face.lpVtbl = &counter_vtable;
    atomic_store(&counter->refusals, refusals);
    OK(IBackgroundCopyJob_SetNotifyFlags(
        job, BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_JOB_MODIFICATION));
    OK(IBackgroundCopyJob_SetNotifyInterface(job, (IUnknown *)&counter->face));
    return counter;
}

/* The behaviours. */
static void a_new_job_has_the_defaults(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    BG_JOB_PRIORITY priority;
    BG_JOB_PROXY_USAGE usage;
    LPWSTR list, bypass, program, parameters;
    ULONG delay, timeout, errors;
    BG_JOB_PROGRESS empty = progress(job);
    EXPECT(state(job) == 3);
    OK(IBackgroundCopyJob_GetPriority(job, &priority));
    OK(IBackgroundCopyJob_GetProxySettings(job, &usage, &list, &bypass));
    OK(IBackgroundCopyJob_GetMinimumRetryDelay(job, &delay));
    OK(IBackgroundCopyJob_GetNoProgressTimeout(job, &timeout));
    OK(IBackgroundCopyJob_GetErrorCount(job, &errors));
    EXPECT(priority == 2 && usage == 0 && list == NULL && bypass == NULL);
    EXPECT(delay == 600 && timeout == 1209600 && errors == 0);
    EXPECT(empty.FilesTotal == 0 && empty.FilesTransferred == 0 && empty.BytesTotal == 0 && empty.BytesTransferred == 0);
    EXPECT(error_code(job) == 0);
    OK(IBackgroundCopyJob2_GetNotifyCmdLine(job2(job), &program, &parameters));
    EXPECT(is(program, "") && is(parameters, ""));
    IBackgroundCopyJob_Release(job);
}

static void resume_without_files_is_refused(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    ANSWERS(IBackgroundCopyJob_Resume(job), 0x80200003);
    EXPECT(state(job) == 3);
    IBackgroundCopyJob_Release(job);
}

static void texts_have_their_limits(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD), *other = NULL;
    BG_AUTH_CREDENTIALS credentials = {BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC, {{NULL, wide("")}}};
    GUID id;
    OK(IBackgroundCopyJob_SetDisplayName(job, repeated(256)));
    EXPECT(FAILED(IBackgroundCopyJob_SetDisplayName(job, repeated(257))));
    OK(IBackgroundCopyManager_CreateJob(manager, repeated(256), BG_JOB_TYPE_DOWNLOAD, &id, &other));
    IBackgroundCopyJob_Release(other);
    ANSWERS(IBackgroundCopyManager_CreateJob(manager, repeated(257), BG_JOB_TYPE_DOWNLOAD, &id, &other), E_INVALIDARG);
    EXPECT(other == NULL);
    OK(IBackgroundCopyJob_SetDescription(job, repeated(1024)));
    ANSWERS(IBackgroundCopyJob_SetDescription(job, repeated(1025)), BG_E_STRING_TOO_LONG);
    OK(IBackgroundCopyJob2_SetNotifyCmdLine(job2(job), wide("/p"), repeated(4000)));
    ANSWERS(IBackgroundCopyJob2_SetNotifyCmdLine(job2(job), wide("/p"), repeated(4001)), BG_E_STRING_TOO_LONG);
    credentials.Credentials.Basic.UserName = repeated(300);
    OK(IBackgroundCopyJob2_SetCredentials(job2(job), &credentials));
    credentials.Credentials.Basic.UserName = repeated(301);
    ANSWERS(IBackgroundCopyJob2_SetCredentials(job2(job), &credentials), BG_E_USERNAME_TOO_LARGE);
    IBackgroundCopyJob_Release(job);
}

static void short_delays_are_raised_and_no_timeout_means_no_retry(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    Counter *counter;
    ULONG delay;
    OK(IBackgroundCopyJob_SetMinimumRetryDelay(job, 0));
    OK(IBackgroundCopyJob_GetMinimumRetryDelay(job, &delay));
    EXPECT(delay == 5);
    OK(IBackgroundCopyJob_SetMinimumRetryDelay(job, 4));
    OK(IBackgroundCopyJob_GetMinimumRetryDelay(job, &delay));
    EXPECT(delay == 5);
    OK(IBackgroundCopyJob_SetNoProgressTimeout(job, 0));
    counter = counter_for(job, 0);
    OK(add(job, "/failing", "a"));
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, ERROR);
    AWAIT(atomic_load(&counter->failed) == 1);
    IBackgroundCopyJob_Release(job);
}

static void a_delay_longer_than_the_timeout_ends_in_error(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    OK(IBackgroundCopyJob_SetMinimumRetryDelay(job, 700));
    OK(IBackgroundCopyJob_SetNoProgressTimeout(job, 600));
    OK(add(job, "/failing", "a"));
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, ERROR);
    IBackgroundCopyJob_Release(job);
}

static void undefined_values_are_not_implemented(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    ANSWERS(IBackgroundCopyJob_SetPriority(job, (BG_JOB_PRIORITY)4), E_NOTIMPL);
    ANSWERS(IBackgroundCopyJob_SetNotifyFlags(job, 0x40), E_NOTIMPL);
    ANSWERS(IBackgroundCopyJob_SetProxySettings(job, (BG_JOB_PROXY_USAGE)4, NULL, NULL), E_NOTIMPL);
    IBackgroundCopyJob_Release(job);
}

static void a_proxy_list_is_required_then_and_looked_at_later(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    ANSWERS(IBackgroundCopyJob_SetProxySettings(job, BG_JOB_PROXY_USAGE_OVERRIDE, NULL, NULL), E_INVALIDARG);
    OK(IBackgroundCopyJob_SetProxySettings(job, BG_JOB_PROXY_USAGE_OVERRIDE, wide("::not a proxy::"), NULL));
    OK(add(job, "/whole/1", "a"));
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, ERROR);
    ANSWERS(error_code(job), 0x8020003F);
    IBackgroundCopyJob_Release(job);
}

static void an_upload_has_one_file(void) {
    BG_JOB_TYPE types[] = {BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
    WCHAR *own = wide(own_file("own", "0")), *remote = wide(join(uploads, "/up"));
    BG_FILE_INFO two[2];
    int i;
    two[0].RemoteName = two[1].RemoteName = remote;
    two[0].LocalName = two[1].LocalName = own;
    for (i = 0; i < 2; i++) {
        IBackgroundCopyJob *job = create(types[i]);
        ANSWERS(IBackgroundCopyJob_AddFileSet(job, 2, two), 0x8020001C);
        EXPECT(progress(job).FilesTotal == 0);
        OK(IBackgroundCopyJob_AddFile(job, remote, own));
        ANSWERS(IBackgroundCopyJob_AddFile(job, remote, own), 0x8020001C);
        EXPECT(progress(job).FilesTotal == 1);
        ANSWERS(IBackgroundCopyJob_Complete(job), 0x80200002);
        IBackgroundCopyJob_Release(job);
    }
}

static void only_an_upload_with_reply_has_one(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    BG_JOB_REPLY_PROGRESS reply;
    LPWSTR name;
    BYTE *buffer;
    UINT64 length;
    size_t i, slash = 0;
    ANSWERS(IBackgroundCopyJob2_GetReplyProgress(job2(job), &reply), E_NOTIMPL);
    ANSWERS(IBackgroundCopyJob2_GetReplyFileName(job2(job), &name), E_NOTIMPL);
    ANSWERS(IBackgroundCopyJob2_GetReplyData(job2(job), &buffer, &length), E_NOTIMPL);
    IBackgroundCopyJob_Release(job);

    job = create(BG_JOB_TYPE_UPLOAD_REPLY);
    OK(IBackgroundCopyJob2_GetReplyFileName(job2(job), &name));
    EXPECT(name == NULL);
    OK(IBackgroundCopyJob_AddFile(job, wide(join(uploads, "/up")), wide(own_file("own", "0"))));
    OK(IBackgroundCopyJob2_GetReplyFileName(job2(job), &name));
    EXPECT(name != NULL);
    for (i = 0; name[i] != 0; i++)
        slash = name[i] == '/' ? i : slash;
    name[slash] = 0;
    EXPECT(is(name, folder));
    IBackgroundCopyJob_Release(job);
}

static void a_reply_in_memory_has_its_limit(void) {
    const char *lengths[] = {"0", "1048576", "1048577"};
    int i;
    for (i = 0; i < 3; i++) {
        IBackgroundCopyJob *job = create(BG_JOB_TYPE_UPLOAD_REPLY);
        UINT64 expected = (UINT64)atoi(lengths[i]), length = 77;
        BYTE *buffer = NULL;
        char *remote = join(join(uploads, "/up"), lengths[i]);
        OK(IBackgroundCopyJob_AddFile(job, wide(remote), wide(own_file("own", lengths[i]))));
        OK(IBackgroundCopyJob_Resume(job));
        AWAIT_STATE(job, TRANSFERRED);
        ANSWERS(IBackgroundCopyJob2_GetReplyData(job2(job), &buffer, &length), i == 2 ? 0x80200020 : S_OK);
        EXPECT(length == expected);
        EXPECT((buffer != NULL) == (i == 1));
        CoTaskMemFree(buffer);
        IBackgroundCopyJob_Release(job);
    }
}

static void credentials_are_checked_and_removed(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    BG_AUTH_CREDENTIALS credentials = {BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_BASIC, {{NULL, NULL}}};
    ANSWERS(IBackgroundCopyJob2_RemoveCredentials(job2(job), BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_NTLM), S_FALSE);
    ANSWERS(IBackgroundCopyJob2_SetCredentials(job2(job), &credentials), E_INVALIDARG);
    credentials.Scheme = BG_AUTH_SCHEME_NTLM;
    OK(IBackgroundCopyJob2_SetCredentials(job2(job), &credentials));
    ANSWERS(IBackgroundCopyJob2_RemoveCredentials(job2(job), BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_BASIC), S_FALSE);
    OK(IBackgroundCopyJob2_RemoveCredentials(job2(job), BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_NTLM));
    ANSWERS(IBackgroundCopyJob2_RemoveCredentials(job2(job), BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_NTLM), S_FALSE);
    IBackgroundCopyJob_Release(job);
}

static void a_download_has_its_name_and_time_after_complete(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/70000");
    struct stat status;
    AWAIT_STATE(job, TRANSFERRED);
    EXPECT(!exists("0"));
    EXPECT(!file_progress(job, 0).Completed);
    OK(IBackgroundCopyJob_Complete(job));
    EXPECT(stat(path("0"), &status) == 0 && status.st_size == 70000);
    EXPECT(status.st_mtime == 784111777);
    EXPECT(file_progress(job, 0).Completed);
    IBackgroundCopyJob_Release(job);
}

static void complete_keeps_what_is_finished(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/10", "/whole/70000", "/stalled/90000", "/whole/11", "/whole/12");
    int temporary;
    AWAIT(progress(job).FilesTransferred == 2 && file_progress(job, 2).BytesTransferred > 0);
    EXPECT(files(&temporary) == temporary);
    ANSWERS(IBackgroundCopyJob_Complete(job), 0x00200017);
    EXPECT(files(&temporary) == 2 && temporary == 0);
    EXPECT(exists("0") && exists("1"));
    ANSWERS(find(job), 0x80200001);
    IBackgroundCopyJob_Release(job);
}

static void cancel_after_transferred_leaves_nothing(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/10", "/whole/70000");
    int temporary;
    AWAIT_STATE(job, TRANSFERRED);
    EXPECT(files(&temporary) == 2);
    OK(IBackgroundCopyJob_Cancel(job));
    EXPECT(files(&temporary) == 0);
    ANSWERS(IBackgroundCopyJob_Cancel(job), 0x80200002);
    IBackgroundCopyJob_Release(job);
}

static void complete_waits_for_a_locked_destination(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/10", "/whole/11", "/whole/12");
    int temporary;
    AWAIT_STATE(job, TRANSFERRED);
    EXPECT(mkdir(path("1"), 0700) == 0);
    EXPECT(FAILED(IBackgroundCopyJob_Complete(job)));
    EXPECT(state(job) == 6);
    EXPECT(file_progress(job, 0).Completed && !file_progress(job, 1).Completed && !file_progress(job, 2).Completed);
    EXPECT(rmdir(path("1")) == 0);
    OK(IBackgroundCopyJob_Complete(job));
    EXPECT(files(&temporary) == 3 && temporary == 0);
    IBackgroundCopyJob_Release(job);
}

static void a_file_that_changes_on_the_server_restarts(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/10", "/changing");
    struct stat status;
    AWAIT(file_progress(job, 1).BytesTransferred == 200000);
    OK(IBackgroundCopyJob_Suspend(job));
    EXPECT(file_progress(job, 1).BytesTransferred == 200000);
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT(file_progress(job, 1).BytesTransferred == 1); /* the download started again */
    EXPECT(file_progress(job, 0).BytesTransferred == 10);
    OK(IBackgroundCopyJob_Suspend(job));
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, TRANSFERRED);
    OK(IBackgroundCopyJob_Complete(job));
    EXPECT(stat(path("1"), &status) == 0 && status.st_size == 300000);
    IBackgroundCopyJob_Release(job);
}

static void a_callback_that_fails_is_called_again_or_the_program_runs(void) {
    IBackgroundCopyJob *job = RUNNING("/whole/10");
    Counter *counter;
    int before;
    AWAIT_STATE(job, TRANSFERRED);
    counter = counter_for(job, 2); /* registered after the event */
    AWAIT(atomic_load(&counter->transferred) == 3);
    IBackgroundCopyJob_Release(job);

    job = create(BG_JOB_TYPE_DOWNLOAD);
    OK(add(job, "/whole/10", "b"));
    OK(IBackgroundCopyJob2_SetNotifyCmdLine(job2(job), wide("/bin/sh"),
                                            wide(join(join("sh -c \"echo once >> ", path("heard")), "\""))));
    counter = counter_for(job, 9);
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT(file_says("heard", "once\n"));
    /* The next call belongs to another event. */
    before = atomic_load(&counter->modified);
    OK(IBackgroundCopyJob_SetDescription(job, wide("changed")));
    AWAIT(atomic_load(&counter->modified) > before);
    EXPECT(atomic_load(&counter->transferred) == 1);
    EXPECT(file_says("heard", "once\n"));
    IBackgroundCopyJob_Release(job);
}

static void a_transient_error_can_be_read_until_data_moves_again(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    Counter *counter = counter_for(job, 0);
    ULONG errors;
    OK(add(job, "/passing", "a"));
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, TRANSIENT_ERROR);
    ANSWERS(error_code(job), 0x801901F7);
    AWAIT(atomic_load(&counter->modified) > 0);
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, TRANSFERRING);
    EXPECT(error_code(job) == 0);
    EXPECT(atomic_load(&counter->failed) == 0);
    OK(IBackgroundCopyJob_GetErrorCount(job, &errors));
    EXPECT(errors == 1);
    IBackgroundCopyJob_Release(job);
}

static void an_enumeration_is_a_snapshot_of_living_files(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    IEnumBackgroundCopyFiles *list;
    IBackgroundCopyFile *file = NULL;
    BG_FILE_PROGRESS progress;
    ULONG count;
    OK(add(job, "/whole/10", "a"));
    list = enumerate(job);
    OK(add(job, "/whole/11", "b"));
    OK(IEnumBackgroundCopyFiles_GetCount(list, &count));
    EXPECT(count == 1);
    OK(IEnumBackgroundCopyFiles_Next(list, 1, &file, NULL));
    OK(IBackgroundCopyFile_GetProgress(file, &progress));
    EXPECT(progress.BytesTotal == BG_SIZE_UNKNOWN);
    OK(IBackgroundCopyJob_Resume(job));
    AWAIT_STATE(job, TRANSFERRED);
    OK(IBackgroundCopyFile_GetProgress(file, &progress));
    EXPECT(progress.BytesTransferred == 10);
    IBackgroundCopyFile_Release(file);
    IEnumBackgroundCopyFiles_Release(list);
    IBackgroundCopyJob_Release(job);
}

static void next_and_skip_say_when_they_reach_the_end(void) {
    IBackgroundCopyJob *job = create(BG_JOB_TYPE_DOWNLOAD);
    IEnumBackgroundCopyFiles *list;
    IBackgroundCopyFile *two[2] = {NULL, NULL};
    ULONG fetched = 77;
    OK(add(job, "/whole/10", "a"));
    list = enumerate(job);
    ANSWERS(IEnumBackgroundCopyFiles_Next(list, 2, two, &fetched), S_FALSE);
    EXPECT(fetched == 1 && two[0] != NULL && two[1] == NULL);
    ANSWERS(IEnumBackgroundCopyFiles_Skip(list, 1), S_FALSE);
    OK(IEnumBackgroundCopyFiles_Reset(list));
    ANSWERS(IEnumBackgroundCopyFiles_Skip(list, 2), S_FALSE);
    IBackgroundCopyFile_Release(two[0]);
    IEnumBackgroundCopyFiles_Release(list);
    IBackgroundCopyJob_Release(job);
}

static void a_higher_job_puts_a_lower_one_back(void) {
    IBackgroundCopyJob *low = create(BG_JOB_TYPE_DOWNLOAD), *high = create(BG_JOB_TYPE_DOWNLOAD);
    OK(IBackgroundCopyJob_SetPriority(low, BG_JOB_PRIORITY_LOW));
    OK(IBackgroundCopyJob_SetPriority(high, BG_JOB_PRIORITY_HIGH));
    OK(add(low, "/stalled/1000", "low"));
    OK(add(high, "/stalled/1001", "high"));
    OK(IBackgroundCopyJob_Resume(low));
    AWAIT_STATE(low, TRANSFERRING);
    OK(IBackgroundCopyJob_Resume(high));
    AWAIT_STATE(high, TRANSFERRING);
    EXPECT(state(low) == BG_JOB_STATE_QUEUED);
    IBackgroundCopyJob_Release(low);
    IBackgroundCopyJob_Release(high);
}

static void jobs_wait_for_the_network(void) {
    IBackgroundCopyJob *jobs[2];
    ULONG errors;
    int i;
    jobs[0] = RUNNING("/stalled/1000");
    AWAIT_STATE(jobs[0], TRANSFERRING);
    jobs[1] = RUNNING("/stalled/1001");
    EXPECT(system("ip address flush dev lo && ip link set lo down") == 0);
    for (i = 0; i < 2; i++) {
        AWAIT_STATE(jobs[i], TRANSIENT_ERROR);
        ANSWERS(error_code(jobs[i]), 0x80200010);
        OK(IBackgroundCopyJob_GetErrorCount(jobs[i], &errors));
        EXPECT(errors == 0);
    }
    EXPECT(system("ip link set lo up") == 0);
    AWAIT(state(jobs[0]) + state(jobs[1]) == BG_JOB_STATE_QUEUED + BG_JOB_STATE_TRANSFERRING);
    IBackgroundCopyJob_Release(jobs[0]);
    IBackgroundCopyJob_Release(jobs[1]);
}

typedef struct Point {
    const char *name;
    void (*try)(void);
} Point;

#define POINT(name) {#name, name}
static const Point points[] = {
    POINT(a_new_job_has_the_defaults),
    POINT(resume_without_files_is_refused),
    POINT(texts_have_their_limits),
    POINT(short_delays_are_raised_and_no_timeout_means_no_retry),
    POINT(a_delay_longer_than_the_timeout_ends_in_error),
    POINT(undefined_values_are_not_implemented),
    POINT(a_proxy_list_is_required_then_and_looked_at_later),
    POINT(an_upload_has_one_file),
    POINT(only_an_upload_with_reply_has_one),
    POINT(a_reply_in_memory_has_its_limit),
    POINT(credentials_are_checked_and_removed),
    POINT(a_download_has_its_name_and_time_after_complete),
    POINT(complete_keeps_what_is_finished),
    POINT(cancel_after_transferred_leaves_nothing),
    POINT(complete_waits_for_a_locked_destination),
    POINT(a_file_that_changes_on_the_server_restarts),
    POINT(a_callback_that_fails_is_called_again_or_the_program_runs),
    POINT(a_transient_error_can_be_read_until_data_moves_again),
    POINT(an_enumeration_is_a_snapshot_of_living_files),
    POINT(next_and_skip_say_when_they_reach_the_end),
    POINT(a_higher_job_puts_a_lower_one_back),
    POINT(jobs_wait_for_the_network),
};

int main(int argc, char **argv) {
    size_t i;
    for (i = 0; argc == 1 && i < sizeof points / sizeof *points; i++)
        printf("%s\n", points[i].name);
    if (argc == 1)
        return 0;
    EXPECT(argc == 5);
    faults = argv[2], uploads = argv[3], folder = argv[4];
    OK(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    OK(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                        (void **)&manager));
    for (i = 0; i < sizeof points / sizeof *points; i++) {
        if (strcmp(points[i].name, argv[1]) == 0) {
            points[i].try();
            printf("ok %s\n", argv[1]);
        }
    }
    IBackgroundCopyManager_Release(manager);
    CoUninitialize();
    return 0;
}
