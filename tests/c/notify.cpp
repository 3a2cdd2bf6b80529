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
#include <utility>
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

// `what` describes the condition when it has not come true in time.
static void await(const std::function<std::string()> &what,
                  const std::function<bool()> &condition) {
    auto start = std::chrono::steady_clock::now();
    while (!condition()) {
        if (std::chrono::steady_clock::now() - start > std::chrono::seconds(20)) {
            std::printf("waited in vain: %s\n", what().c_str());
            std::fflush(stdout);
            std::_Exit(1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

static void await(const char *what, const std::function<bool()> &condition) {
    await([=] { return std::string(what); }, condition);
}

using FileReaction =
    std::function<HRESULT(IBackgroundCopyJob *, IBackgroundCopyFile *, const std::string &)>;

// Records each call, then runs the reaction of the scenario.
class Listener : public IBackgroundCopyCallback2 {
    std::atomic<ULONG> references{1};
    std::mutex lock;
    std::string lines;

  public:
    static std::atomic<int> living;
    std::function<HRESULT(IBackgroundCopyJob *)> on_transferred, on_modified;
    std::function<HRESULT(IBackgroundCopyJob *, IBackgroundCopyError *)> on_error;
    FileReaction on_file;

    Listener() { living++; }
    // An object on the stack outlives the references that the library has to it.
    virtual ~Listener() {
        wait_until_released();
        living--;
    }

    // Afterwards, the library makes no further call.
    void wait_until_released() {
        await("the others to let go", [&] { return references <= 1; });
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
        await([&] { return all + "| heard: " + heard(); }, [&] { return heard() == all; });
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
    HRESULT STDMETHODCALLTYPE FileTransferred(IBackgroundCopyJob *job,
                                              IBackgroundCopyFile *file) override {
        LPWSTR name = nullptr;
        OK(file->GetLocalName(&name));
        std::string local = narrow(name);
        local = local.substr(local.rfind('/') + 1);
        note(local);
        return on_file ? on_file(job, file, local) : S_OK;
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
    listener->on_file = [&](IBackgroundCopyJob *, IBackgroundCopyFile *, const std::string &name) {
        return name == "b" && refusals-- > 0 ? E_FAIL : S_OK;
    };
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

static void validate(IBackgroundCopyFile *file, BOOL valid) {
    IBackgroundCopyFile3 *file3 = nullptr;
    OK(file->QueryInterface(__uuidof(IBackgroundCopyFile3), reinterpret_cast<void **>(&file3)));
    OK(file3->SetValidationState(valid));
    file3->Release();
}

static const ULONG FILES = MAIN | BG_NOTIFY_FILE_TRANSFERRED;

// Transfers the files a, b and c. The listener refuses the first call until all of them are
// transferred: then the calls for all files and JobTransferred are due at the same time. `react`
// runs in the further calls for files.
static IBackgroundCopyJob *transfer(Listener &listener, FileReaction react) {
    IBackgroundCopyJob *job = create(FILES, &listener);
    bool is_first = true;
    listener.on_file = [=](IBackgroundCopyJob *same, IBackgroundCopyFile *file,
                           const std::string &name) mutable {
        if (!is_first)
            return react(same, file, name);
        is_first = false;
        await("TRANSFERRED", [&] { return state(same) == BG_JOB_STATE_TRANSFERRED; });
        return E_FAIL;
    };
    add(job, "/whole/10", "a");
    add(job, "/whole/100000", "b");
    add(job, "/whole/11", "c");
    OK(job->Resume());
    return job;
}

// Waits for exactly these calls, ends the job, and checks that no call follows.
static void complete_after(const std::string &all, Listener &listener, IBackgroundCopyJob *job) {
    listener.wait_for(all);
    OK(job->Complete());
    job->Release();
    listener.wait_until_released();
    listener.wait_for(all);
}

static void a_file_rejected_in_its_call_is_an_error() {
    for (HRESULT result : {S_OK, E_FAIL}) {
        Listener listener;
        int rejections = 1;
        listener.on_error = [&](IBackgroundCopyJob *same, IBackgroundCopyError *error) {
            BG_ERROR_CONTEXT context;
            HRESULT code;
            OK(error->GetError(&context, &code));
            EXPECT(context == BG_ERROR_CONTEXT_REMOTE_FILE && code == BG_E_VALIDATION_FAILED);
            EXPECT(state(same) == BG_JOB_STATE_ERROR);
            return S_OK;
        };
        auto react = [&](IBackgroundCopyJob *, IBackgroundCopyFile *file, const std::string &name) {
            bool rejects = name == "c" && rejections-- > 0;
            validate(file, !rejects);
            return rejects ? result : S_OK;
        };
        IBackgroundCopyJob *job = transfer(listener, react);
        listener.wait_for("a a b c error ");
        OK(job->Resume());
        complete_after("a a b c error c transferred ", listener, job);
    }
}

static void a_file_rejected_in_a_call_for_another_comes_again() {
    Listener listener;
    int rejections = 1;
    listener.on_error = [](IBackgroundCopyJob *same, IBackgroundCopyError *) {
        OK(same->Resume());
        // Before the first file is there again, the last one would be the next to be reported.
        await("the rejected file", [&] { return state(same) == BG_JOB_STATE_TRANSFERRED; });
        return S_OK;
    };
    auto react = [&](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &name) {
        if (name != "b" || rejections-- <= 0)
            return S_OK;
        IEnumBackgroundCopyFiles *files = nullptr;
        IBackgroundCopyFile *all[3];
        OK(same->EnumFiles(&files));
        ULONG count = 0;
        OK(files->Next(3, all, &count));
        validate(all[0], FALSE); // its call was made
        validate(all[2], FALSE); // its call is due
        for (IBackgroundCopyFile *one : all)
            one->Release();
        files->Release();
        return S_OK;
    };
    complete_after("a a b error a c transferred ", listener, transfer(listener, react));
}

static void a_job_resumed_in_a_call_reports_no_error() {
    Listener listener;
    int rejections = 1;
    auto react = [&](IBackgroundCopyJob *same, IBackgroundCopyFile *file, const std::string &name) {
        if (name == "c" && rejections-- > 0) {
            validate(file, FALSE);
            OK(same->Resume());
        }
        return S_OK;
    };
    complete_after("a a b c c transferred ", listener, transfer(listener, react));
}

static void a_file_added_in_a_call_comes_before_the_job() {
    Listener listener;
    auto react = [](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &name) {
        if (name == "c") {
            add(same, "/whole/12", "d");
            OK(same->Resume());
        }
        return S_OK;
    };
    complete_after("a a b c d transferred ", listener, transfer(listener, react));
}

static void no_call_follows_the_end_of_the_job() {
    for (bool completes : {true, false}) {
        for (HRESULT result : {S_OK, E_FAIL}) {
            Listener listener;
            auto react = [=](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &) {
                OK(same->SetNotifyFlags(FILES | BG_NOTIFY_JOB_MODIFICATION));
                OK(completes ? same->Complete() : same->Cancel());
                return result;
            };
            IBackgroundCopyJob *job = transfer(listener, react);
            listener.wait_until_released();
            listener.wait_for("a a ");
            job->Release();
        }
    }
}

static void a_call_may_remove_or_replace_the_object() {
    Listener first, second, third;
    auto replace_by = [](Listener *next) {
        return [=](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &) {
            OK(same->SetNotifyInterface(nullptr));
            return next != nullptr ? same->SetNotifyInterface(next) : S_OK;
        };
    };
    IBackgroundCopyJob *job = transfer(first, replace_by(nullptr));
    first.wait_until_released();
    first.wait_for("a a ");
    OK(job->Complete());
    job->Release();

    job = transfer(second, replace_by(&third));
    complete_after("transferred ", third, job);
    second.wait_until_released();
    second.wait_for("a a ");
}

static void a_call_may_change_the_flags() {
    auto set_in = [](const std::string &call, ULONG flags) {
        return [=](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &name) {
            return name == call ? same->SetNotifyFlags(flags) : S_OK;
        };
    };
    Listener first, second, third, fourth;
    complete_after("a a transferred ", first, transfer(first, set_in("a", MAIN)));

    IBackgroundCopyJob *job = transfer(second, set_in("a", FILES | BG_NOTIFY_DISABLE));
    ULONG flags = 0;
    await("the flags", [&] { return job->GetNotifyFlags(&flags) == S_OK && flags != FILES; });
    OK(job->SetNotifyFlags(MAIN));
    complete_after("a a transferred ", second, job);

    job = transfer(third, set_in("c", BG_NOTIFY_JOB_ERROR | BG_NOTIFY_FILE_TRANSFERRED));
    third.wait_for("a a b c ");
    add(job, "/whole/12", "d");
    OK(job->Resume());
    third.wait_for("a a b c d ");
    OK(job->SetNotifyFlags(MAIN));
    complete_after("a a b c d transferred ", third, job);

    bool is_due = false; // JobModification
    auto react = [&](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &) {
        OK(same->SetNotifyFlags(is_due ? FILES : FILES | BG_NOTIFY_JOB_MODIFICATION));
        return std::exchange(is_due, true) ? S_OK : E_FAIL;
    };
    complete_after("a a a b c transferred ", fourth, transfer(fourth, react));
}

static void changes_in_each_call_delay_nothing() {
    Listener listener;
    int calls = 0;
    auto change = [&](IBackgroundCopyJob *same) {
        return same->SetDescription(wide(std::to_string(calls++)).c_str());
    };
    listener.on_transferred = listener.on_modified = change;
    auto react = [=](IBackgroundCopyJob *same, IBackgroundCopyFile *, const std::string &name) {
        if (name == "a")
            OK(same->SetNotifyFlags(FILES | BG_NOTIFY_JOB_MODIFICATION));
        return change(same);
    };
    IBackgroundCopyJob *job = transfer(listener, react);
    const std::string once = "a a b c transferred modified ";
    await("two modifications", [&] { return listener.heard().size() > once.size(); });
    EXPECT(listener.heard() == once + "modified ");
    OK(job->Cancel());
    job->Release();
}

// Some programs release the arguments of a call, which they do not own. The objects live until the
// call returns.
static void an_argument_may_be_released_once() {
    Listener listener;
    auto react = [=](IBackgroundCopyJob *same, IBackgroundCopyFile *file, const std::string &name) {
        same->Release();
        file->Release();
        validate(file, name != "c");
        EXPECT(state(same) == (name == "c" ? BG_JOB_STATE_ERROR : BG_JOB_STATE_TRANSFERRED));
        return S_OK;
    };
    listener.on_error = [=](IBackgroundCopyJob *same, IBackgroundCopyError *error) {
        BG_ERROR_CONTEXT context;
        HRESULT code;
        same->Release();
        error->Release();
        OK(error->GetError(&context, &code));
        EXPECT(code == BG_E_VALIDATION_FAILED);
        return same->SetNotifyFlags(MAIN | BG_NOTIFY_JOB_MODIFICATION);
    };
    listener.on_modified = [=](IBackgroundCopyJob *same) {
        same->Release();
        return same->Resume();
    };
    listener.on_transferred = [=](IBackgroundCopyJob *same) {
        same->Release();
        return same->Complete();
    };
    IBackgroundCopyJob *job = transfer(listener, react);
    await("the end", [&] { return state(job) == BG_JOB_STATE_ACKNOWLEDGED; });
    EXPECT(job->Release() == 0);
}

static void an_argument_may_be_kept() {
    Listener listener;
    std::vector<IUnknown *> kept;
    auto keep = [&](IUnknown *argument) {
        argument->AddRef();
        kept.push_back(argument);
    };
    IBackgroundCopyError *last_error = nullptr;
    IBackgroundCopyFile *last_file = nullptr;
    auto react = [&](IBackgroundCopyJob *same, IBackgroundCopyFile *file, const std::string &name) {
        keep(same);
        keep(last_file = file);
        validate(file, name != "c");
        return S_OK;
    };
    listener.on_error = [&](IBackgroundCopyJob *same, IBackgroundCopyError *error) {
        keep(same);
        keep(last_error = error);
        return same->Cancel();
    };
    IBackgroundCopyJob *job = transfer(listener, react);
    listener.wait_until_released();
    listener.wait_for("a a b c error ");
    job->Release();

    BG_ERROR_CONTEXT context;
    HRESULT code;
    LPWSTR text = nullptr;
    OK(last_error->GetError(&context, &code));
    EXPECT(code == BG_E_VALIDATION_FAILED);
    OK(last_file->GetRemoteName(&text));
    EXPECT(narrow(text) == server + "/whole/11");
    EXPECT(kept.size() == 8);
    for (IUnknown *argument : kept)
        EXPECT(argument->Release() == 0);
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
    SCENARIO(a_file_rejected_in_its_call_is_an_error),
    SCENARIO(a_file_rejected_in_a_call_for_another_comes_again),
    SCENARIO(a_job_resumed_in_a_call_reports_no_error),
    SCENARIO(a_file_added_in_a_call_comes_before_the_job),
    SCENARIO(no_call_follows_the_end_of_the_job),
    SCENARIO(a_call_may_remove_or_replace_the_object),
    SCENARIO(a_call_may_change_the_flags),
    SCENARIO(changes_in_each_call_delay_nothing),
    SCENARIO(an_argument_may_be_released_once),
    SCENARIO(an_argument_may_be_kept),
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
