// ComPtr of WRL: construction, assignment, comparison, conversion, and the kinds of addresses.
// Not portable to Windows: mingw-w64 lacks members of ComPtr.
extern "C" {
#include <wrl.h>
}

#include <bits.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "pointers.h"

using Microsoft::WRL::ComPtr;

typedef ComPtr<IBackgroundCopyJob> Job;
typedef ComPtr<IBackgroundCopyJob2> Job2;
typedef ComPtr<IBackgroundCopyJobHttpOptions> Options;

static ULONG by_value(Job job) {
    return references(job.Get());
}
static ULONG by_base(const ComPtr<IUnknown> &object) {
    return references(object.Get());
}
static Job returned(IBackgroundCopyJob *raw) {
    Job2 job;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&job)) == S_OK);
    return job;
}

static void construction(IBackgroundCopyJob *raw) {
    Job empty;
    Job from_NULL(NULL);
    Job from_nullptr(nullptr);
    Job from_zero(0);
    Job copied_NULL = NULL;
    Job copied_nullptr = nullptr;
    Job braces{};
    CHECK(!empty && !from_NULL && !from_nullptr && !from_zero);
    CHECK(!copied_NULL && !copied_nullptr && !braces);
    CHECK(empty.Get() == NULL);

    Job job(raw);
    CHECK(job && job.Get() == raw && references(raw) == 2);
    {
        Job copy(job);
        Job assigned = job;
        Job pointer = raw;
        Job moved(std::move(copy));
        CHECK(!copy && moved == job && references(raw) == 5);
    }
    CHECK(references(raw) == 2);

    ComPtr<IUnknown> base(raw);
    ComPtr<IUnknown> base_of_smart(job);
    ComPtr<IUnknown> copied_base = job;
    CHECK(base == job && base_of_smart == job && copied_base == job && references(raw) == 5);
    ComPtr<IUnknown> moved_base(Job(raw).Get() ? std::move(job) : Job());
    CHECK(moved_base == base && !job && references(raw) == 5);
    CHECK(by_value(raw) == 6);
    CHECK(by_base(Job(raw)) == 6);
    CHECK(references(returned(raw).Get()) == 6);
    CHECK(references(raw) == 5);
}

static void assignment(IBackgroundCopyJob *raw) {
    Job job;
    Job &result = job = raw;
    CHECK(&result == static_cast<Job *>(&job) && job.Get() == raw && references(raw) == 2);
    job = raw;
    job = job.Get();
    job = result;
    job = std::move(result);
    CHECK(job.Get() == raw && references(raw) == 2);
    job = nullptr;
    CHECK(!job && references(raw) == 1);
    job = raw;
    job = NULL;
    CHECK(!job && references(raw) == 1);
    job = raw;
    job = 0;
    CHECK(!job && references(raw) == 1);
    job = raw;
    job = {};
    CHECK(!job && references(raw) == 1);

    Job other(raw);
    job = other;
    CHECK(job == other && references(raw) == 3);
    job = std::move(other);
    CHECK(job && !other && references(raw) == 2);
    job = Job(raw);
    CHECK(references(raw) == 2);

    Job2 newer;
    CHECK(job.As(&newer) == S_OK && references(raw) == 3);
    job = newer;
    CHECK(job == newer && references(raw) == 3);
    job = newer.Get();
    CHECK(job == newer && references(raw) == 3);
    job = std::move(newer);
    CHECK(job.Get() == raw && !newer && references(raw) == 2);
    ComPtr<IUnknown> base;
    base = job;
    CHECK(base == job && references(raw) == 3);
    base = raw;
    CHECK(base == job && references(raw) == 3);

    Job swapped;
    swapped.Swap(job);
    CHECK(swapped && !job && references(raw) == 3);
    job.Swap(Job(raw));
    CHECK(job == swapped && references(raw) == 4);
    std::swap(job, other);
    CHECK(!job && other == swapped && references(raw) == 4);
}

static void comparison(IBackgroundCopyJob *raw) {
    Job job(raw);
    const Job same(raw);
    Job empty;
    Job2 newer;
    ComPtr<IUnknown> base(raw);
    CHECK(job.As(&newer) == S_OK);

    CHECK(job == same && !(job != same) && !(job < same) && !(same < job));
    CHECK(job != empty && empty != job && !(job == empty) && empty < job);
    CHECK(job == newer && newer == job && !(job != newer) && !(newer != job) && !(newer < job));
    CHECK(job == base && base == job && !(job != base) && !(base < job));
    CHECK(job != nullptr && nullptr != job && !(job == nullptr) && !(nullptr == job));
    CHECK(empty == nullptr && nullptr == empty && !(empty != nullptr) && !(nullptr != empty));
    CHECK(job != NULL && NULL != job && empty == NULL && NULL == empty && job != 0 && empty == 0);
    CHECK(job.Get() == raw && raw == job.Get());
    CHECK(job && !empty && (job ? true : false) && (job || empty) && !(job && empty));
    bool found = job.Get() != NULL;
    CHECK(found && static_cast<bool>(job));
    CHECK(references(raw) == 5);
}

static void members(IBackgroundCopyJob *raw) {
    Job job;
    job.Attach(raw);
    CHECK(job.Get() == raw && references(raw) == 1 && job->Suspend() == S_OK);
    CHECK(job.Detach() == raw && !job && references(raw) == 1);
    job = raw;
    CHECK(job.Reset() == 1 && !job && job.Reset() == 0);
    job = raw;
    raw->AddRef();
    job.Attach(raw);
    CHECK(references(raw) == 2);

    CHECK(*job.GetAddressOf() == raw && references(raw) == 2);
    const Job constant(raw);
    CHECK(*constant.GetAddressOf() == raw && references(raw) == 3);
    const Job *itself = &constant;
    CHECK(itself == std::addressof(constant));
    CHECK(*job.ReleaseAndGetAddressOf() == NULL && references(raw) == 2);
    job = raw;

    // The three forms of CopyTo.
    IBackgroundCopyJob *copy = NULL;
    CHECK(job.CopyTo(&copy) == S_OK && copy == raw && references(raw) == 4);
    void *by_id = NULL;
    CHECK(job.CopyTo(__uuidof(IBackgroundCopyJob2), &by_id) == S_OK && references(raw) == 5);
    IBackgroundCopyJobHttpOptions *options = NULL;
    CHECK(job.CopyTo(&options) == S_OK && options && references(raw) == 6);
    copy->Release();
    static_cast<IBackgroundCopyJob2 *>(by_id)->Release();
    options->Release();
    CHECK(references(raw) == 3);
    Job received;
    CHECK(job.CopyTo(&received) == S_OK && received == job && references(raw) == 4);
    CHECK(job.CopyTo(received.ReleaseAndGetAddressOf()) == S_OK && references(raw) == 4);
    Options of_copy;
    CHECK(job.CopyTo(of_copy.GetAddressOf()) == S_OK && of_copy && references(raw) == 5);
    CHECK(job.CopyTo(IID_PPV_ARGS(&of_copy)) == S_OK && of_copy && references(raw) == 5);
    CHECK(Job().CopyTo(&copy) == S_OK && !copy);

    IBackgroundCopyFile *file = NULL;
    CHECK(job.CopyTo(&file) == E_NOINTERFACE && !file);
    CHECK(__uuidof(job) == __uuidof(IBackgroundCopyJob));
    CHECK(__uuidof(Options) == __uuidof(IBackgroundCopyJobHttpOptions));
}

static void queries(IBackgroundCopyJob *raw) {
    Job job(raw);
    Options options;
    CHECK(job.As(&options) == S_OK && options && references(raw) == 3);
    CHECK(job.As(&options) == S_OK && options && references(raw) == 3);
    Options *place = std::addressof(options);
    CHECK(job.As(place) == S_OK && options && references(raw) == 3);
    CHECK(job.As(options.ReleaseAndGetAddressOf()) == S_OK && options && references(raw) == 3);
    IBackgroundCopyJob3 *pointer = NULL;
    CHECK(job.As(&pointer) == S_OK && pointer && references(raw) == 4);
    pointer->Release();
    CHECK(job.As(&job) == S_OK && job.Get() == raw && references(raw) == 3);

    ComPtr<IBackgroundCopyFile> file;
    CHECK(job.As(&file) == E_NOINTERFACE && !file);
    ComPtr<IUnknown> identity;
    CHECK(options.As(&identity) == S_OK && identity == job && references(raw) == 4);
    CHECK(job.AsIID(__uuidof(IBackgroundCopyJob2), &identity) == S_OK && references(raw) == 4);
    CHECK(job.AsIID(__uuidof(IBackgroundCopyFile), &identity) == E_NOINTERFACE && !identity);
    CHECK(references(raw) == 3);
}

template <class T> static HRESULT create(ComPtr<T> &created) {
    return CoCreateInstance(__uuidof(BackgroundCopyManager), NULL, CLSCTX_ALL,
                            IID_PPV_ARGS(&created));
}
template <class T> static HRESULT query(IUnknown *object, T **result) {
    ComPtr<T> found;
    HRESULT hr = object->QueryInterface(IID_PPV_ARGS(found.GetAddressOf()));
    return SUCCEEDED(hr) ? found.CopyTo(result) : hr;
}

static void addresses(IBackgroundCopyJob *raw) {
    ComPtr<IBackgroundCopyManager> manager;
    CHECK(create(manager) == S_OK && manager && references(manager.Get()) == 1);
    IBackgroundCopyManager *first = manager.Get();
    first->AddRef();
    CHECK(create(manager) == S_OK && manager.Get() != first && first->Release() == 0);
    CHECK(CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL,
                           IID_PPV_ARGS(manager.ReleaseAndGetAddressOf())) == S_OK);
    CHECK(manager && references(manager.Get()) == 1);
    CHECK(CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_ALL,
                           __uuidof(IBackgroundCopyManager), &manager) == S_OK);
    CHECK(manager && references(manager.Get()) == 1);

    GUID id;
    CHECK(raw->GetId(&id) == S_OK);
    Job job;
    CHECK(manager->GetJob(id, &job) == S_OK && job && references(job.Get()) == 1);
    CHECK(manager->GetJob(id, job.ReleaseAndGetAddressOf()) == S_OK && references(job.Get()) == 1);

    Job2 newer;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&newer)) == S_OK && newer && references(raw) == 2);
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&newer)) == S_OK && newer && references(raw) == 2);
    newer.Reset();
    CHECK(raw->QueryInterface(__uuidof(newer), (void **)&newer) == S_OK && references(raw) == 2);
    CHECK(raw->QueryInterface(newer.ReleaseAndGetAddressOf()) == S_OK && references(raw) == 2);
    IBackgroundCopyJobHttpOptions *options = NULL;
    CHECK(query(raw, &options) == S_OK && options && references(raw) == 3);
    options->Release();
    ComPtr<IBackgroundCopyFile> file;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&file)) == E_NOINTERFACE && !file);
}

static void containers(IBackgroundCopyJob *raw) {
    std::vector<Job> jobs;
    for (int i = 0; i < 20; i++) {
        jobs.push_back(raw);
    }
    jobs.emplace_back(raw);
    std::vector<Job> copy(jobs);
    CHECK(references(raw) == 43 && copy == jobs);
    copy.erase(copy.begin());
    copy.insert(copy.begin(), nullptr);
    CHECK(references(raw) == 42);
    jobs = std::move(copy);
    CHECK(references(raw) == 21);
    jobs.clear();
    std::map<Job, int> numbers;
    numbers[raw] = 1;
    numbers[Job(raw)] += 1;
    CHECK(numbers.size() == 1 && numbers[raw] == 2);
    CHECK(references(raw) == 2);
}

int main() {
    return run_with_job(
        {construction, assignment, comparison, members, queries, addresses, containers});
}
