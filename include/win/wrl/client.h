/** `<wrl/client.h>`: declares `Microsoft::WRL::ComPtr`. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wrl/client.h>
#else
#ifndef LIBBITS_WIN_WRL_CLIENT_H
#define LIBBITS_WIN_WRL_CLIENT_H

#include "../windows.h"

/* `extern "C++"` allows a program to include the header inside `extern "C" { }`. */
extern "C++" {
#include <type_traits>

namespace Microsoft {
namespace WRL {

namespace Details {

/**
 * The result of `&pointer`, where `pointer` is a smart pointer of type `T`. The conversions to the
 * address of an interface release the reference first, because a call then sets the pointer.
 */
template <typename T> class ComPtrRef {
public:
    typedef typename T::InterfaceType InterfaceType;

    explicit ComPtrRef(T *pointer) : smart(pointer) {}

    operator InterfaceType **() const {
        return smart->ReleaseAndGetAddressOf();
    }
    operator void **() const {
        return reinterpret_cast<void **>(smart->ReleaseAndGetAddressOf());
    }
    /** Returns the address of the smart pointer itself, and keeps its reference. */
    operator T *() const {
        return smart;
    }
    /** Returns the pointer without adding a reference. */
    InterfaceType *operator*() const {
        return smart->Get();
    }
    /** Returns the address of the pointer, and keeps its reference. */
    InterfaceType *const *GetAddressOf() const {
        return smart->GetAddressOf();
    }
    /** Releases the reference and returns the address of the pointer. */
    InterfaceType **ReleaseAndGetAddressOf() const {
        return smart->ReleaseAndGetAddressOf();
    }

private:
    T *smart;
};

/* IID_PPV_ARGS calls this function for `&pointer`; the namespace of the argument leads to it. */
template <typename T> void **IID_PPV_ARGS_Helper(ComPtrRef<T> pointer) {
    typedef typename T::InterfaceType Interface;
    static_assert(std::is_base_of<IUnknown, Interface>::value, "not a COM interface");
    return pointer;
}

} // namespace Details

/** Owns one reference to an interface, and releases it when it is destroyed. */
template <typename T> class ComPtr {
public:
    typedef T InterfaceType;

    ComPtr() : ptr_(nullptr) {}
    /** Adds a reference to the object. `other` may be NULL. */
    ComPtr(T *other) : ptr_(other) {
        if (ptr_) {
            ptr_->AddRef();
        }
    }
    ComPtr(const ComPtr &other) : ComPtr(other.ptr_) {}
    ComPtr(ComPtr &&other) noexcept : ptr_(other.Detach()) {}
    /** Converts from a smart pointer to an interface that derives from `T`. */
    template <typename U,
              typename = typename std::enable_if<std::is_convertible<U *, T *>::value>::type>
    ComPtr(const ComPtr<U> &other) : ComPtr(other.Get()) {}
    template <typename U,
              typename = typename std::enable_if<std::is_convertible<U *, T *>::value>::type>
    ComPtr(ComPtr<U> &&other) noexcept : ptr_(other.Detach()) {}
    ~ComPtr() {
        Reset();
    }

    /** Adds a reference to the new object and releases the previous one. */
    ComPtr &operator=(T *other) {
        ComPtr(other).Swap(*this);
        return *this;
    }
    ComPtr &operator=(const ComPtr &other) {
        return *this = other.ptr_;
    }
    ComPtr &operator=(ComPtr &&other) noexcept {
        Attach(other.Detach());
        return *this;
    }
    template <typename U> ComPtr &operator=(const ComPtr<U> &other) {
        return *this = other.Get();
    }
    template <typename U> ComPtr &operator=(ComPtr<U> &&other) noexcept {
        Attach(other.Detach());
        return *this;
    }
    /** Exchanges the pointers of two objects. */
    void Swap(ComPtr &other) {
        T *mine = ptr_;
        ptr_ = other.ptr_;
        other.ptr_ = mine;
    }
    void Swap(ComPtr &&other) {
        Swap(other);
    }

    explicit operator bool() const {
        return ptr_ != nullptr;
    }
    T *operator->() const {
        return ptr_;
    }
    /** Returns the pointer without adding a reference. */
    T *Get() const {
        return ptr_;
    }
    /** Returns the address of the pointer, and keeps its reference. */
    T **GetAddressOf() {
        return &ptr_;
    }
    T *const *GetAddressOf() const {
        return &ptr_;
    }
    /** Releases the reference and returns the address of the pointer. */
    T **ReleaseAndGetAddressOf() {
        Reset();
        return &ptr_;
    }
    /**
     * Returns an object that converts to `T **` and to `void **`, for a call that sets the pointer,
     * and to `ComPtr<T> *`. The first two conversions release the reference.
     */
    Details::ComPtrRef<ComPtr> operator&() {
        return Details::ComPtrRef<ComPtr>(this);
    }
    Details::ComPtrRef<const ComPtr> operator&() const {
        return Details::ComPtrRef<const ComPtr>(this);
    }

    /** Releases the reference, and returns the number of references that are left. */
    unsigned long Reset() {
        T *gone = Detach();
        return gone ? gone->Release() : 0;
    }
    /** Releases the reference and takes over another one. */
    void Attach(T *other) {
        T *gone = ptr_;
        ptr_ = other;
        if (gone) {
            gone->Release();
        }
    }
    /** Returns the pointer with its reference, and sets it to NULL. */
    T *Detach() {
        T *given = ptr_;
        ptr_ = nullptr;
        return given;
    }

    /** Adds a reference and returns it in `*other`, which must not be NULL. */
    HRESULT CopyTo(T **other) const {
        *other = ComPtr(*this).Detach();
        return S_OK;
    }
    /** Retrieves the interface with the id `riid` of the object. The caller releases it. */
    HRESULT CopyTo(REFIID riid, void **other) const {
        return ptr_->QueryInterface(riid, other);
    }
    /** Retrieves the interface `U` of the object. The caller releases it. */
    template <typename U> HRESULT CopyTo(U **other) const {
        return CopyTo(__uuidof(U), reinterpret_cast<void **>(other));
    }
    /** Retrieves the interface `U` of the object. The caller releases it. */
    template <typename U> HRESULT As(U **other) const {
        return CopyTo(__uuidof(U), reinterpret_cast<void **>(other));
    }
    /** Retrieves the interface `U` of the object. `*other` is NULL on failure. */
    template <typename U> HRESULT As(ComPtr<U> *other) const {
        ComPtr<U> found;
        HRESULT hr = As(found.GetAddressOf());
        other->Swap(found);
        return hr;
    }
    template <typename U> HRESULT As(Details::ComPtrRef<ComPtr<U>> other) const {
        return As(static_cast<ComPtr<U> *>(other));
    }
    /** Retrieves the interface with the id `riid` of the object. `*other` is NULL on failure. */
    HRESULT AsIID(REFIID riid, ComPtr<IUnknown> *other) const {
        ComPtr<IUnknown> found;
        HRESULT hr = CopyTo(riid, &found);
        other->Swap(found);
        return hr;
    }

protected:
    T *ptr_;
};

/* Comparisons of smart pointers to the same interface, to related interfaces, and with NULL. */
template <typename T, typename U> bool operator==(const ComPtr<T> &left, const ComPtr<U> &right) {
    return left.Get() == right.Get();
}
template <typename T, typename U> bool operator!=(const ComPtr<T> &left, const ComPtr<U> &right) {
    return left.Get() != right.Get();
}
template <typename T, typename U> bool operator<(const ComPtr<T> &left, const ComPtr<U> &right) {
    return left.Get() < right.Get();
}
template <typename T> bool operator==(const ComPtr<T> &left, decltype(nullptr)) {
    return left.Get() == nullptr;
}
template <typename T> bool operator==(decltype(nullptr), const ComPtr<T> &right) {
    return right.Get() == nullptr;
}
template <typename T> bool operator!=(const ComPtr<T> &left, decltype(nullptr)) {
    return left.Get() != nullptr;
}
template <typename T> bool operator!=(decltype(nullptr), const ComPtr<T> &right) {
    return right.Get() != nullptr;
}

} // namespace WRL
} // namespace Microsoft

/* `__uuidof` of a smart pointer is the id of its interface. */
template <typename T> struct bits_uuid<Microsoft::WRL::ComPtr<T>> : bits_uuid<T> {};
}

#endif
#endif
