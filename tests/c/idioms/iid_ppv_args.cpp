// IID_PPV_ARGS with pointers: variables, members, elements, parameters, and inside templates.
#include <windows.h>

#include <bits.h>

#include "pointers.h"

// Queries an object into the pointer at `place`, which a template may receive as a parameter.
template <class T> static HRESULT query(IUnknown *object, T **place) {
    return object->QueryInterface(IID_PPV_ARGS(place));
}

template <class T> static ULONG references_of_interface(IUnknown *object) {
    T *found = nullptr;
    if (FAILED(object->QueryInterface(IID_PPV_ARGS(&found)))) {
        return 0;
    }
    return found->Release();
}

class Client {
public:
    Client() : manager(NULL) {}
    ~Client() {
        if (manager) {
            CHECK(manager->Release() == 0);
        }
    }
    HRESULT connect() {
        return CoCreateInstance(CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER,
                                IID_PPV_ARGS(&manager));
    }
    bool connected() const {
        return manager != NULL;
    }

private:
    IBackgroundCopyManager *manager;
    Client(const Client &);
    Client &operator=(const Client &);
};

// The macro evaluates its argument once.
static int calls = 0;
static IBackgroundCopyJob2 **counted(IBackgroundCopyJob2 **place) {
    calls++;
    return place;
}

static void arguments(IBackgroundCopyJob *raw) {

    IBackgroundCopyJob2 *newer = NULL;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&newer)) == S_OK && newer && references(raw) == 2);
    CHECK(newer->Release() == 1);
    CHECK(raw->QueryInterface(IID_PPV_ARGS(counted(&newer))) == S_OK && calls == 1);
    CHECK(newer->Release() == 1);

    IBackgroundCopyJob3 *not_initialized;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&not_initialized)) == S_OK && references(raw) == 2);
    CHECK(not_initialized->Release() == 1);

    IUnknown *unknown = NULL;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&unknown)) == S_OK && unknown->Release() == 1);

    IBackgroundCopyJob2 *elements[2] = {NULL, NULL};
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&elements[1])) == S_OK && elements[1]);
    CHECK(raw->QueryInterface(IID_PPV_ARGS(elements)) == S_OK && elements[0]);
    CHECK(elements[0]->Release() == 2 && elements[1]->Release() == 1);

    CHECK(query(raw, &newer) == S_OK && newer->Release() == 1);
    CHECK(references_of_interface<IBackgroundCopyJob3>(raw) == 1);
    CHECK(references_of_interface<IBackgroundCopyFile>(raw) == 0);

    IBackgroundCopyFile *file = NULL;
    CHECK(raw->QueryInterface(IID_PPV_ARGS(&file)) == E_NOINTERFACE && !file);

    Client client;
    CHECK(client.connect() == S_OK && client.connected());
    IClassFactory *factory = NULL;
    CHECK(CoGetClassObject(CLSID_BackgroundCopyManager, CLSCTX_LOCAL_SERVER, NULL,
                           IID_PPV_ARGS(&factory)) == S_OK);
    IBackgroundCopyManager *manager = NULL;
    CHECK(factory->CreateInstance(NULL, IID_PPV_ARGS(&manager)) == S_OK && manager);
    CHECK(manager->Release() == 0);
    factory->Release();
}

int main() {
    return run_with_job({arguments});
}
