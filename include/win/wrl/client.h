/** `<wrl/client.h>`: declares `Microsoft::WRL::ComPtr`. */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wrl/client.h>
#else
#ifndef LIBBITS_WIN_WRL_CLIENT_H
#define LIBBITS_WIN_WRL_CLIENT_H

#include "../windows.h"

namespace Microsoft {
namespace WRL {

/** Owns one reference to an interface, and releases it when it is destroyed. */
template <typename T> class ComPtr {
public:
    ComPtr() : pointer(nullptr) {}
    ComPtr(decltype(nullptr)) : pointer(nullptr) {}
    ComPtr(T *other) : pointer(other) {
        if (pointer) {
            pointer->AddRef();
        }
    }
    ComPtr(const ComPtr &other) : ComPtr(other.pointer) {}
    ComPtr(ComPtr &&other) : pointer(other.Detach()) {}
    ~ComPtr() {
        Reset();
    }

    ComPtr &operator=(ComPtr other) {
        Swap(other);
        return *this;
    }
    /** Exchanges the pointers of two objects. */
    void Swap(ComPtr &other) {
        T *mine = pointer;
        pointer = other.pointer;
        other.pointer = mine;
    }

    explicit operator bool() const {
        return pointer != nullptr;
    }
    T *operator->() const {
        return pointer;
    }
    /** Returns the pointer without adding a reference. */
    T *Get() const {
        return pointer;
    }
    /** Returns the address of the pointer. */
    T **GetAddressOf() {
        return &pointer;
    }
    T *const *GetAddressOf() const {
        return &pointer;
    }
    /** Releases the reference and returns the address of the pointer. */
    T **ReleaseAndGetAddressOf() {
        Reset();
        return &pointer;
    }
    /** Releases the reference and returns the address of the pointer, for a call that sets it. */
    T **operator&() {
        return ReleaseAndGetAddressOf();
    }

    /** Releases the reference, and returns the number of references that are left. */
    unsigned long Reset() {
        T *gone = Detach();
        return gone ? gone->Release() : 0;
    }
    /** Releases the reference and takes over another one. */
    void Attach(T *other) {
        Reset();
        pointer = other;
    }
    /** Returns the pointer with its reference, and sets it to NULL. */
    T *Detach() {
        T *given = pointer;
        pointer = nullptr;
        return given;
    }
    /** Adds a reference and returns it in `*other`, which must not be NULL. */
    HRESULT CopyTo(T **other) const {
        *other = ComPtr(*this).Detach();
        return S_OK;
    }
    /** Retrieves the interface `Q` of the object. The caller releases it. */
    template <typename Q> HRESULT As(Q **other) const {
        return pointer->QueryInterface(__uuidof(Q), reinterpret_cast<void **>(other));
    }
    /** Retrieves the interface `Q` of the object. */
    template <typename Q> HRESULT As(ComPtr<Q> *other) const {
        return As(other->ReleaseAndGetAddressOf());
    }

private:
    T *pointer;
};

} // namespace WRL
} // namespace Microsoft

#endif
#endif
