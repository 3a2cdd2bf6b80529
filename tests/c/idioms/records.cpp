// Fields and sizes of types in C++, also of a class with virtual functions.
#include <windows.h>
#include <bits.h>
#include <algorithm>

namespace {

class Item {
public:
    Item() : kind(1), value(2) {}
    virtual ~Item() {}
#ifdef _WIN32 // mingw-w64's CONTAINING_RECORD is for classes without a base.
    LONG kind;
    LONG value;
};
typedef Item Derived;
#else
    LONG kind;
    LONG value;
};

struct Base {
    LONG first;
};

class Derived : public Base, public Item {};
#endif

struct Plain {
    BYTE kind;
    LONG value;
};

} // namespace

int main() {
    int failures = 0;
    Derived item;
    LONG *value = &item.value;
    failures += CONTAINING_RECORD(value, Derived, value) != &item;
    Plain plain = {1, 2};
    const LONG offset = FIELD_OFFSET(Plain, value);
    failures += offset != 4 || CONTAINING_RECORD(&plain.value, Plain, value) != &plain;
    ULARGE_INTEGER time;
    time.HighPart = 1;
    time.u.LowPart = 3;
    failures += time.QuadPart != 0x100000003;
    failures += std::max(1, 2) != 2 || std::min<LONG>(offset, 3) != 3;
    WCHAR path[MAX_PATH];
    FillMemory(path, sizeof(path), 0);
    failures += ARRAYSIZE(path) != 260 || path[259] != 0;
    return failures;
}
