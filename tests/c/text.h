// Strings for C++ programs. std::wstring cannot be used: the wchar_t of the C++ library always has 4 bytes.
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
