// CComPtr: construction, assignment, comparison, members, and containers of smart pointers.
// Not portable to Windows: mingw-w64 has no ATL.
#include <bits.h>

#include <atlbase.h>

#include <map>
#include <utility>
#include <vector>

#include "pointers.h"

static bool is_job(IBackgroundCopyJob *job) {
    BG_JOB_TYPE type = BG_JOB_TYPE_UPLOAD;
    return job && job->GetType(&type) == S_OK && type == BG_JOB_TYPE_DOWNLOAD;
}

static ULONG by_value(CComPtr<IBackgroundCopyJob> job) {
    return references(job);
}

static CComPtr<IBackgroundCopyJob> returned(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> job(raw);
    return job;
}

// A member that is initialized, and a pointer to an interface that is only declared.
struct IDeclared;
struct Owner {
    CComPtr<IBackgroundCopyJob> job;
    CComPtr<IDeclared> *declared;
    explicit Owner(IBackgroundCopyJob *raw) : job(raw), declared(NULL) {}
};

static void construction(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> empty;
    CComPtr<IBackgroundCopyJob> from_NULL(NULL);
    CComPtr<IBackgroundCopyJob> from_nullptr(nullptr);
    CComPtr<IBackgroundCopyJob> from_zero(0);
    CComPtr<IBackgroundCopyJob> copied_NULL = NULL;
    CComPtr<IBackgroundCopyJob> copied_nullptr = nullptr;
    CComPtr<IBackgroundCopyJob> copied_zero = 0;
    CComPtr<IBackgroundCopyJob> braces{};
    CHECK(!empty && !from_NULL && !from_nullptr && !from_zero);
    CHECK(!copied_NULL && !copied_nullptr && !copied_zero && !braces);
    CHECK(empty.p == NULL);

    CComPtr<IBackgroundCopyJob> job(raw);
    CHECK(job && job.p == raw && references(raw) == 2);
    {
        CComPtr<IBackgroundCopyJob> copy(job);
        CComPtr<IBackgroundCopyJob> assigned = job;
        CComPtr<IBackgroundCopyJob> pointer = raw;
        CHECK(references(raw) == 5);
    }
    CHECK(references(raw) == 2);
    CComPtr<IBackgroundCopyJob> moved(std::move(job));
    CHECK(!job && moved == raw && references(raw) == 2);

    CComPtr<IUnknown> base(raw);
    CComPtr<IUnknown> base_of_smart(moved);
    CHECK(base == raw && base_of_smart == base && references(raw) == 4);

    CHECK(by_value(moved) == 5);
    CHECK(by_value(raw) == 5);
    CHECK(references(returned(raw)) == 5);
    CHECK(Owner(raw).job == raw);
    CHECK(references(raw) == 4);
}

static void assignment(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> job;
    IBackgroundCopyJob *result = job = raw;
    CHECK(result == raw && references(raw) == 2);
    job = raw;
    job = job.p;
    CComPtr<IBackgroundCopyJob> &alias = job;
    job = alias;
    job = std::move(alias);
    CHECK(job == raw && references(raw) == 2);

    job = NULL;
    CHECK(!job && references(raw) == 1);
    job = raw;
    job = nullptr;
    CHECK(!job && references(raw) == 1);
    job = raw;
    job = 0;
    CHECK(!job && references(raw) == 1);

    CComPtr<IBackgroundCopyJob> other(raw);
    job = other;
    CHECK(job == other && references(raw) == 3);
    job = std::move(other);
    CHECK(job == raw && !other && references(raw) == 2);
    job = CComPtr<IBackgroundCopyJob>(raw);
    CHECK(references(raw) == 2);

    // The assignment from a smart pointer to another interface queries the object.
    CComPtr<IBackgroundCopyJob3> newer;
    newer = job;
    CHECK(newer && references(raw) == 3);
    CComPtr<IBackgroundCopyJobHttpOptions> options;
    options = newer;
    CHECK(options && references(raw) == 4);
    job = options;
    CHECK(job == raw && references(raw) == 4);
    job = newer;
    CHECK(job == raw && references(raw) == 4);
    job = newer.p;
    CHECK(job == raw && references(raw) == 4);
    CComPtr<IBackgroundCopyFile> file;
    file = job;
    CHECK(!file && references(raw) == 4);
    CComPtr<IUnknown> base;
    base = job;
    CHECK(base == job && references(raw) == 5);
    newer = CComPtr<IBackgroundCopyJob>();
    CHECK(!newer && references(raw) == 4);
}

static void comparison(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> job(raw);
    const CComPtr<IBackgroundCopyJob> same(raw);
    CComPtr<IBackgroundCopyJob> empty;
    CComPtr<IBackgroundCopyJob2> newer;
    newer = job;
    CComPtr<IUnknown> base(raw);

    CHECK(job == same && !(job != same) && !(job < same) && !(same < job));
    CHECK(job == raw && raw == job && !(job != raw) && !(raw != job) && !(job < raw));
    CHECK(job != empty && empty != job && !(job == empty) && empty < job);
    CHECK(job == newer && newer == job && !(job != newer) && !(newer < job));
    CHECK(job == base && base == job && !(base != job) && !(job < base));
    CHECK(job == newer.p && newer.p == job && base == raw && raw == base);
    CHECK(newer == raw && raw == newer && newer == base.p && base.p == newer);

    CHECK(job != NULL && NULL != job && !(job == NULL) && !(NULL == job));
    CHECK(job != nullptr && nullptr != job && !(job == nullptr) && !(nullptr == job));
    CHECK(job != 0 && 0 != job && !(job == 0) && !(0 == job));
    CHECK(empty == NULL && NULL == empty && empty == nullptr && nullptr == empty && empty == 0);
    CHECK(!empty && !!job && (job && same) && (empty || job));
    bool found = job;
    CHECK(found && (job ? true : false));

    CHECK(job.IsEqualObject(raw) && job.IsEqualObject(newer) && !job.IsEqualObject(NULL));
    CHECK(empty.IsEqualObject(NULL) && !empty.IsEqualObject(job));
    CComPtr<IBackgroundCopyJobHttpOptions> options;
    options = job;
    CHECK(job.IsEqualObject(options) && options.IsEqualObject(job));
    CHECK(references(raw) == 6);
}

static void members(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> job;
    job.Attach(raw);
    CHECK(references(raw) == 1 && is_job(job) && is_job(&*job));
    CHECK(job.Detach() == raw && !job && references(raw) == 1);
    job = raw;
    job.Release();
    job.Release();
    CHECK(!job && references(raw) == 1);

    job = raw;
    IBackgroundCopyJob *copy = NULL;
    CHECK(job.CopyTo(&copy) == S_OK && copy == raw && references(raw) == 3);
    CHECK(job.CopyTo(NULL) == E_POINTER);
    CComPtr<IBackgroundCopyJob> received;
    CHECK(job.CopyTo(&received) == S_OK && received == raw && references(raw) == 4);
    raw->AddRef();
    received.Attach(raw);
    CHECK(references(raw) == 4);
    job.Attach(copy);
    CHECK(references(raw) == 3);
    job.Release();
    CHECK(job.CopyTo(&copy) == S_OK && !copy && references(raw) == 2);

    CComPtr<IBackgroundCopyJob3> newer;
    CHECK(received.QueryInterface(&newer) == S_OK && newer && references(raw) == 3);
    CComPtr<IBackgroundCopyJob2> typed;
    CHECK(received->QueryInterface(&typed) == S_OK && typed && references(raw) == 4);
    CComPtr<IBackgroundCopyJob4> by_id;
    CHECK(received->QueryInterface(__uuidof(IBackgroundCopyJob4), (void **)&by_id) == S_OK);
    CHECK(by_id && references(raw) == 5);
    CComPtr<IBackgroundCopyFile> file;
    CHECK(received.QueryInterface(&file) == E_NOINTERFACE && !file);
    CHECK(__uuidof(newer) == __uuidof(IBackgroundCopyJob3));
}

static void activation() {
    CComPtr<IBackgroundCopyManager> manager;
    CHECK(manager.CoCreateInstance(__uuidof(BackgroundCopyManager)) == S_OK && manager);
    CHECK(references(manager) == 1);
    CComPtr<IBackgroundCopyJob> job;
    GUID id;
    CHECK(manager->CreateJob(OLESTR("by pointer"), BG_JOB_TYPE_DOWNLOAD, &id, &job) == S_OK);
    CHECK(is_job(job) && references(job) == 1);
    CComPtr<IBackgroundCopyJob> again;
    CHECK(manager->GetJob(id, &again) == S_OK && again != job && again->Cancel() == S_OK);

    CComPtr<IBackgroundCopyManager> by_text;
    LPCOLESTR text = OLESTR("{4991d34b-80a1-4291-83b6-3328366b9097}");
    CHECK(by_text.CoCreateInstance(text, NULL, CLSCTX_LOCAL_SERVER) == S_OK && by_text);
    CComPtr<IBackgroundCopyManager> wrong;
    CHECK(FAILED(wrong.CoCreateInstance(OLESTR("no class"))) && !wrong);
    CHECK(wrong.CoCreateInstance(IID_IUnknown) == REGDB_E_CLASSNOTREG && !wrong);

    CComPtr<IBackgroundCopyManager> created;
    CHECK(CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL, IID_PPV_ARGS(&created)) ==
          S_OK);
    CHECK(created && references(created) == 1);
    created.Release();
    CHECK(CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL,
                           __uuidof(IBackgroundCopyManager),
                           reinterpret_cast<void **>(&created)) == S_OK);
    CHECK(created && references(created) == 1);
}

static void containers(IBackgroundCopyJob *raw) {
    std::vector<CComPtr<IBackgroundCopyJob>> jobs;
    for (int i = 0; i < 20; i++) {
        jobs.push_back(raw);
    }
    CHECK(references(raw) == 21);
    std::vector<CComPtr<IBackgroundCopyJob>> copy(jobs);
    CHECK(references(raw) == 41 && copy == jobs);
    copy.erase(copy.begin());
    copy.insert(copy.begin() + 3, CComPtr<IBackgroundCopyJob>());
    copy.emplace_back(nullptr);
    copy.resize(5);
    CHECK(references(raw) == 25);
    std::swap(copy[0], copy[3]);
    CHECK(!copy[0] && copy[3] == raw && references(raw) == 25);
    jobs = std::move(copy);
    CHECK(references(raw) == 5);
    jobs.clear();

    std::map<CComPtr<IBackgroundCopyJob>, int> numbers;
    numbers[raw] = 1;
    numbers[CComPtr<IBackgroundCopyJob>(raw)] += 1;
    CHECK(numbers.size() == 1 && numbers[raw] == 2);
    CHECK(references(raw) == 2);
}

int main() {
    activation();
    return run_with_job({construction, assignment, comparison, members, containers});
}
