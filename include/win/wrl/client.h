/**
 * `<wrl/client.h>`: `Microsoft::WRL::ComPtr`.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <wrl/client.h>
#else
#ifndef LIBBITS_WIN_WRL_CLIENT_H
#define LIBBITS_WIN_WRL_CLIENT_H

#include "../windows.h"

namespace Microsoft {
namespace WRL {

/** Holds one reference to an interface. */
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
    T *Get() const {
        return pointer;
    }
    T **GetAddressOf() {
        return &pointer;
    }
    T *const *GetAddressOf() const {
        return &pointer;
    }
    T **ReleaseAndGetAddressOf() {
        Reset();
        return &pointer;
    }
    /** For a call that fills it; what it held is released. */
    T **operator&() {
        return ReleaseAndGetAddressOf();
    }

    /** The references that are left. */
    unsigned long Reset() {
        T *gone = Detach();
        return gone ? gone->Release() : 0;
    }
    /** Takes over a reference. */
    void Attach(T *other) {
        Reset();
        pointer = other;
    }
    /** Gives its reference away. */
    T *Detach() {
        T *given = pointer;
        pointer = nullptr;
        return given;
    }
    HRESULT CopyTo(T **other) const {
        *other = ComPtr(*this).Detach();
        return S_OK;
    }
    template <typename Q> HRESULT As(Q **other) const {
        return pointer->QueryInterface(__uuidof(Q), reinterpret_cast<void **>(other));
    }
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
