/** `<atlbase.h>`: declares `CComPtr`, and nothing else of ATL. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlbase.h>
#else
#ifndef LIBBITS_WIN_ATLBASE_H
#define LIBBITS_WIN_ATLBASE_H

#include "windows.h"

namespace ATL {

/** Owns one reference to an interface, and releases it when it is destroyed. */
template <class T> class CComPtr {
public:
    T *p;

    CComPtr() : p(nullptr) {}
    CComPtr(decltype(nullptr)) : p(nullptr) {}
    CComPtr(T *other) : p(other) {
        if (p) {
            p->AddRef();
        }
    }
    CComPtr(const CComPtr &other) : CComPtr(other.p) {}
    CComPtr(CComPtr &&other) : p(other.Detach()) {}
    ~CComPtr() {
        Release();
    }

    CComPtr &operator=(CComPtr other) {
        T *mine = p;
        p = other.p;
        other.p = mine;
        return *this;
    }

    operator T *() const {
        return p;
    }
    T &operator*() const {
        return *p;
    }
    T *operator->() const {
        return p;
    }
    /** Returns the address of the pointer, for a call that sets it. The pointer must be NULL. */
    T **operator&() {
        return &p;
    }
    bool operator!() const {
        return p == nullptr;
    }

    /** Releases the reference and sets the pointer to NULL. */
    void Release() {
        T *gone = Detach();
        if (gone) {
            gone->Release();
        }
    }
    /** Releases the reference and takes over another one. */
    void Attach(T *other) {
        Release();
        p = other;
    }
    /** Returns the pointer with its reference, and sets it to NULL. */
    T *Detach() {
        T *given = p;
        p = nullptr;
        return given;
    }
    /**
     * Adds a reference and returns it in `*other`.
     *
     * @retval S_OK on success.
     * @retval E_POINTER when `other` is NULL.
     */
    HRESULT CopyTo(T **other) const {
        if (!other) {
            return E_POINTER;
        }
        *other = p;
        if (p) {
            p->AddRef();
        }
        return S_OK;
    }
    /** Creates an object and keeps its interface `T`; see `bits_CoCreateInstance`. */
    HRESULT CoCreateInstance(REFCLSID clsid, IUnknown *outer = nullptr,
                             DWORD context = CLSCTX_ALL) {
        void **place = reinterpret_cast<void **>(&p);
        return ::CoCreateInstance(clsid, outer, context, __uuidof(T), place);
    }
    /** Retrieves the interface `Q` of the object. The caller releases it. */
    template <class Q> HRESULT QueryInterface(Q **other) const {
        return p->QueryInterface(__uuidof(Q), reinterpret_cast<void **>(other));
    }
};

} // namespace ATL

#ifndef _ATL_NO_AUTOMATIC_NAMESPACE
using namespace ATL;
#endif

#endif
#endif
