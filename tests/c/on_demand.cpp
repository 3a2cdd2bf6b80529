// Downloads pieces of a file on demand, like a media player that seeks in it.
// Not portable to Windows: it uses POSIX file names.
//
//   on_demand URL FOLDER   the file at URL has 100,000 bytes, of which byte i is i % 251; FOLDER is empty
#include "expect.h"
#include "text.h"
#include <bits.h>
#include <bits10_1.h>
#include <bits5_0.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static const UINT64 SIZE = 100000;

static IBackgroundCopyManager *manager;

static void await(const std::function<bool()> &condition) {
    auto start = std::chrono::steady_clock::now();
    while (!condition()) {
        EXPECT(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

// Records the ranges that have arrived.
class Listener : public IBackgroundCopyCallback3 {
    std::atomic<ULONG> references{1};
    std::mutex lock;
    std::map<UINT64, UINT64> ranges;

  public:
    virtual ~Listener() = default;

    // Counts the bytes of the recorded ranges, and checks that no byte is in two of them.
    UINT64 heard() {
        std::lock_guard<std::mutex> guard(lock);
        UINT64 bytes = 0, end = 0;
        for (auto &range : ranges) {
            EXPECT(range.first >= end);
            end = range.first + range.second;
            bytes += range.second;
        }
        return bytes;
    }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **object) override {
        *object = nullptr;
        if (riid == __uuidof(IUnknown) || riid == __uuidof(IBackgroundCopyCallback) ||
            riid == __uuidof(IBackgroundCopyCallback2) || riid == __uuidof(IBackgroundCopyCallback3))
            *object = this;
        if (*object == nullptr)
            return E_NOINTERFACE;
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ++references; }
    ULONG STDMETHODCALLTYPE Release() override { return --references; }
    HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE JobError(IBackgroundCopyJob *, IBackgroundCopyError *) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE JobModification(IBackgroundCopyJob *, DWORD) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE FileTransferred(IBackgroundCopyJob *, IBackgroundCopyFile *) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE FileRangesTransferred(IBackgroundCopyJob *job, IBackgroundCopyFile *file, DWORD count,
                                                    const BG_FILE_RANGE *list) override {
        BG_JOB_STATE state;
        BG_FILE_PROGRESS progress;
        OK(job->GetState(&state));
        OK(file->GetProgress(&progress));
        EXPECT(count > 0);
        std::lock_guard<std::mutex> guard(lock);
        for (DWORD i = 0; i < count; i++)
            ranges[list[i].InitialOffset] = list[i].Length;
        return E_FAIL; // the result of this method is ignored
    }
};

static IBackgroundCopyJob5 *create(BG_JOB_TYPE type, const Text &url, const Text &local) {
    IBackgroundCopyJob *job;
    IBackgroundCopyJob5 *job5;
    GUID id;
    OK(manager->CreateJob(local.c_str(), type, &id, &job));
    OK(job->AddFile(url.c_str(), local.c_str()));
    OK(job->QueryInterface(__uuidof(IBackgroundCopyJob5), reinterpret_cast<void **>(&job5)));
    job->Release();
    return job5;
}

static IBackgroundCopyFile6 *first_file(IBackgroundCopyJob5 *job) {
    IEnumBackgroundCopyFiles *list;
    IBackgroundCopyFile *file;
    IBackgroundCopyFile6 *file6;
    OK(job->EnumFiles(&list));
    OK(list->Next(1, &file, nullptr));
    OK(file->QueryInterface(__uuidof(IBackgroundCopyFile6), reinterpret_cast<void **>(&file6)));
    file->Release();
    list->Release();
    return file6;
}

static BITS_JOB_PROPERTY_VALUE on_demand(BOOL enable) {
    BITS_JOB_PROPERTY_VALUE value{};
    value.Enable = enable;
    return value;
}

static bool is_on_demand(IBackgroundCopyJob5 *job) {
    BITS_JOB_PROPERTY_VALUE value{};
    OK(job->GetProperty(BITS_JOB_PROPERTY_ON_DEMAND_MODE, &value));
    return value.Enable != FALSE;
}

static void ask(IBackgroundCopyFile6 *file, const std::vector<BG_FILE_RANGE> &list) {
    OK(file->RequestFileRanges(static_cast<DWORD>(list.size()), list.data()));
}

static void run_to(IBackgroundCopyJob5 *job, BG_JOB_STATE wanted) {
    OK(job->Resume());
    await([&] {
        BG_JOB_STATE state;
        OK(job->GetState(&state));
        EXPECT(state != BG_JOB_STATE_ERROR);
        return state == wanted;
    });
}

static void has(IBackgroundCopyFile6 *file, const std::vector<std::pair<UINT64, UINT64>> &expected) {
    DWORD count = 77;
    BG_FILE_RANGE *list = nullptr;
    OK(file->GetFilledFileRanges(&count, &list));
    EXPECT(count == expected.size() && (list == nullptr) == expected.empty());
    for (DWORD i = 0; i < count; i++)
        EXPECT(list[i].InitialOffset == expected[i].first && list[i].Length == expected[i].second);
    CoTaskMemFree(list);
}

static std::string temporary(IBackgroundCopyFile6 *file) {
    LPWSTR name;
    OK(file->GetTemporaryName(&name));
    std::string path = narrow(name);
    CoTaskMemFree(name);
    return path;
}

// Checks that a range has the same offset in the local file as in the remote file.
static void check(const std::string &path, UINT64 offset, UINT64 length) {
    std::ifstream stream(path, std::ios::binary);
    std::vector<char> data((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    EXPECT(data.size() >= offset + length);
    for (UINT64 i = offset; i < offset + length; i++)
        EXPECT(static_cast<unsigned char>(data[i]) == i % 251);
}

static void jumps_about(const Text &url, const std::string &path) {
    IBackgroundCopyJob5 *job = create(BG_JOB_TYPE_DOWNLOAD, url, Text(path));
    IBackgroundCopyFile6 *file = first_file(job);
    BITS_JOB_PROPERTY_VALUE interval{};
    Listener listener;
    EXPECT(!is_on_demand(job));
    OK(job->SetProperty(BITS_JOB_PROPERTY_ON_DEMAND_MODE, on_demand(TRUE)));
    EXPECT(is_on_demand(job));
    interval.Dword = 0;
    OK(job->SetProperty(BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS, interval));
    OK(job->SetNotifyFlags(BG_NOTIFY_FILE_RANGES_TRANSFERRED));
    OK(job->SetNotifyInterface(&listener));

    has(file, {});
    ask(file, {{90000, 5000}, {10, 10}, {15, 10}});
    run_to(job, BG_JOB_STATE_SUSPENDED);
    has(file, {{10, 15}, {90000, 5000}});
    check(temporary(file), 10, 15);
    check(temporary(file), 90000, 5000);
    await([&] { return listener.heard() == 5015; });

    ANSWERS(file->UpdateDownloadPosition(SIZE + 1), BG_E_INVALID_RANGE);
    OK(file->UpdateDownloadPosition(50000));
    BG_FILE_RANGE beyond = {SIZE - 5, 6};
    ANSWERS(file->RequestFileRanges(1, &beyond), BG_E_INVALID_RANGE);
    ask(file, {{0, BG_LENGTH_TO_EOF}});
    run_to(job, BG_JOB_STATE_TRANSFERRED);
    has(file, {{0, SIZE}});
    await([&] { return listener.heard() == SIZE; });
    OK(job->Complete());
    check(path, 0, SIZE);
    EXPECT(file->Release() == 0 && job->Release() == 0);
    // The library releases the listener, which this function owns.
    await([&] {
        listener.AddRef();
        return listener.Release() == 1;
    });
}

static void refuses(const Text &url, const std::string &path) {
    BG_FILE_RANGE none = {0, 0}, wild = {BG_LENGTH_TO_EOF, 1};
    DWORD count;
    BG_FILE_RANGE *list;
    IBackgroundCopyJob5 *job = create(BG_JOB_TYPE_DOWNLOAD, url, Text(path));
    IBackgroundCopyFile6 *file = first_file(job);
    ANSWERS(file->RequestFileRanges(1, nullptr), E_INVALIDARG);
    ANSWERS(file->RequestFileRanges(0, &none), E_INVALIDARG);
    ANSWERS(file->RequestFileRanges(1, &none), BG_E_INVALID_RANGE);
    ANSWERS(file->RequestFileRanges(1, &wild), BG_E_INVALID_RANGE);
    ANSWERS(file->GetFilledFileRanges(nullptr, &list), E_INVALIDARG);
    ANSWERS(file->GetFilledFileRanges(&count, nullptr), E_INVALIDARG);
    OK(job->Cancel());
    none.Length = 1;
    ANSWERS(file->RequestFileRanges(1, &none), BG_E_INVALID_STATE);
    ANSWERS(file->UpdateDownloadPosition(0), BG_E_INVALID_STATE);
    ANSWERS(job->SetProperty(BITS_JOB_PROPERTY_ON_DEMAND_MODE, on_demand(TRUE)), BG_E_INVALID_STATE);
    file->Release();
    job->Release();

    std::ofstream(path) << "to be sent";
    job = create(BG_JOB_TYPE_UPLOAD, url, Text(path));
    file = first_file(job);
    ANSWERS(file->RequestFileRanges(1, &none), BG_E_RANDOM_ACCESS_NOT_SUPPORTED);
    ANSWERS(file->UpdateDownloadPosition(0), BG_E_RANDOM_ACCESS_NOT_SUPPORTED);
    ANSWERS(file->GetFilledFileRanges(&count, &list), BG_E_RANDOM_ACCESS_NOT_SUPPORTED);
    EXPECT(count == 0 && list == nullptr);
    ANSWERS(job->SetProperty(BITS_JOB_PROPERTY_ON_DEMAND_MODE, on_demand(TRUE)),
            BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY);
    EXPECT(!is_on_demand(job));
    OK(job->Cancel());
    file->Release();
    job->Release();
}

int main(int argc, char **argv) {
    EXPECT(argc == 3);
    Text url(argv[1]);
    std::string folder(argv[2]);
    OK(CoInitializeEx(nullptr, COINIT_MULTITHREADED));
    OK(CoCreateInstance(__uuidof(BackgroundCopyManager), nullptr, CLSCTX_LOCAL_SERVER, __uuidof(IBackgroundCopyManager),
                        reinterpret_cast<void **>(&manager)));
    jumps_about(url, folder + "/parts");
    refuses(url, folder + "/whole");
    EXPECT(manager->Release() == 0);
    CoUninitialize();
    std::puts("ok");
    return 0;
}
