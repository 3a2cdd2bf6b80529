/* Sets and reads back what a job of each type has, in the characters this was compiled for. */
#define COBJMACROS
#include "expect.h"
#include <bits.h>

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
