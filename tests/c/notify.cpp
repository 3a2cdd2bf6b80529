// Notifications of a client's callback class, for tests/com_notifications.
// Not portable to Windows: it waits with POSIX functions.
//
//   notify SCENARIO SERVER FOLDER   runs one scenario, and prints "ok SCENARIO"
//
// SERVER is the address of the server (tests/support/src/behaviour_fixture.rs), FOLDER a folder for files.
#include "expect.h"
#include <bits.h>
#include <bits2_0.h>
#include <bits3_0.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

static std::string server, folder;
static IBackgroundCopyManager *manager;

static std::wstring wide(const std::string &text) { return std::wstring(text.begin(), text.end()); }

static std::string narrow(LPWSTR text) {
    std::wstring copy(text);
    CoTaskMemFree(text);
    return std::string(copy.begin(), copy.end());
}

static void await(const char *what, const std::function<bool()> &condition) {
    auto start = std::chrono::steady_clock::now();
    while (!condition()) {
        if (std::chrono::steady_clock::now() - start > std::chrono::seconds(20)) {
            std::printf("waited in vain: %s\n", what);
            std::fflush(stdout);
            std::_Exit(1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

// Records each call, then runs the reaction of the scenario.
class Listener : public IBackgroundCopyCallback2 {
    std::atomic<ULONG> references{1};
    std::mutex lock;
    std::string lines;

  public:
    static std::atomic<int> living;
    std::function<HRESULT(IBackgroundCopyJob *)> on_transferred, on_modified;
    std::function<HRESULT(IBackgroundCopyJob *, IBackgroundCopyError *)> on_error;
    std::function<HRESULT(const std::string &)> on_file;

    Listener() { living++; }
    // An object on the stack outlives the references that the library has to it.
    virtual ~Listener() {
        await("the others to let go", [&] { return references <= 1; });
        living--;
    }

    void note(const std::string &line) {
        std::lock_guard<std::mutex> guard(lock);
        lines += line + " ";
    }
    std::string heard() {
        std::lock_guard<std::mutex> guard(lock);
        return lines;
    }
    void wait_for(const std::string &all) {
        await((all + "| heard: " + heard()).c_str(), [&] { return heard() == all; });
    }

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
    ULONG STDMETHODCALLTYPE Release() override {
        ULONG left = --references;
        if (left == 0)
            delete this;
        return left;
    }
    HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *job) override {
        note("transferred");
        return on_transferred ? on_transferred(job) : S_OK;
    }
    HRESULT STDMETHODCALLTYPE JobError(IBackgroundCopyJob *job, IBackgroundCopyError *error) override {
        note("error");
        return on_error ? on_error(job, error) : S_OK;
    }
    HRESULT STDMETHODCALLTYPE JobModification(IBackgroundCopyJob *job, DWORD) override {
        note("modified");
        return on_modified ? on_modified(job) : S_OK;
    }
    HRESULT STDMETHODCALLTYPE FileTransferred(IBackgroundCopyJob *, IBackgroundCopyFile *file) override {
        LPWSTR name = nullptr;
        OK(file->GetLocalName(&name));
        std::string local = narrow(name);
        local = local.substr(local.rfind('/') + 1);
        note(local);
        return on_file ? on_file(local) : S_OK;
    }
};
std::atomic<int> Listener::living{0};

static BG_JOB_STATE state(IBackgroundCopyJob *job) {
    BG_JOB_STATE state;
    OK(job->GetState(&state));
    return state;
}

static void add(IBackgroundCopyJob *job, const std::string &remote, const std::string &local) {
    OK(job->AddFile(wide(server + remote).c_str(), wide(folder + "/" + local).c_str()));
}

static IBackgroundCopyJob *create(ULONG flags, Listener *listener) {
    IBackgroundCopyJob *job = nullptr;
    GUID id;
    OK(manager->CreateJob(L"notify", BG_JOB_TYPE_DOWNLOAD, &id, &job));
    OK(job->SetNotifyFlags(flags));
    if (listener)
        OK(job->SetNotifyInterface(listener));
    return job;
}

static const ULONG MAIN = BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR;

static void files_come_before_the_job() {
    Listener *listener = new Listener;
    IBackgroundCopyJob *job = create(MAIN | BG_NOTIFY_FILE_TRANSFERRED, listener);
    int refusals = 1;
    listener->on_file = [&](const std::string &name) { return name == "b" && refusals-- > 0 ? E_FAIL : S_OK; };
    add(job, "/whole/10", "a");
    add(job, "/whole/100000", "b");
    add(job, "/whole/11", "c");
    OK(job->Resume());
    listener->wait_for("a b b c transferred ");
    OK(job->Complete());
    job->Release();
    listener->Release();
    await("the library lets go", [] { return Listener::living == 0; });
}

static void an_error_comes_with_everything_about_it() {
    Listener *listener = new Listener;
    IBackgroundCopyJob *job = create(MAIN, listener);
    std::atomic<bool> done{false};
    listener->on_error = [&](IBackgroundCopyJob *, IBackgroundCopyError *error) {
        BG_ERROR_CONTEXT context;
        HRESULT code;
        LPWSTR text = nullptr;
        IBackgroundCopyFile *file = nullptr;
        OK(error->GetError(&context, &code));
        EXPECT(context == BG_ERROR_CONTEXT_REMOTE_FILE && code == BG_E_HTTP_ERROR_404);
        OK(error->GetProtocol(&text));
        EXPECT(narrow(text) == "http");
        OK(error->GetFile(&file));
        OK(file->GetRemoteName(&text));
        EXPECT(narrow(text) == server + "/missing");
        file->Release();
        for (DWORD language : {0x0409u, 0x0809u, 0x0009u}) {
            OK(error->GetErrorDescription(language, &text));
            EXPECT(narrow(text).find("404") != std::string::npos);
            OK(error->GetErrorContextDescription(language, &text));
            EXPECT(narrow(text).find("remote file") != std::string::npos);
        }
        EXPECT(error->GetErrorDescription(0x0407, &text) == (HRESULT)0x80070717 && text == nullptr);
        EXPECT(error->GetErrorContextDescription(0x0407, &text) == (HRESULT)0x80070717 && text == nullptr);
        EXPECT(error->GetErrorDescription(0, &text) == E_INVALIDARG && text == nullptr);
        EXPECT(error->GetErrorContextDescription(0, &text) == E_INVALIDARG && text == nullptr);
        done = true;
        return S_OK;
    };
    add(job, "/whole/10", "a");
    add(job, "/missing", "b");
    OK(job->Resume());
    await("JobError", [&] { return done.load(); });
    OK(job->Cancel());
    job->Release();
    listener->Release();
    await("the library lets go", [] { return Listener::living == 0; });
}

static void notifications_wait_for_a_late_callback() {
    IBackgroundCopyJob *job = create(BG_NOTIFY_DISABLE, nullptr);
    Listener first, second;
    add(job, "/whole/10", "a");
    OK(job->Resume());
    await("TRANSFERRED", [&] { return state(job) == BG_JOB_STATE_TRANSFERRED; });
    OK(job->SetNotifyInterface(&first)); // registered after the event
    EXPECT(first.heard().empty());
    OK(job->SetNotifyFlags(MAIN)); // the flags are set even later
    first.wait_for("transferred ");
    OK(job->SetNotifyInterface(&second)); // another object receives the notification again
    second.wait_for("transferred ");
    EXPECT(first.heard() == "transferred ");
    OK(job->SetNotifyInterface(nullptr));
    OK(job->Complete());
    job->Release();
}

static void modifications_are_gathered() {
    Listener listener;
    IBackgroundCopyJob *job = create(BG_NOTIFY_JOB_MODIFICATION, &listener);
    auto start = std::chrono::steady_clock::now();
    OK(job->SetDescription(L"first"));
    await("the first one", [&] { return !listener.heard().empty(); });
    for (int i = 0; i < 300; i++)
        OK(job->SetDescription(wide(std::to_string(i)).c_str()));
    await("the last one", [&] { return listener.heard().size() >= 2 * std::string("modified ").size(); });
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT(listener.heard().size() / std::string("modified ").size() <= 2 + seconds / 0.5);
    OK(job->SetNotifyInterface(nullptr));
    OK(job->Cancel());
    job->Release();
}

static void a_blocked_callback_harms_no_other_job() {
    std::atomic<bool> open{false};
    Listener blocked, free;
    blocked.on_transferred = [&](IBackgroundCopyJob *) {
        await("the end of the block", [&] { return open.load(); });
        return S_OK;
    };
    IBackgroundCopyJob *first[6];
    for (int i = 0; i < 6; i++) { // more than the four of Windows
        first[i] = create(MAIN, &blocked);
        add(first[i], "/whole/10", "blocked" + std::to_string(i));
        OK(first[i]->Resume());
    }
    blocked.wait_for("transferred transferred transferred transferred transferred transferred ");
    IBackgroundCopyJob *second = create(MAIN, &free);
    add(second, "/whole/11", "free");
    OK(second->Resume());
    free.wait_for("transferred ");
    OK(second->Complete());
    OK(first[0]->SetDescription(L"still usable"));
    OK(first[0]->SetNotifyInterface(nullptr));
    OK(first[0]->Complete());
    open = true;
    for (int i = 1; i < 6; i++) {
        OK(first[i]->Complete());
        OK(first[i]->SetNotifyInterface(nullptr) == BG_E_INVALID_STATE ? S_OK : E_FAIL);
    }
    for (IBackgroundCopyJob *job : first)
        job->Release();
    second->Release();
}

static void a_callback_may_call_everything() {
    Listener *listener = new Listener;
    IBackgroundCopyJob *job = create(MAIN | BG_NOTIFY_JOB_MODIFICATION, listener);
    std::atomic<bool> done{false};
    listener->on_modified = [&](IBackgroundCopyJob *same) {
        if (!done) {
            OK(same->SetDescription(L"from within"));
            OK(same->Resume());
            OK(same->Suspend());
            OK(same->SetNotifyFlags(MAIN));
        }
        done = true;
        return S_OK;
    };
    int rounds = 0;
    listener->on_transferred = [&](IBackgroundCopyJob *same) {
        if (++rounds == 3) {
            OK(same->Complete());
            return S_OK;
        }
        add(same, "/whole/10", "more" + std::to_string(rounds));
        OK(same->Resume());
        return S_OK;
    };
    add(job, "/stalled/10", "a");
    await("JobModification", [&] { return done.load(); });
    OK(job->Cancel());
    job->Release();

    job = create(MAIN, listener);
    add(job, "/whole/10", "b");
    OK(job->Resume());
    await("three rounds", [&] { return state(job) == BG_JOB_STATE_ACKNOWLEDGED; });
    job->Release();

    job = create(MAIN, listener);
    listener->on_error = [&](IBackgroundCopyJob *same, IBackgroundCopyError *) {
        OK(same->Cancel());
        return E_FAIL; // no call follows, because the job has ended
    };
    add(job, "/missing", "c");
    OK(job->Resume());
    await("cancelled", [&] { return state(job) == BG_JOB_STATE_CANCELLED; });
    job->Release();
    listener->Release();
    await("the library lets go", [] { return Listener::living == 0; });
}

static void a_callback_may_let_go_of_everything() {
    Listener *listener = new Listener;
    IBackgroundCopyJob *job = create(MAIN, listener);
    listener->on_transferred = [&](IBackgroundCopyJob *same) {
        OK(same->SetNotifyInterface(nullptr));
        OK(same->Complete());
        job->Release();
        manager->Release();
        manager = nullptr;
        listener->Release();
        return S_OK;
    };
    add(job, "/whole/10", "a");
    OK(job->Resume());
    await("nothing left", [] { return Listener::living == 0; });
}

static void wait_for_the_notification() {
    Listener listener;
    IBackgroundCopyJob *job = create(MAIN | BG_NOTIFY_FILE_TRANSFERRED, &listener);
    add(job, "/whole/100000", "a");
    OK(job->Resume());
    listener.wait_for("a transferred ");
    OK(job->Complete());
    job->Release();
}

static IBackgroundCopyJob *with_command(Listener *listener) {
    IBackgroundCopyJob *job = create(MAIN, listener);
    IBackgroundCopyJob2 *job2 = nullptr;
    OK(job->QueryInterface(__uuidof(IBackgroundCopyJob2), reinterpret_cast<void **>(&job2)));
    std::string parameters = "program \"" + folder + "\" \"two words\" a\\\\\"b c\" $HOME `id` 'x y'";
    OK(job2->SetNotifyCmdLine(wide(folder + "/program").c_str(), wide(parameters).c_str()));
    job2->Release();
    OK(job->SetMinimumRetryDelay(5));
    add(job, "/whole/10", "a");
    OK(job->Resume());
    return job;
}

static void leave_a_command() { with_command(nullptr)->Release(); }

// The process of the object ends in the middle of a call.
static void end_within_a_callback() {
    Listener *listener = new Listener;
    listener->on_transferred = [](IBackgroundCopyJob *) -> HRESULT {
        std::printf("ok end_within_a_callback\n");
        std::fflush(stdout);
        std::_Exit(0);
    };
    with_command(listener);
    await("the callback, which ends this process", [] { return false; });
}

// Registers for a job for which another process has registered before.
static void take_over() {
    IEnumBackgroundCopyJobs *jobs = nullptr;
    IBackgroundCopyJob *job = nullptr;
    Listener listener;
    OK(manager->EnumJobs(0, &jobs));
    OK(jobs->Next(1, &job, nullptr));
    OK(job->SetNotifyInterface(&listener));
    OK(job->Resume());
    listener.wait_for("transferred ");
    OK(job->SetNotifyInterface(nullptr));
    job->Release();
    jobs->Release();
}

#define SCENARIO(name) {#name, name}
static const struct {
    const char *name;
    void (*run)();
} SCENARIOS[] = {
    SCENARIO(files_come_before_the_job),
    SCENARIO(an_error_comes_with_everything_about_it),
    SCENARIO(notifications_wait_for_a_late_callback),
    SCENARIO(modifications_are_gathered),
    SCENARIO(a_blocked_callback_harms_no_other_job),
    SCENARIO(a_callback_may_call_everything),
    SCENARIO(a_callback_may_let_go_of_everything),
    SCENARIO(wait_for_the_notification),
    SCENARIO(leave_a_command),
    SCENARIO(end_within_a_callback),
    SCENARIO(take_over),
};

int main(int argc, char **argv) {
    EXPECT(argc == 4);
    server = argv[2], folder = argv[3];
    OK(CoInitializeEx(nullptr, COINIT_MULTITHREADED));
    OK(CoCreateInstance(__uuidof(BackgroundCopyManager), nullptr, CLSCTX_LOCAL_SERVER, __uuidof(IBackgroundCopyManager),
                        reinterpret_cast<void **>(&manager)));
    for (auto &scenario : SCENARIOS) {
        if (argv[1] == std::string(scenario.name)) {
            scenario.run();
            std::printf("ok %s\n", argv[1]);
        }
    }
    if (manager)
        manager->Release();
    CoUninitialize();
}
