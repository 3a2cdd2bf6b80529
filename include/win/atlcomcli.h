/** `<atlcomcli.h>`: declares `CComPtr` and `CComQIPtr`, and nothing else of ATL. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <atlcomcli.h>
#else
#ifndef LIBBITS_WIN_ATLCOMCLI_H
#define LIBBITS_WIN_ATLCOMCLI_H

#include "windows.h"

/* `extern "C++"` allows a program to include the header inside `extern "C" { }`. */
extern "C++" {
#include <type_traits>

namespace ATL {

/**
 * Owns one reference to an interface, and releases it when it is destroyed. `CComPtr` and
 * `CComQIPtr` derive from it.
 *
 * `==`, `!=` and `<` compare the pointer with smart pointers, pointers and NULL, because the
 * conversion to `T *` applies to each operand.
 */
template <class T> class CComPtrBase {
public:
    /** The interface, or NULL. */
    T *p;

    CComPtrBase(const CComPtrBase &) = delete;
    CComPtrBase &operator=(const CComPtrBase &) = delete;
    ~CComPtrBase() {
        Release();
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
        Attach(nullptr);
    }
    /** Releases the reference and takes over another one. */
    void Attach(T *other) {
        T *gone = p;
        p = other;
        if (gone) {
            gone->Release();
        }
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
        *other = Retain(p);
        return S_OK;
    }
    /** Returns whether both pointers are NULL, or both point to interfaces of one object. */
    bool IsEqualObject(IUnknown *other) const;
    /**
     * Creates an object and keeps its interface `T`; see `bits_CoCreateInstance`. The pointer must
     * be NULL.
     */
    HRESULT CoCreateInstance(REFCLSID clsid, LPUNKNOWN outer = nullptr,
                             DWORD context = CLSCTX_ALL) {
        void **place = reinterpret_cast<void **>(&p);
        return ::CoCreateInstance(clsid, outer, context, __uuidof(T), place);
    }
    /** Creates an object of the class whose id is given as text; see `bits_CLSIDFromString`. */
    HRESULT CoCreateInstance(LPCOLESTR text, LPUNKNOWN outer = nullptr,
                             DWORD context = CLSCTX_ALL) {
        CLSID clsid;
        HRESULT hr = ::CLSIDFromString(text, &clsid);
        return FAILED(hr) ? hr : CoCreateInstance(clsid, outer, context);
    }
    /** Retrieves the interface `Q` of the object. The caller releases it. */
    template <class Q> HRESULT QueryInterface(Q **other) const {
        return p->QueryInterface(__uuidof(Q), reinterpret_cast<void **>(other));
    }

protected:
    /** Takes over a reference. */
    explicit CComPtrBase(T *owned) : p(owned) {}

    /** Adds a reference to an object, which may be NULL, and returns the object. */
    static T *Retain(T *object) {
        if (object) {
            object->AddRef();
        }
        return object;
    }
    /**
     * Queries an object, which may be NULL, for the interface `T`. Returns NULL when the object
     * does not have it.
     */
    static T *Query(IUnknown *object, const IID &iid) {
        void *found = nullptr;
        if (!object || FAILED(object->QueryInterface(iid, &found))) {
            return nullptr;
        }
        return static_cast<T *>(found);
    }
    /**
     * Returns the interface `T` of the object to which `from` points, with a new reference. A type
     * that derives from `T` makes the query unnecessary. `IUnknown` is always queried for, because
     * only the pointer that the query returns identifies the object.
     */
    template <class P> static T *Acquire(const P &from, const IID &iid) {
        typedef std::is_convertible<const P &, T *> Derived;
        typedef std::is_same<T, IUnknown> Identity;
        typedef std::integral_constant<bool, Derived::value && !Identity::value> Retained;
        return Acquire(from, iid, Retained());
    }

private:
    template <class P> static T *Acquire(const P &from, const IID &, std::true_type) {
        return Retain(from);
    }
    template <class P> static T *Acquire(const P &from, const IID &iid, std::false_type) {
        return Query(from, iid);
    }
};

/** Owns one reference to an interface, and releases it when it is destroyed. */
template <class T> class CComPtr : public CComPtrBase<T> {
public:
    CComPtr() : CComPtrBase<T>(nullptr) {}
    /** Adds a reference to the object. `other` may be NULL. */
    CComPtr(T *other) : CComPtrBase<T>(CComPtrBase<T>::Retain(other)) {}
    CComPtr(const CComPtr &other) : CComPtr(other.p) {}
    CComPtr(CComPtr &&other) noexcept : CComPtrBase<T>(other.Detach()) {}

    /** Adds a reference to the new object and releases the previous one. */
    T *operator=(T *other) {
        this->Attach(this->Retain(other));
        return this->p;
    }
    T *operator=(const CComPtr &other) {
        return *this = other.p;
    }
    T *operator=(CComPtr &&other) noexcept {
        this->Attach(other.Detach());
        return this->p;
    }
    /** Queries the object for the interface `T`, which is NULL when the object does not have it. */
    template <class Q> T *operator=(const CComPtr<Q> &other) {
        this->Attach(this->Acquire(other.p, __uuidof(T)));
        return this->p;
    }
};

/**
 * Owns one reference to the interface `T`, whose id is `*piid`. Constructors and assignments accept
 * a pointer or smart pointer to any interface of the object, query the object for `T`, and set the
 * pointer to NULL when the object does not have `T`.
 */
template <class T, const IID *piid = &__uuidof(T)> class CComQIPtr : public CComPtr<T> {
public:
    CComQIPtr() {}
    CComQIPtr(T *other) {
        *this = other;
    }
    CComQIPtr(const CComQIPtr &other) : CComPtr<T>(other) {}
    CComQIPtr(CComQIPtr &&other) noexcept : CComPtr<T>(static_cast<CComPtr<T> &&>(other)) {}
    template <class P, class = typename std::enable_if<
                           std::is_convertible<const P &, IUnknown *>::value>::type>
    CComQIPtr(const P &other) {
        *this = other;
    }

    T *operator=(T *other) {
        this->Attach(this->Acquire(other, *piid));
        return this->p;
    }
    T *operator=(const CComQIPtr &other) {
        return *this = other.p;
    }
    T *operator=(CComQIPtr &&other) noexcept {
        this->Attach(other.Detach());
        return this->p;
    }
    template <class P, class = typename std::enable_if<
                           std::is_convertible<const P &, IUnknown *>::value>::type>
    T *operator=(const P &other) {
        this->Attach(this->Acquire(other, *piid));
        return this->p;
    }
};

template <class T> bool CComPtrBase<T>::IsEqualObject(IUnknown *other) const {
    return CComQIPtr<IUnknown>(p) == CComQIPtr<IUnknown>(other);
}

} // namespace ATL

/* `__uuidof` of a smart pointer is the id of its interface. */
template <typename T> struct bits_uuid<ATL::CComPtr<T>> : bits_uuid<T> {};
template <typename T, const IID *piid>
struct bits_uuid<ATL::CComQIPtr<T, piid>> : bits_uuid<T> {};

#ifndef _ATL_NO_AUTOMATIC_NAMESPACE
using namespace ATL;
#endif
}

#endif
#endif
