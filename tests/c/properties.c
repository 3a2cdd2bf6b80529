/* Sets and reads the properties of a job of each type, in the characters that the compiler was set to.
 * Not portable to Windows: the headers of mingw-w64 lack some of the declarations. */
#define COBJMACROS
#include "expect.h"
#include <bits.h>
#include <bits10_2.h>
#include <bits5_0.h>

#ifdef BITS_UTF16
#define TEXT_(quoted) u##quoted
#else
#define TEXT_(quoted) L##quoted
#endif

static int same(const WCHAR *one, const WCHAR *other) {
    while (*one != 0 && *one == *other)
        one++, other++;
    return *one == *other;
}

static void takes(LPWSTR text, const WCHAR *expected) {
    EXPECT(text != NULL && same(text, expected));
    CoTaskMemFree(text);
}

/* The properties that change the transfer of a download are set before it starts. */
static void decide(IBackgroundCopyJob *job, BG_JOB_TYPE type) {
    static const BITS_JOB_PROPERTY_ID modes[] = {BITS_JOB_PROPERTY_HIGH_PERFORMANCE, BITS_JOB_PROPERTY_DYNAMIC_CONTENT,
                                                 BITS_JOB_PROPERTY_ON_DEMAND_MODE};
    const HRESULT answer = type == BG_JOB_TYPE_DOWNLOAD ? S_OK : (HRESULT)BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY;
    BITS_JOB_PROPERTY_VALUE value;
    IBackgroundCopyJobHttpOptions2 *options;
    IBackgroundCopyJob5 *job5;
    BG_JOB_PRIORITY priority;
    LPWSTR text;
    int i;
    OK(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob5, (void **)&job5));
    for (i = 0; i < 3; i++) {
        value.Enable = TRUE;
        ANSWERS(IBackgroundCopyJob5_SetProperty(job5, modes[i], value), answer);
        OK(IBackgroundCopyJob5_GetProperty(job5, modes[i], &value));
        EXPECT(value.Enable == (answer == S_OK));
        value.Enable = FALSE;
        ANSWERS(IBackgroundCopyJob5_SetProperty(job5, modes[i], value), answer);
    }
    value.Uint64 = 0;
    ANSWERS(IBackgroundCopyJob5_SetProperty(job5, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, value),
            answer == S_OK ? (HRESULT)BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE : answer);
    value.Uint64 = 1000;
    ANSWERS(IBackgroundCopyJob5_SetProperty(job5, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, value), answer);
    OK(IBackgroundCopyJob5_GetProperty(job5, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, &value));
    EXPECT(value.Uint64 == (answer == S_OK ? 1000 : (UINT64)-1));
    IBackgroundCopyJob5_Release(job5);

    OK(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJobHttpOptions2, (void **)&options));
    OK(IBackgroundCopyJobHttpOptions2_GetHttpMethod(options, &text));
    takes(text, type == BG_JOB_TYPE_DOWNLOAD ? TEXT_("GET") : TEXT_("BITS_POST"));
    OK(IBackgroundCopyJobHttpOptions2_SetHttpMethod(options, TEXT_("PROPFIND")));
    OK(IBackgroundCopyJobHttpOptions2_GetHttpMethod(options, &text));
    takes(text, TEXT_("PROPFIND"));
    OK(IBackgroundCopyJob_GetPriority(job, &priority));
    EXPECT(priority == BG_JOB_PRIORITY_FOREGROUND);
    ANSWERS(IBackgroundCopyJob_SetPriority(job, BG_JOB_PRIORITY_LOW), BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD);
    IBackgroundCopyJobHttpOptions2_Release(options);
}

static void check(IBackgroundCopyManager *manager, BG_JOB_TYPE type) {
    const WCHAR *name = TEXT_("Gr\u00fc\u00dfe, \u4e16\u754c \U0001F980");
    IBackgroundCopyJob *job, *again;
    IBackgroundCopyJob2 *job2;
    BG_JOB_TYPE got = (BG_JOB_TYPE)-1;
    BG_JOB_PRIORITY priority;
    BG_JOB_PROXY_USAGE usage;
    GUID id, same_id;
    LPWSTR text, other;

    EXPECT(IBackgroundCopyManager_CreateJob(manager, name, type, &id, &job) == S_OK);
    EXPECT(IBackgroundCopyJob_GetType(job, &got) == S_OK && got == type);
    EXPECT(IBackgroundCopyJob_GetDisplayName(job, &text) == S_OK);
    takes(text, name);
    EXPECT(IBackgroundCopyJob_SetDescription(job, name) == S_OK);
    EXPECT(IBackgroundCopyJob_GetDescription(job, &text) == S_OK);
    takes(text, name);
    EXPECT(IBackgroundCopyJob_SetPriority(job, BG_JOB_PRIORITY_HIGH) == S_OK);
    EXPECT(IBackgroundCopyJob_GetPriority(job, &priority) == S_OK && priority == BG_JOB_PRIORITY_HIGH);
    EXPECT(IBackgroundCopyJob_SetProxySettings(job, BG_JOB_PROXY_USAGE_OVERRIDE, TEXT_("h:1"), TEXT_("<local>")) == S_OK);
    EXPECT(IBackgroundCopyJob_GetProxySettings(job, &usage, &text, &other) == S_OK && usage == BG_JOB_PROXY_USAGE_OVERRIDE);
    takes(text, TEXT_("h:1"));
    takes(other, TEXT_("<local>"));

    EXPECT(IBackgroundCopyJob_QueryInterface(job, &IID_IBackgroundCopyJob2, (void **)&job2) == S_OK);
    EXPECT(IBackgroundCopyJob2_SetNotifyCmdLine(job2, TEXT_("/bin/true"), NULL) == S_OK);
    EXPECT(IBackgroundCopyJob2_GetNotifyCmdLine(job2, &text, &other) == S_OK);
    takes(text, TEXT_("/bin/true"));
    takes(other, TEXT_(""));

    decide(job, type);

    EXPECT(IBackgroundCopyManager_GetJob(manager, &id, &again) == S_OK);
    EXPECT(IBackgroundCopyJob_GetId(again, &same_id) == S_OK && IsEqualGUID(&id, &same_id));
    EXPECT(IBackgroundCopyJob_Release(again) == 0);
    EXPECT(IBackgroundCopyJob2_Release(job2) == 1);
    EXPECT(IBackgroundCopyJob_Cancel(job) == S_OK);
    EXPECT(IBackgroundCopyManager_GetJob(manager, &id, &again) == (HRESULT)BG_E_NOT_FOUND && again == NULL);
    EXPECT(IBackgroundCopyJob_Release(job) == 0);
}

int main(void) {
    IBackgroundCopyManager *manager;
    LPWSTR text;
    int type;
    EXPECT(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
    EXPECT(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER, &IID_IBackgroundCopyManager,
                            (void **)&manager) == S_OK);
    for (type = BG_JOB_TYPE_DOWNLOAD; type <= BG_JOB_TYPE_UPLOAD_REPLY; type++)
        check(manager, (BG_JOB_TYPE)type);
    EXPECT(IBackgroundCopyManager_GetErrorDescription(manager, (HRESULT)BG_E_EMPTY, 0x409, &text) == S_OK);
    EXPECT(text[0] == 'T' && text[1] == 'h' && text[2] == 'e');
    CoTaskMemFree(text);
    EXPECT(IBackgroundCopyManager_Release(manager) == 0);
    CoUninitialize();
    printf("%d bytes to a character\n", (int)sizeof(WCHAR));
    return 0;
}
