// A C++ program includes the headers inside extern "C".
extern "C" {
#include <windows.h>
#include <bits.h>
}
#include <string>

extern "C" HRESULT open_queue(IBackgroundCopyManager **manager) {
    return CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL, IID_PPV_ARGS(manager));
}

int main() {
    int failures = 0;
    IBackgroundCopyManager *manager = NULL;
    failures += FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    failures += FAILED(open_queue(&manager));
    if (manager) {
        IUnknown *unknown = NULL;
        failures += manager->QueryInterface(IID_PPV_ARGS(&unknown)) != S_OK;
        failures += unknown->Release() != 1;
        manager->Release();
    }
    volatile LONG number = 1;
    failures += InterlockedIncrement(&number) != 2;
    failures += std::string("text").size() != 4;
    CoUninitialize();
    return failures;
}
