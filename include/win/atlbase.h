/**
 * `<atlbase.h>`: `CComPtr`, and nothing else of ATL.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlbase.h>
#else
#ifndef LIBBITS_WIN_ATLBASE_H
#define LIBBITS_WIN_ATLBASE_H

#include "windows.h"

namespace ATL {

/** Holds one reference to an interface. */
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
    /** For a call that fills it; it must be empty. */
    T **operator&() {
        return &p;
    }
    bool operator!() const {
        return p == nullptr;
    }

    void Release() {
        T *gone = Detach();
        if (gone) {
            gone->Release();
        }
    }
    /** Takes over a reference. */
    void Attach(T *other) {
        Release();
        p = other;
    }
    /** Gives its reference away. */
    T *Detach() {
        T *given = p;
        p = nullptr;
        return given;
    }
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
    HRESULT CoCreateInstance(REFCLSID clsid, IUnknown *outer = nullptr, DWORD context = CLSCTX_ALL) {
        return ::CoCreateInstance(clsid, outer, context, __uuidof(T), reinterpret_cast<void **>(&p));
    }
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
