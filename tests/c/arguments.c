/* Calls each slot of each vtable with invalid arguments, and checks that nothing breaks.
 * Not portable to Windows: the program calls the vtables without their types, which is correct only where all arguments are passed in the same way.
 *
 * Prints the methods that return only E_NOTIMPL, then a summary. tests/com_arguments/slots.rs generates `slots.h`. */
#define COBJMACROS
#include <bits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum Kind {
    NUMBER,      /* any number */
    ENUMERATION, /* a number that must be a value of an enumeration */
    URL,         /* any string */
    PATH,        /* a string that is a local name */
    GUID_IN,
    CALLBACK_IN,
    FILES_IN,
    RANGES_IN,
    CREDENTIALS,
    BYTES_IN,
    VALUE,       /* a union of two machine words */
    OUT_DATA,    /* points to plain data */
    OUT_MEMORY,  /* points to a pointer to memory that the caller frees */
    OUT_OBJECT,  /* points to an interface that the caller releases */
    OUT_OBJECTS  /* points to an array of interfaces */
} Kind;

typedef struct Parameter {
    Kind kind;
    size_t size; /* in bytes, of the data that an OUT_DATA points to */
    enum { STRICT = 0, NULL_ALLOWED = 1, LONG_ALLOWED = 2 } allowed;
} Parameter;

typedef enum Subject { MANAGER, PEER_CACHE, FACTORY, JOB, HTTP_OPTIONS, FILE_, ERROR_, JOBS, FILES, SUBJECTS } Subject;

typedef struct Slot {
    Subject subject;
    int number;
    const char *name;
    int parameters;
    Parameter parameter[4];
    int forgiving; /* succeeds with any argument */
} Slot;

#include "slots.h"

#define CHECK(condition, ...)                                                                                         \
    do {                                                                                                              \
        if (!(condition)) {                                                                                           \
            printf("%s:%d: %s: ", __FILE__, __LINE__, #condition);                                                    \
            printf(__VA_ARGS__);                                                                                      \
            printf("\n");                                                                                             \
            exit(1);                                                                                                  \
        }                                                                                                             \
    } while (0)

/* One value of a parameter. */
typedef struct Choice {
    uintptr_t words[2];
    int must_fail;
} Choice;

enum { MOST_CHOICES = 12, LENGTH = 70000, ELEMENTS = 8, PLACE = 128, FILL = 0xAB };

static const char *folder;
static WCHAR url[] = {'h', 't', 't', 'p', ':', '/', '/', '1', '2', '7', '.', '0', '.', '0', '.', '1', ':', '9', '/', 'x', 0};
static WCHAR missing[] = {'f', 'i', 'l', 'e', ':', '/', '/', '/', 'n', 'o', 'n', 'e', '/', 'x', 0};
static WCHAR path[4096], empty[] = {0}, *overlong;
static WCHAR lone_high[] = {'/', 0xD800, 'x', 0}, lone_low[] = {'/', 0xDC00, 0}, swapped[] = {'/', 0xDC00, 0xD800, 0};
static WCHAR beyond[] = {'/', (WCHAR)0x110000, 0}, negative[] = {'/', (WCHAR)-1, 0};
static GUID known = {0x5ce34c0d, 0x0dc9, 0x4c1f, {0x89, 0x7c, 0xda, 0xa1, 0xb7, 0x8c, 0xee, 0x7c}};
static GUID unknown = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static BG_FILE_INFO good_files[ELEMENTS + 1], bad_files[ELEMENTS + 1];
static BG_FILE_RANGE apart[ELEMENTS + 1], overlapping[ELEMENTS + 1], backwards[ELEMENTS + 1];
static BYTE bytes[20];
static _Alignas(16) unsigned char places[4][PLACE];
static long calls, failures_due;

/* A callback object that counts its references. */
typedef struct Callback {
    IBackgroundCopyCallback face;
    volatile ULONG references;
} Callback;

static HRESULT STDMETHODCALLTYPE query(IBackgroundCopyCallback *This, REFIID riid, void **object) {
    int mine = IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IBackgroundCopyCallback);
    *object = mine ? This : NULL;
    if (mine)
        IBackgroundCopyCallback_AddRef(This);
    return mine ? S_OK : E_NOINTERFACE;
}
static ULONG STDMETHODCALLTYPE add_ref(IBackgroundCopyCallback *This) {
    return __atomic_add_fetch(&((Callback *)This)->references, 1, __ATOMIC_RELAXED);
}
static ULONG STDMETHODCALLTYPE release(IBackgroundCopyCallback *This) {
    return __atomic_sub_fetch(&((Callback *)This)->references, 1, __ATOMIC_RELAXED);
}
static HRESULT STDMETHODCALLTYPE transferred(IBackgroundCopyCallback *This, IBackgroundCopyJob *job) {
    (void)This, (void)job;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE failed(IBackgroundCopyCallback *This, IBackgroundCopyJob *job, IBackgroundCopyError *e) {
    (void)This, (void)job, (void)e;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE modified(IBackgroundCopyCallback *This, IBackgroundCopyJob *job, DWORD reserved) {
    (void)This, (void)job, (void)reserved;
    return S_OK;
}
static IBackgroundCopyCallbackVtbl callback_vtable = {query, add_ref, release, transferred, failed, modified};
static Callback callback = {{&callback_vtable}, 1};

static BG_AUTH_CREDENTIALS credentials[5];

static void prepare(void) {
    size_t length = strlen(folder), i;
    for (i = 0; i < length; i++)
        path[i] = (WCHAR)folder[i];
    path[length] = '/', path[length + 1] = 'f';
    overlong = malloc((LENGTH + 1) * sizeof(WCHAR));
    for (i = 0; i < LENGTH; i++)
        overlong[i] = i == 0 ? '/' : 'a';
    overlong[LENGTH] = 0;
    /* The last entry of each list is invalid, so that no call uses memory behind the list. */
    for (i = 0; i < ELEMENTS; i++) {
        good_files[i].RemoteName = url, good_files[i].LocalName = path;
        bad_files[i].RemoteName = url, bad_files[i].LocalName = i % 2 ? lone_low : path;
        apart[i].InitialOffset = 100 * i, apart[i].Length = 50;
        overlapping[i].InitialOffset = 10 * i, overlapping[i].Length = BG_LENGTH_TO_EOF;
    }
    apart[ELEMENTS].InitialOffset = overlapping[ELEMENTS].InitialOffset = BG_LENGTH_TO_EOF;
    backwards[0].InitialOffset = 2, backwards[0].Length = BG_LENGTH_TO_EOF - 1;
    for (i = 0; i < 5; i++) {
        credentials[i].Target = BG_AUTH_TARGET_SERVER, credentials[i].Scheme = BG_AUTH_SCHEME_BASIC;
        credentials[i].Credentials.Basic.UserName = url, credentials[i].Credentials.Basic.Password = url;
    }
    credentials[1].Target = (BG_AUTH_TARGET)77;
    credentials[2].Scheme = (BG_AUTH_SCHEME)-1;
    credentials[3].Credentials.Basic.UserName = NULL;
    credentials[4].Credentials.Basic.Password = lone_high;
}

static void choice(Choice *list, int *count, uintptr_t word, int must_fail) {
    Choice added = {{word, word}, must_fail};
    list[(*count)++] = added;
}

/* The values of each kind of parameter. The first is a valid one. */
static int choices(Parameter parameter, unsigned char *place, Choice *list) {
    int count = 0, i;
    int null_fails = !(parameter.allowed & NULL_ALLOWED);
#define ADD(word, must_fail) choice(list, &count, (uintptr_t)(word), must_fail)
    switch (parameter.kind) {
    case NUMBER:
        ADD(1, 0), ADD(0, 0), ADD(2, 0), ADD(ELEMENTS, 0), ADD(0x7FFFFFFF, 0), ADD(0x80000000u, 0), ADD(UINT64_MAX, 0);
        break;
    case ENUMERATION:
        ADD(1, 0), ADD(77, 1), ADD(-1, 1), ADD(0x7FFFFFFF, 1), ADD(0x80000000u, 1), ADD(0, 0), ADD(2, 0);
        break;
    case URL:
    case PATH:
        ADD(parameter.kind == URL ? url : path, 0), ADD(NULL, null_fails), ADD(empty, 0);
        ADD(overlong, !(parameter.allowed & LONG_ALLOWED));
        ADD(lone_high, 1), ADD(lone_low, 1), ADD(swapped, 1);
        if (sizeof(WCHAR) == 4)
            ADD(beyond, 1), ADD(negative, 1);
        break;
    case GUID_IN:
        ADD(&known, 0), ADD(&unknown, 0), ADD(NULL, 1);
        break;
    case CALLBACK_IN:
        ADD(&callback, 0), ADD(NULL, 0);
        break;
    case FILES_IN:
        ADD(good_files, 0), ADD(bad_files, 0), ADD(NULL, 1);
        break;
    case RANGES_IN:
        ADD(apart, 0), ADD(overlapping, 0), ADD(backwards, 1), ADD(NULL, 1);
        break;
    case CREDENTIALS:
        ADD(&credentials[0], 0), ADD(NULL, 1);
        for (i = 1; i < 5; i++)
            ADD(&credentials[i], 1);
        break;
    case BYTES_IN:
        ADD(bytes, 0), ADD(NULL, 1);
        break;
    case VALUE:
        ADD(1, 0), ADD(0, 0), ADD(UINT64_MAX, 0);
        break;
    case OUT_DATA:
    case OUT_MEMORY:
    case OUT_OBJECT:
    case OUT_OBJECTS:
        ADD(place, 0), ADD(NULL, null_fails);
        break;
    }
    return count;
}

static void *pointer(const unsigned char *place) {
    void *value;
    memcpy(&value, place, sizeof value);
    return value;
}

/* Frees and releases the results of a call. */
static void give_back(const Slot *slot, const Choice *chosen) {
    unsigned char untouched[sizeof(void *)];
    int i, element;
    memset(untouched, FILL, sizeof untouched);
    for (i = 0; i < slot->parameters; i++) {
        Kind kind = slot->parameter[i].kind;
        unsigned char *place = (unsigned char *)chosen[i].words[0];
        if (kind < OUT_MEMORY || place == NULL)
            continue;
        for (element = 0; element < (kind == OUT_OBJECTS ? ELEMENTS : 1); element++) {
            void *value = pointer(place + (size_t)element * sizeof(void *));
            if (value == NULL || memcmp(&value, untouched, sizeof value) == 0)
                break;
            if (kind == OUT_MEMORY)
                CoTaskMemFree(value);
            else
                IUnknown_Release((IUnknown *)value);
        }
    }
}

typedef HRESULT(STDMETHODCALLTYPE *Method)(void *This, uintptr_t, uintptr_t, uintptr_t, uintptr_t);

/* Makes one call. Returns whether it returned E_NOTIMPL. */
static int call(const Slot *slot, void *object, void *This, const Choice *chosen, int must_fail) {
    uintptr_t words[5] = {0};
    int i, count = 0;
    size_t byte;
    HRESULT answer;
    memset(places, FILL, sizeof places);
    for (i = 0; i < slot->parameters; i++) {
        words[count++] = chosen[i].words[0];
        if (slot->parameter[i].kind == VALUE)
            words[count++] = chosen[i].words[1];
    }
    answer = (*(Method **)object)[slot->number](This, words[0], words[1], words[2], words[3]);
    calls++;
    failures_due += must_fail;
    CHECK(!must_fail || FAILED(answer), "%s answers %#x", slot->name, (unsigned)answer);
    for (i = 0; i < slot->parameters; i++) {
        const unsigned char *place = (const unsigned char *)chosen[i].words[0];
        if (slot->parameter[i].kind < OUT_DATA || place == NULL)
            continue;
        for (byte = 0; FAILED(answer) && byte < slot->parameter[i].size; byte++)
            CHECK(place[byte] == 0, "%s fails with %#x and leaves argument %d", slot->name, (unsigned)answer, i);
        for (byte = slot->parameter[i].kind == OUT_OBJECTS ? PLACE : slot->parameter[i].size; byte < PLACE; byte++)
            CHECK(place[byte] == FILL, "%s writes beyond argument %d", slot->name, i);
    }
    if (SUCCEEDED(answer))
        give_back(slot, chosen);
    return answer == E_NOTIMPL;
}

static unsigned random_below(unsigned end) {
    static uint64_t state = 20;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % end;
}

/* Calls the slot with each invalid value of each argument, alone and together with others. Returns whether each result
 * was E_NOTIMPL. */
static int call_with_invalid_arguments(const Slot *slot, void *object) {
    Choice all[4][MOST_CHOICES], chosen[4];
    int counts[4], only_not_implemented = 1, i, j, round;
    for (i = 0; i < slot->parameters; i++) {
        counts[i] = choices(slot->parameter[i], places[i], all[i]);
        chosen[i] = all[i][0];
    }
    if (slot->number == 1 || slot->number == 2) { /* AddRef, Release */
        ULONG before = IUnknown_AddRef((IUnknown *)object);
        ULONG after = slot->number == 2 ? IUnknown_Release((IUnknown *)object) : IUnknown_AddRef((IUnknown *)object);
        CHECK(after == (slot->number == 2 ? before - 1 : before + 1), "%s", slot->name);
        for (i = 0; i < (slot->number == 2 ? 0 : 2); i++)
            IUnknown_Release((IUnknown *)object);
        CHECK((*(Method **)object)[slot->number](NULL, 0, 0, 0, 0) == 0, "%s", slot->name);
        calls += 4;
        return 0;
    }
    only_not_implemented &= call(slot, object, object, chosen, 0);
    for (i = 0; i < slot->parameters; i++) {
        for (j = 1; j < counts[i]; j++) {
            chosen[i] = all[i][j];
            only_not_implemented &= call(slot, object, object, chosen, chosen[i].must_fail && !slot->forgiving);
        }
        chosen[i] = all[i][0];
    }
    call(slot, object, NULL, chosen, 1);
    for (round = 0; round < 8 && slot->parameters > 1; round++) {
        for (i = 0; i < slot->parameters; i++)
            chosen[i] = all[i][random_below((unsigned)counts[i])];
        only_not_implemented &= call(slot, object, object, chosen, 0);
    }
    return only_not_implemented;
}

/* The objects of the slots. */
static IBackgroundCopyManager *manager;

static void ok(HRESULT answer, const char *what) { CHECK(answer == S_OK, "%s answers %#x", what, (unsigned)answer); }

static IBackgroundCopyJob *make_job(BG_JOB_TYPE type, const WCHAR *remote) {
    IBackgroundCopyJob *job;
    GUID id;
    ok(IBackgroundCopyManager_CreateJob(manager, url, type, &id, &job), "CreateJob");
    ok(IBackgroundCopyJob_AddFile(job, remote, path), "AddFile");
    return job;
}

static IBackgroundCopyJob *make_failed_job(void) {
    IBackgroundCopyJob *job = make_job(BG_JOB_TYPE_DOWNLOAD, missing);
    BG_JOB_STATE state = BG_JOB_STATE_QUEUED;
    int patience;
    ok(IBackgroundCopyJob_SetNoProgressTimeout(job, 0), "SetNoProgressTimeout");
    ok(IBackgroundCopyJob_Resume(job), "Resume");
    for (patience = 0; state != BG_JOB_STATE_ERROR; patience++) {
        CHECK(patience < 60000, "the job does not fail");
        usleep(1000);
        ok(IBackgroundCopyJob_GetState(job, &state), "GetState");
    }
    return job;
}

static void *make(Subject subject, IBackgroundCopyJob *job) {
    void *object = NULL, *files;
    switch (subject) {
    case MANAGER:
        ok(IBackgroundCopyManager_QueryInterface(manager, &IID_IBackgroundCopyManager, &object), "manager");
        break;
    case PEER_CACHE:
        ok(IBackgroundCopyManager_QueryInterface(manager, &IID_IBitsPeerCacheAdministration, &object), "peer cache");
        break;
    case FACTORY:
        ok(CoGetClassObject(&CLSID_BackgroundCopyManager, CLSCTX_ALL, NULL, &IID_IClassFactory, &object), "factory");
        break;
    case JOB:
        ok(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob5, &object), "job");
        break;
    case HTTP_OPTIONS:
        ok(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJobHttpOptions3, &object), "options");
        break;
    case ERROR_:
        ok(IBackgroundCopyJob_GetError(job, (IBackgroundCopyError **)&object), "error");
        break;
    case JOBS:
        ok(IBackgroundCopyManager_EnumJobs(manager, 0, (IEnumBackgroundCopyJobs **)&object), "jobs");
        break;
    case FILES:
        ok(IBackgroundCopyJob_EnumFiles(job, (IEnumBackgroundCopyFiles **)&object), "files");
        break;
    case FILE_:
        files = make(FILES, job);
        ok(IEnumBackgroundCopyFiles_Next((IEnumBackgroundCopyFiles *)files, 1, (IBackgroundCopyFile **)&object, NULL), "file");
        IUnknown_Release((IUnknown *)files);
        break;
    case SUBJECTS:
        break;
    }
    return object;
}

int main(int argc, char **argv) {
    int count = (int)(sizeof SLOTS / sizeof *SLOTS), i, type;
    folder = argc == 2 ? argv[1] : "";
    prepare();
    CHECK(*folder == '/', "the argument is an empty folder");
    ok(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
    ok(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL, &IID_IBackgroundCopyManager, (void **)&manager),
       "CoCreateInstance");
    for (i = 0; i < count; i++) {
        const Slot *slot = &SLOTS[i];
        int of_each_type = slot->subject == JOB || slot->subject == HTTP_OPTIONS;
        int only_not_implemented = 1;
        for (type = BG_JOB_TYPE_DOWNLOAD; type <= (of_each_type ? BG_JOB_TYPE_UPLOAD_REPLY : BG_JOB_TYPE_DOWNLOAD); type++) {
            IBackgroundCopyJob *job = slot->subject == ERROR_ ? make_failed_job() : make_job((BG_JOB_TYPE)type, url);
            void *object = make(slot->subject, job);
            only_not_implemented &= call_with_invalid_arguments(slot, object);
            IUnknown_Release((IUnknown *)object);
            IBackgroundCopyJob_Cancel(job);
            CHECK(slot->subject == FILE_ || IBackgroundCopyJob_Release(job) == 0, "%s loses a reference", slot->name);
            if (slot->subject == FILE_)
                IBackgroundCopyJob_Release(job);
        }
        if (only_not_implemented)
            printf("E_NOTIMPL %s\n", slot->name);
    }
    for (i = 0; callback.references != 1 && i < 20000; i++)
        usleep(1000); /* another thread releases the last ones */
    CHECK(callback.references == 1, "%u references to the callback are left", (unsigned)callback.references);
    CHECK(IBackgroundCopyManager_Release(manager) == 0, "the manager is still held");
    CoUninitialize();
    free(overlong);
    printf("%d slots called in %ld calls, of which %ld had to fail\n", count, calls, failures_due);
    return 0;
}
