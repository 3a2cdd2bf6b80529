// Downloads files with BITS, in C++. Prints the progress; exits with 0 when all files are complete.
//
//   c++ download.cpp -o download $(pkg-config --cflags --libs libbits)
//   ./download https://example.com/a.bin /home/me/a.bin https://example.com/b.bin /home/me/b.bin
//
// The same source builds on Windows: cl /EHsc download.cpp ole32.lib, or g++ download.cpp -lole32.

#define INITGUID
#include <windows.h>
#include <bits.h>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

// Owns one reference to a COM object and releases it.
template <class T>
class Com {
public:
    Com() = default;
    Com(const Com &) = delete;
    Com &operator=(const Com &) = delete;
    ~Com()
    {
        if (object)
            object->Release();
    }
    T *operator->() const { return object; }
    T **out() { return &object; }

private:
    T *object = nullptr;
};

// Converts an argument from the encoding of the locale.
static std::wstring wide(const char *text)
{
    const std::size_t length = std::mbstowcs(nullptr, text, 0);
    if (length == static_cast<std::size_t>(-1))
        throw std::runtime_error(std::string("not valid in the encoding of this locale: ") + text);
    std::wstring result(length, L'\0');
    std::mbstowcs(&result[0], text, length);
    return result;
}

// Throws unless the call named by `what` succeeded.
static void check(HRESULT result, const char *what)
{
    char message[80];
    std::snprintf(message, sizeof message, "%s failed: 0x%08x", what, static_cast<unsigned>(result));
    if (FAILED(result))
        throw std::runtime_error(message);
}

// Prints the description of the error in English (language 0x0409).
static void print_error(const Com<IBackgroundCopyJob> &job)
{
    Com<IBackgroundCopyError> error;
    LPWSTR description = nullptr;
    check(job->GetError(error.out()), "GetError");
    if (SUCCEEDED(error->GetErrorDescription(0x0409, &description))) {
        std::fprintf(stderr, "\n%ls\n", description);
        CoTaskMemFree(description);
    }
}

static void print_progress(const Com<IBackgroundCopyJob> &job)
{
    BG_JOB_PROGRESS progress;
    check(job->GetProgress(&progress), "GetProgress");
    std::printf("\r%lu of %lu files, %.1f MB", static_cast<unsigned long>(progress.FilesTransferred),
                static_cast<unsigned long>(progress.FilesTotal), static_cast<double>(progress.BytesTransferred) / 1e6);
    std::fflush(stdout);
}

// Waits for the end of the transfer. Returns true when all files are transferred, false when the
// job is in the state ERROR. BITS retries after a transient error by itself.
static bool wait_for(const Com<IBackgroundCopyJob> &job)
{
    for (BG_JOB_STATE state, last = BG_JOB_STATE_QUEUED;; last = state, Sleep(200)) {
        check(job->GetState(&state), "GetState");
        print_progress(job);
        if (state == BG_JOB_STATE_TRANSFERRED)
            return true;
        if (state == BG_JOB_STATE_ERROR || (state == BG_JOB_STATE_TRANSIENT_ERROR && state != last))
            print_error(job);
        if (state == BG_JOB_STATE_ERROR)
            return false;
    }
}

// Creates a job for pairs of URL and file, waits for it, and completes or cancels it, because a
// job otherwise outlives the program.
static bool download(int count, char **names)
{
    Com<IBackgroundCopyManager> manager;
    Com<IBackgroundCopyJob> job;
    GUID id;
    check(CoCreateInstance(CLSID_BackgroundCopyManager, nullptr, CLSCTX_LOCAL_SERVER, IID_IBackgroundCopyManager,
                           reinterpret_cast<void **>(manager.out())), "CoCreateInstance");
    check(manager->CreateJob(L"download", BG_JOB_TYPE_DOWNLOAD, &id, job.out()), "CreateJob");
    for (int i = 0; i + 1 < count; i += 2)
        check(job->AddFile(wide(names[i]).c_str(), wide(names[i + 1]).c_str()), "AddFile");
    check(job->SetPriority(BG_JOB_PRIORITY_FOREGROUND), "SetPriority");
    check(job->Resume(), "Resume");
    const bool done = wait_for(job);
    check(done ? job->Complete() : job->Cancel(), done ? "Complete" : "Cancel");
    std::printf("\n");
    return done;
}

int main(int argc, char **argv)
try {
    std::setlocale(LC_ALL, "");
    if (argc < 3 || argc % 2 == 0) {
        std::fprintf(stderr, "usage: %s URL FILE [URL FILE]...    (FILE is a full path)\n", argv[0]);
        return 2;
    }
    check(CoInitializeEx(nullptr, COINIT_MULTITHREADED), "CoInitializeEx");
    const bool done = download(argc - 1, argv + 1);
    CoUninitialize();
    return done ? 0 : 1;
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
