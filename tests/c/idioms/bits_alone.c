/* A C program includes <bits.h> and no other header. */
#define COBJMACROS
#include <bits.h>
#ifdef __MINGW32__ /* Its <windows.h> does not declare wprintf as Microsoft's does. */
#include <wchar.h>
#endif

static HRESULT describe(IBackgroundCopyManager *manager, HRESULT hr, LPWSTR *text) {
    return IBackgroundCopyManager_GetErrorDescription(
        manager, hr, LANGIDFROMLCID(GetThreadLocale()), text);
}

int main(void) {
    IBackgroundCopyManager *manager = NULL;
    WCHAR path[MAX_PATH], id[39];
    LPWSTR text = NULL;
    char *copy = malloc(sizeof("text"));
    int failures = 0;
    failures += !copy || strcmp(strcpy(copy, "text"), "text") != 0;
    free(copy);
    failures += ARRAYSIZE(path) != 260;
    ZeroMemory(path, sizeof(path));
    failures += path[0] != 0;
    failures += FAILED(CoInitialize(NULL));
    if (SUCCEEDED(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER,
                                   &IID_IBackgroundCopyManager, (void **)&manager))) {
        failures += FAILED(describe(manager, (HRESULT)BG_E_NOT_FOUND, &text)) || !text;
        CoTaskMemFree(text);
        IBackgroundCopyManager_Release(manager);
    } else {
        failures++;
    }
    failures += StringFromGUID2(&CLSID_BackgroundCopyManager, id, ARRAYSIZE(id)) != 39;
    CoUninitialize();
    if (failures) {
        wprintf(L"%d failures\n", failures);
    }
    failures += (HRESULT)HRESULT_FROM_WIN32(ERROR_SERVICE_DISABLED) != (HRESULT)0x80070422;
    return failures;
}
