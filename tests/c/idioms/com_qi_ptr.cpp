// CComQIPtr: construction and assignment query the object; an interface id as a template argument.
// Not portable to Windows: mingw-w64 has no ATL.
extern "C" {
#include <atlcomcli.h>
#include <bits.h>
}

#include <utility>
#include <vector>

#include "pointers.h"

typedef CComQIPtr<IBackgroundCopyJob2> Job2;
typedef CComQIPtr<IBackgroundCopyJobHttpOptions> Options;
typedef CComQIPtr<IUnknown> Identity;

// A smart pointer of the program itself, which converts to a pointer.
struct Foreign {
    IBackgroundCopyJob *job;
    operator IBackgroundCopyJob *() const {
        return job;
    }
};

static ULONG by_value(Options options) {
    return references(options);
}

static void construction(IBackgroundCopyJob *raw) {
    Options empty;
    Options from_NULL(NULL);
    Options from_nullptr(nullptr);
    Options from_zero(0);
    Options copied_NULL = NULL;
    Options copied_nullptr = nullptr;
    Options copied_zero = 0;
    CHECK(!empty && !from_NULL && !from_nullptr && !from_zero);
    CHECK(!copied_NULL && !copied_nullptr && !copied_zero);

    // From a pointer to the same interface and to one that derives from it: no query.
    CComQIPtr<IBackgroundCopyJob> job(raw);
    CHECK(job == raw && references(raw) == 2);
    Job2 newer(raw);
    CHECK(newer && references(raw) == 3);
    CComQIPtr<IBackgroundCopyJob> derived(newer.p);
    CHECK(derived == raw && references(raw) == 4);

    // From a pointer and a smart pointer to another interface, and from IUnknown.
    CComPtr<IBackgroundCopyJob> smart(raw);
    IUnknown *unknown = raw;
    CHECK(references(raw) == 5);
    {
        Options of_pointer(raw);
        Options of_smart(smart);
        Options of_querying(newer);
        Options of_unknown(unknown);
        Options of_foreign(Foreign{raw});
        Options copied_pointer = raw;
        Options copied_smart = smart;
        CHECK(of_pointer && of_smart && of_querying && of_unknown && of_foreign);
        CHECK(copied_pointer && copied_smart);
        CHECK(references(raw) == 12);
        Options copy(of_pointer);
        Options moved(std::move(of_pointer));
        CHECK(copy == moved && !of_pointer && references(raw) == 13);
    }
    CHECK(references(raw) == 5);
    CHECK(by_value(raw) == 6);
    CHECK(by_value(smart) == 6);
    CHECK(references(raw) == 5);

    CComQIPtr<IBackgroundCopyFile> file(raw);
    CComQIPtr<IBackgroundCopyFile> file_of_smart(smart);
    CHECK(!file && !file_of_smart && references(raw) == 5);

    CComPtr<IBackgroundCopyJob> back(newer);
    CComPtr<IBackgroundCopyJob> of_same(job);
    CHECK(back == raw && of_same == raw && references(raw) == 7);
}

static void assignment(IBackgroundCopyJob *raw) {
    CComPtr<IBackgroundCopyJob> smart(raw);
    Options options;
    IBackgroundCopyJobHttpOptions *result = options = raw;
    CHECK(options && result == options && references(raw) == 3);
    const Options &itself = options;
    options = itself;
    options = result;
    CHECK(options == result && references(raw) == 3);
    options = smart;
    CHECK(options == result && references(raw) == 3);
    options = static_cast<IUnknown *>(raw);
    CHECK(options == result && references(raw) == 3);
    options = Foreign{raw};
    CHECK(options == result && references(raw) == 3);
    options = Options(raw);
    CHECK(options == result && references(raw) == 3);
    Options other;
    other = options;
    CHECK(other == options && references(raw) == 4);
    other = std::move(options);
    CHECK(other && !options && references(raw) == 3);

    other = NULL;
    CHECK(!other && references(raw) == 2);
    other = raw;
    other = nullptr;
    CHECK(!other && references(raw) == 2);
    other = raw;
    other = 0;
    CHECK(!other && references(raw) == 2);

    CComQIPtr<IBackgroundCopyFile> file;
    file = raw;
    CHECK(!file && references(raw) == 2);
    CComQIPtr<IBackgroundCopyJob> job;
    job = Job2(raw);
    CHECK(job == raw && references(raw) == 3);
    job = smart;
    CHECK(job == raw && references(raw) == 3);
    smart = job;
    CHECK(smart == job && references(raw) == 3);
    smart = std::move(job);
    CHECK(smart == raw && references(raw) == 2);
    smart = Job2(raw);
    CHECK(smart == raw && references(raw) == 2);
    // A failed query releases the previous object.
    options = raw;
    options = CComPtr<IBackgroundCopyManager>();
    CHECK(!options && references(raw) == 2);
}

static void comparison(IBackgroundCopyJob *raw) {
    Job2 job(raw);
    const Job2 same(raw);
    CComPtr<IBackgroundCopyJob> base(raw);
    Job2 empty;
    CHECK(job == same && same == job && !(job != same) && !(job < same));
    CHECK(job == base && base == job && !(job != base) && !(base < job));
    CHECK(job == raw && raw == job && !(job != raw) && !(raw != job));
    CHECK(job != empty && empty != job && empty < job);
    CHECK(job != NULL && NULL != job && job != nullptr && nullptr != job && job != 0 && 0 != job);
    CHECK(empty == NULL && NULL == empty && empty == nullptr && nullptr == empty && empty == 0);
    CHECK(!empty && job && job->Suspend() == S_OK);

    Options options(raw);
    CHECK(options.IsEqualObject(job) && job.IsEqualObject(options));
    CHECK(references(raw) == 5);
}

// The pointer to IUnknown identifies an object, whichever of its interfaces it is taken from.
static void identity(IBackgroundCopyJob *raw) {
    Options options(raw);
    Identity of_options(options);
    Identity of_job(raw);
    Identity of_unknown(static_cast<IUnknown *>(options.p));
    CHECK(of_options && of_options == of_job && of_unknown == of_job);
    CHECK(references(raw) == 5);
    Identity empty(NULL);
    CHECK(!empty);
    empty = options;
    CHECK(empty == of_job && references(raw) == 6);
    empty = nullptr;
    empty = NULL;
    CHECK(!empty && references(raw) == 5);
    CComQIPtr<IUnknown, &IID_IUnknown> named(options);
    CHECK(named == of_job && references(raw) == 6);
}

// The id as a template argument, by its name and with __uuidof.
template <const IID *piid> struct Named {
    static bool is(REFIID id) {
        return *piid == id;
    }
};
template <class T, const IID *piid = &__uuidof(T)> struct WithDefault : Named<piid> {};
template <class T> static ULONG in_a_template(IUnknown *object) {
    CComQIPtr<T> queried(object);
    CComQIPtr<T, &__uuidof(T)> explicitly(queried);
    CHECK(Named<&__uuidof(T)>::is(__uuidof(T)) && WithDefault<T>::is(__uuidof(queried)));
    return queried && queried == explicitly ? references(queried) : 0;
}

static void ids(IBackgroundCopyJob *raw) {
    CComQIPtr<IBackgroundCopyJob3, &IID_IBackgroundCopyJob3> named(raw);
    CComQIPtr<IBackgroundCopyJob3, &__uuidof(IBackgroundCopyJob3)> explicitly(named);
    CComQIPtr<IBackgroundCopyJob3> by_default(named);
    CHECK(named && named == explicitly && named == by_default && references(raw) == 4);
    by_default = NULL;
    by_default = named;
    CHECK(named == by_default && references(raw) == 4);
    CHECK(Named<&__uuidof(IBackgroundCopyJob)>::is(IID_IBackgroundCopyJob));
    CHECK(Named<&IID_IBackgroundCopyJob>::is(__uuidof(IBackgroundCopyJob)));
    CHECK(!Named<&__uuidof(IBackgroundCopyJob)>::is(IID_IBackgroundCopyJob2));
    CHECK(WithDefault<BackgroundCopyManager>::is(CLSID_BackgroundCopyManager));
    CHECK(in_a_template<IBackgroundCopyJobHttpOptions>(raw) == 6);
    CHECK(__uuidof(named) == IID_IBackgroundCopyJob3);
    CHECK(__uuidof(CComQIPtr<IBackgroundCopyJob>) == IID_IBackgroundCopyJob);
}

static void received(IBackgroundCopyJob *raw) {
    Options options;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&options)) == S_OK && options && references(raw) == 2);
    Options other;
    CHECK(options.CopyTo(&other) == S_OK && other == options && references(raw) == 3);
    other.Release();
    CHECK(raw->QueryInterface(&other.p) == S_OK && other == options && references(raw) == 3);

    CComQIPtr<IBackgroundCopyManager> manager;
    CHECK(manager.CoCreateInstance(__uuidof(BackgroundCopyManager)) == S_OK && manager);

    std::vector<Job2> jobs;
    for (int i = 0; i < 20; i++) {
        jobs.push_back(Job2(raw));
    }
    jobs.emplace_back(raw);
    std::vector<Job2> copy(jobs);
    copy.erase(copy.begin());
    CHECK(references(raw) == 44 && copy.front() == raw);
}

int main() {
    return run_with_job({construction, assignment, comparison, identity, ids, received});
}
