// Atomic operations of a C++ program on LONG, ULONG, LONG64 and pointers.
#include <windows.h>
#include <bits.h>

namespace {

class Object : public IUnknown {
public:
    Object() : references(1) {}
    virtual ~Object() {}
    STDMETHODIMP QueryInterface(REFIID, void **object) override {
        *object = nullptr;
        return E_NOINTERFACE;
    }
    STDMETHODIMP_(ULONG) AddRef() override {
        return InterlockedIncrement(&references);
    }
    STDMETHODIMP_(ULONG) Release() override {
        const ULONG left = InterlockedDecrement(&references);
        if (left == 0) {
            delete this;
        }
        return left;
    }

private:
    LONG references;
};

int numbers() {
    volatile LONG number = 5;
    int failures = 0;
    failures += InterlockedIncrement(&number) != 6 || InterlockedDecrement(&number) != 5;
    failures += InterlockedExchange(&number, 9L) != 5 || number != 9;
    failures += InterlockedExchangeAdd(&number, -2) != 9 || number != 7;
    failures += InterlockedCompareExchange(&number, 1, 8) != 7 || number != 7;
    failures += InterlockedOr(&number, 8) != 7 || InterlockedAnd(&number, 3) != 15;
    return failures + (number != 3);
}

int wide_numbers() {
    LONG64 number = 0xffffffff;
    int failures = 0;
    failures += InterlockedIncrement64(&number) != 0x100000000;
    failures += InterlockedCompareExchange64(&number, 2, 0x100000000) != 0x100000000;
    return failures + (InterlockedExchangeAdd64(&number, 1) != 2);
}

int pointers() {
    Object *object = new Object, *none = nullptr;
    int failures = 0;
    PVOID volatile pointer = object;
    failures += InterlockedExchangePointer(&pointer, none) != object;
    failures += InterlockedCompareExchangePointer(reinterpret_cast<PVOID *>(&none), object,
                                                  nullptr) != nullptr;
    failures += none != object || object->AddRef() != 2 || object->Release() != 1;
    return failures + (object->Release() != 0);
}

#ifndef _WIN32 // mingw-w64 has no overloads for unsigned numbers.
int unsigned_numbers() {
    volatile ULONG number = 0xffffffff;
    int failures = 0;
    failures += InterlockedIncrement(&number) != 0;
    failures += InterlockedCompareExchange(&number, 3, 0) != 0;
    return failures + (InterlockedDecrement(&number) != 2);
}
#else
int unsigned_numbers() {
    return 0;
}
#endif

} // namespace

int main() {
    return numbers() + wide_numbers() + pointers() + unsigned_numbers();
}
