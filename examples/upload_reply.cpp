// Uploads a file with BITS and downloads the reply of the server application, in C++.
//
//   c++ upload_reply.cpp -o upload_reply $(pkg-config --cflags --libs libbits)
//   ./upload_reply /home/me/question.bin https://example.com/app/question.bin /home/me/reply.bin
//
// The server must speak the BITS upload protocol and have an application behind it: IIS with the
// BITS extension, or examples/bits_server.rs with --post or --run.
//
// The same source builds on Windows: cl /EHsc upload_reply.cpp ole32.lib, or
// g++ upload_reply.cpp -lole32.

#define INITGUID
#include <windows.h>
#include <bits.h>
#include <bits1_5.h>
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
static void print_error(const Com<IBackgroundCopyJob2> &job)
{
    Com<IBackgroundCopyError> error;
    LPWSTR description = nullptr;
    check(job->GetError(error.out()), "GetError");
    if (SUCCEEDED(error->GetErrorDescription(0x0409, &description))) {
        std::fprintf(stderr, "\n%ls\n", description);
        CoTaskMemFree(description);
    }
}

static void print_progress(const Com<IBackgroundCopyJob2> &job)
{
    BG_JOB_PROGRESS up;
    BG_JOB_REPLY_PROGRESS down;
    check(job->GetProgress(&up), "GetProgress");
    check(job->GetReplyProgress(&down), "GetReplyProgress");
    std::printf("\r%.1f MB sent, %.1f MB of the reply received", static_cast<double>(up.BytesTransferred) / 1e6,
                static_cast<double>(down.BytesTransferred) / 1e6);
    std::fflush(stdout);
}

// Waits for the end of the upload and of the reply. Returns true when both are transferred, false
// when the job is in the state ERROR. BITS retries after a transient error by itself.
static bool wait_for(const Com<IBackgroundCopyJob2> &job)
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

// Prints the reply. GetReplyData returns replies of at most 1 MiB; a larger one must be read from
// its file.
static void print_reply(const Com<IBackgroundCopyJob2> &job)
{
    byte *data = nullptr;
    UINT64 length = 0;
    const HRESULT result = job->GetReplyData(&data, &length);
    if (result == static_cast<HRESULT>(BG_E_TOO_LARGE)) {
        std::printf("\nthe reply is longer than 1 MiB; it is in its file\n");
        return;
    }
    check(result, "GetReplyData");
    std::printf("\n%lu bytes of reply:\n", static_cast<unsigned long>(length));
    std::fwrite(data, 1, static_cast<std::size_t>(length), stdout);
    std::printf("\n");
    CoTaskMemFree(data);
}

static bool upload(const std::wstring &file, const std::wstring &url, const std::wstring &reply)
{
    Com<IBackgroundCopyManager> manager;
    Com<IBackgroundCopyJob> created;
    Com<IBackgroundCopyJob2> job;
    GUID id;
    check(CoCreateInstance(CLSID_BackgroundCopyManager, nullptr, CLSCTX_LOCAL_SERVER, IID_IBackgroundCopyManager,
                           reinterpret_cast<void **>(manager.out())), "CoCreateInstance");
    check(manager->CreateJob(L"upload with reply", BG_JOB_TYPE_UPLOAD_REPLY, &id, created.out()), "CreateJob");
    check(created->QueryInterface(IID_IBackgroundCopyJob2, reinterpret_cast<void **>(job.out())), "QueryInterface");
    check(job->AddFile(url.c_str(), file.c_str()), "AddFile");
    check(job->SetReplyFileName(reply.c_str()), "SetReplyFileName");
    check(job->SetPriority(BG_JOB_PRIORITY_FOREGROUND), "SetPriority");
    check(job->Resume(), "Resume");
    const bool done = wait_for(job);
    if (done)
        print_reply(job);
    check(done ? job->Complete() : job->Cancel(), done ? "Complete" : "Cancel");
    return done;
}

int main(int argc, char **argv)
try {
    std::setlocale(LC_ALL, "");
    if (argc != 4) {
        std::fprintf(stderr, "usage: %s FILE URL REPLY-FILE    (FILE and REPLY-FILE are full paths)\n", argv[0]);
        return 2;
    }
    check(CoInitializeEx(nullptr, COINIT_MULTITHREADED), "CoInitializeEx");
    const bool done = upload(wide(argv[1]), wide(argv[2]), wide(argv[3]));
    CoUninitialize();
    return done ? 0 : 1;
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
