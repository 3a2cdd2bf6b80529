// Text for programs in C++. Not std::wstring: the C++ library's wchar_t has 4 bytes, whatever the compiler was told.
#include <bits.h>

#include <string>
#include <vector>

class Text {
    std::vector<WCHAR> units;

  public:
    explicit Text(const std::string &narrow) : units(narrow.begin(), narrow.end()) { units.push_back(0); }
    LPCWSTR c_str() const { return units.data(); }
};

inline std::string narrow(const WCHAR *wide) {
    std::string narrow;
    while (*wide != 0)
        narrow.push_back(static_cast<char>(*wide++));
    return narrow;
}
