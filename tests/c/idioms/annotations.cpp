// A C++ program with the calling conventions, attributes and annotations of Windows sources.
// Standard headers come after <windows.h>: in libstdc++, __in and __out are names of parameters.
// Not portable to Windows: mingw-w64 does not define the old annotations in C++.
#include <windows.h>
#include <bits.h>
#include <algorithm>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <locale>
#include <map>
#include <memory>
#include <numeric>
#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace {

class __declspec(novtable) Listener {
public:
    virtual LONG __stdcall OnProgress(__in ULONG done, __in_opt const ULONG *total) = 0;
    virtual void STDMETHODCALLTYPE OnEnd(_In_ HRESULT hr,
                                         _Outptr_result_maybenull_ void **next) = 0;

protected:
    ~Listener() {}
};

class Printer final : public Listener {
public:
    LONG __stdcall OnProgress(__in ULONG done, __in_opt const ULONG *total) override {
        return static_cast<LONG>(done + (total ? *total : 0));
    }
    void STDMETHODCALLTYPE OnEnd(_In_ HRESULT, _Outptr_result_maybenull_ void **next) override {
        *next = nullptr;
    }
};

__forceinline HRESULT connect(__deref_out IBackgroundCopyManager **manager) {
    return CoCreateInstance(__uuidof(BackgroundCopyManager), nullptr, CLSCTX_LOCAL_SERVER,
                            IID_PPV_ARGS(manager));
}

unsigned __int64 WINAPI add(_In_reads_(count) const ULONG *numbers, size_t count) {
    return std::accumulate(numbers, numbers + count, static_cast<unsigned __int64>(0),
                           [](unsigned __int64 sum, ULONG number) { return sum + number; });
}

} // namespace

int main() {
    int failures = 0;
    Printer printer;
    ULONG total = 2;
    void *next = &printer;
    failures += printer.OnProgress(1, &total) != 3;
    printer.OnEnd(S_OK, &next);
    failures += next != nullptr;

    const std::vector<ULONG> numbers{3, 1, 2};
    failures += add(numbers.data(), numbers.size()) != 6;
    std::ostringstream out;
    out << std::get<0>(std::make_tuple(std::string("a"), 1))
        << std::regex_replace(std::string("bb"), std::regex("b+"), "c");
    failures += out.str() != "ac";

    failures += FAILED(CoInitializeEx(nullptr, COINIT_MULTITHREADED));
    IBackgroundCopyManager *manager = nullptr;
    failures += FAILED(connect(&manager));
    if (manager) {
        manager->Release();
    }
    CoUninitialize();
    return failures;
}
