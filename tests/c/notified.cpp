// A callback class of a client is registered, called, and released. The argument is a working folder.
// Not portable to Windows: it waits with POSIX functions.
#include "expect.h"
#include "text.h"
#include <bits.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

class Callback : public IBackgroundCopyCallback2 {
  public:
    std::atomic<ULONG> references{1};
    std::atomic<int> transferred{0}, failed{0}, modified{0}, files{0}, refusals{0};
    std::string name;

    virtual ~Callback() {}

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **object) override {
        if (riid == __uuidof(IUnknown) || riid == __uuidof(IBackgroundCopyCallback) ||
            riid == __uuidof(IBackgroundCopyCallback2)) {
            *object = this;
            AddRef();
            return S_OK;
        }
        *object = nullptr;
        return E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ++references; }
    ULONG STDMETHODCALLTYPE Release() override { return --references; }

    HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *job) override {
        LPWSTR shown = nullptr;
        if (refusals > 0) {
            refusals--;
            return E_FAIL; // called again
        }
        EXPECT(job->GetDisplayName(&shown) == S_OK);
        name = narrow(shown);
        CoTaskMemFree(shown);
        EXPECT(job->Complete() == S_OK);
        transferred++;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE JobError(IBackgroundCopyJob *job, IBackgroundCopyError *error) override {
        BG_ERROR_CONTEXT context;
        HRESULT code;
        EXPECT(error->GetError(&context, &code) == S_OK && FAILED(code));
        EXPECT(job->SetNotifyInterface(nullptr) == S_OK); // releases this object during its own call
        EXPECT(job->Cancel() == S_OK);
        failed++;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE JobModification(IBackgroundCopyJob *, DWORD) override {
        modified++;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE FileTransferred(IBackgroundCopyJob *, IBackgroundCopyFile *file) override {
        LPWSTR local = nullptr;
        EXPECT(file->GetLocalName(&local) == S_OK);
        CoTaskMemFree(local);
        files++;
        return S_OK;
    }
};

template <typename Condition> static void wait_for(Condition condition) {
    for (int patience = 0; !condition(); patience++) {
        EXPECT(patience < 20000);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

static IBackgroundCopyJob *job_for(IBackgroundCopyManager *manager, const std::string &from, const std::string &to) {
    IBackgroundCopyJob *job = nullptr;
    GUID id;
    EXPECT(manager->CreateJob(Text("notified").c_str(), BG_JOB_TYPE_DOWNLOAD, &id, &job) == S_OK);
    EXPECT(job->AddFile(Text("file://" + from).c_str(), Text(to).c_str()) == S_OK);
    EXPECT(job->SetNoProgressTimeout(0) == S_OK);
    EXPECT(job->SetNotifyFlags(BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_JOB_MODIFICATION |
                               BG_NOTIFY_FILE_TRANSFERRED) == S_OK);
    return job;
}

int main(int argc, char **argv) {
    EXPECT(argc == 2);
    const std::string folder = argv[1], from = folder + "/from", to = folder + "/to";
    std::ofstream(from) << "what is transferred";

    IBackgroundCopyManager *manager = nullptr;
    EXPECT(CoCreateInstance(__uuidof(BackgroundCopyManager), nullptr, CLSCTX_ALL, IID_PPV_ARGS(&manager)) == S_OK);
    Callback first, second;

    // The library holds one reference while the object is registered, for any of its interfaces.
    IBackgroundCopyJob *job = job_for(manager, from, to);
    EXPECT(job->SetNotifyInterface(&first) == S_OK && first.references == 2);
    IUnknown *got = nullptr;
    EXPECT(job->GetNotifyInterface(&got) == S_OK && got == static_cast<IUnknown *>(&first) && first.references == 3);
    EXPECT(got->Release() == 2);
    EXPECT(job->SetNotifyInterface(&second) == S_OK && second.references == 2);
    wait_for([&] { return first.references == 1; });
    EXPECT(job->SetNotifyInterface(nullptr) == S_OK);
    wait_for([&] { return second.references == 1; });
    EXPECT(job->GetNotifyInterface(&got) == S_OK && got == nullptr);

    // The call for the file comes first, then the calls for the job, until one succeeds. The library releases the object
    // when the job has ended.
    second.refusals = 2;
    EXPECT(job->SetNotifyInterface(&second) == S_OK);
    EXPECT(job->Resume() == S_OK);
    wait_for([&] { return second.transferred == 1; });
    EXPECT(second.files == 1);
    EXPECT(second.refusals == 0 && second.failed == 0);
    EXPECT(second.name == "notified");
    wait_for([&] { return second.references == 1; });
    EXPECT(job->SetNotifyInterface(&second) == BG_E_INVALID_STATE);
    EXPECT(second.references == 1 && job->Release() == 0);
    std::string arrived;
    std::getline(std::ifstream(to), arrived);
    EXPECT(arrived == "what is transferred");

    job = job_for(manager, from + ".missing", to);
    EXPECT(job->SetNotifyInterface(&first) == S_OK);
    EXPECT(job->Resume() == S_OK);
    wait_for([&] { return first.failed == 1; });
    wait_for([&] { return first.references == 1; });
    EXPECT(first.transferred == 0 && first.files == 0 && job->Release() == 0);

    // It is registered after the event.
    Callback late;
    job = job_for(manager, from, to);
    EXPECT(job->Resume() == S_OK);
    wait_for([&] {
        BG_JOB_STATE state;
        return job->GetState(&state) == S_OK && state == BG_JOB_STATE_TRANSFERRED;
    });
    EXPECT(job->SetNotifyInterface(&late) == S_OK);
    wait_for([&] { return late.transferred == 1 && late.references == 1; });
    EXPECT(job->Release() == 0 && manager->Release() == 0);
    std::printf("%d bytes to a character\n", static_cast<int>(sizeof(WCHAR)));
    return 0;
}
