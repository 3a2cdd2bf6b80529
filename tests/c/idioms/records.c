/* Fields and sizes of types in C. */
#include <windows.h>
#include <bits.h>

typedef struct Item {
    BYTE kind;
    LONG value;
    IUnknown *object;
} Item;

int main(void) {
    Item item = {1, 2, NULL};
    LONG *value = &item.value;
    BYTE room[FIELD_OFFSET(Item, object)];
    LARGE_INTEGER size;
    ULARGE_INTEGER time;
    FILETIME half = {3, 1};
    int failures = 0;
    failures += CONTAINING_RECORD(value, Item, value) != &item;
    failures += FIELD_OFFSET(Item, value) != 4 || sizeof(room) != offsetof(Item, object);
    failures += ARRAYSIZE(room) != sizeof(room) || RTL_NUMBER_OF(room) != sizeof(room);
    size.QuadPart = 0x500000001;
    failures += size.u.HighPart != 5 || size.LowPart != 1;
    time.LowPart = half.dwLowDateTime;
    time.u.HighPart = half.dwHighDateTime;
    failures += time.QuadPart != 0x100000003;
    failures += HIWORD(0x80190194) != 0x8019 || LOWORD(0x80190194) != 0x194;
    failures += MAKELONG(1, 2) != 0x20001 || max(1, 2) != 2 || min(1, 2) != 1;
    FillMemory(&item, sizeof(item), 0xff);
    ZeroMemory(&item.value, sizeof(item.value));
    failures += item.kind != 0xff || item.value != 0;
    return failures;
}
