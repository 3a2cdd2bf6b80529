// A C++ program includes <bits.h> and no other header.
#include <bits.h>
#ifdef __MINGW32__ // Its <windows.h> does not declare wprintf as Microsoft's does.
#include <wchar.h>
#endif

static HRESULT describe(IBackgroundCopyManager *manager, HRESULT hr, LPWSTR *text) {
    return manager->GetErrorDescription(hr, LANGIDFROMLCID(GetThreadLocale()), text);
}

int main() {
    int failures = 0;
    failures += FAILED(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
    failures += FAILED(CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_CONNECT,
                                            RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE, 0));
    IBackgroundCopyManager *manager = NULL;
    HRESULT hr = CoCreateInstance(__uuidof(BackgroundCopyManager), NULL, CLSCTX_LOCAL_SERVER,
                                  __uuidof(IBackgroundCopyManager), (void **)&manager);
    failures += FAILED(hr);
    if (SUCCEEDED(hr)) {
        LPWSTR text = NULL;
        hr = describe(manager, BG_E_NOT_FOUND, &text);
        failures += FAILED(hr) || !text;
        CoTaskMemFree(text);
        manager->Release();
    }
    WCHAR path[MAX_PATH] = {};
    failures += memcmp(path, path + 1, sizeof(WCHAR)) != 0;
    if (failures) {
        wprintf(L"%d failures\n", failures);
    }
    CoUninitialize();
    return failures;
}
