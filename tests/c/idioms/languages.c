/*
 * Languages as programs name them for `GetErrorDescription`: made from a primary language and a
 * sublanguage, or taken from the locale of the thread, of the user or of the system.
 */
#define COBJMACROS
#define INITGUID
#include <windows.h>

#include <bits.h>

#include "check.h"

/* The documented form of each language argument. */
static void test_identifiers(void) {
    LANGID british = MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_UK);
    LCID locale = MAKELCID(british, SORT_DEFAULT);
    DWORD neutral = MAKELANGID(LANG_NEUTRAL, SUBLANG_NEUTRAL);
    CHECK(british == 0x0809 && locale == 0x0809 && neutral == 0);
    CHECK(PRIMARYLANGID(british) == LANG_ENGLISH && SUBLANGID(british) == SUBLANG_ENGLISH_UK);
    CHECK(LANGIDFROMLCID(locale) == british && SORTIDFROMLCID(locale) == SORT_DEFAULT);
    CHECK(MAKELANGID(LANG_GERMAN, SUBLANG_GERMAN_SWISS) == 0x0807);
    CHECK(MAKELCID(MAKELANGID(LANG_GERMAN, SUBLANG_GERMAN), SORT_GERMAN_PHONE_BOOK) == 0x10407);
    CHECK(SORTIDFROMLCID(0x10407) == SORT_GERMAN_PHONE_BOOK);
    CHECK(LANG_USER_DEFAULT == MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT));
    CHECK(LANG_SYSTEM_DEFAULT == MAKELANGID(LANG_NEUTRAL, SUBLANG_SYS_DEFAULT));
    CHECK(LOCALE_USER_DEFAULT == 0x0400 && LOCALE_SYSTEM_DEFAULT == 0x0800);
    CHECK(LOCALE_NEUTRAL == 0 && LOCALE_INVARIANT == 0x007F);
}

/* On Windows the user may have chosen another language. */
static void test_functions(void) {
#ifndef _WIN32
    LANGID english = MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US);
    CHECK(GetUserDefaultUILanguage() == english && GetSystemDefaultUILanguage() == english);
    CHECK(GetUserDefaultLangID() == english && GetSystemDefaultLangID() == english);
    CHECK(GetUserDefaultLCID() == english && GetSystemDefaultLCID() == english);
    CHECK(GetThreadLocale() == english && GetThreadUILanguage() == english);
#endif
}

/* Asks for the description of a code, which must be there and must be freed. */
static void describe(IBackgroundCopyManager *manager, DWORD language) {
    LPWSTR text = NULL;
    HRESULT hr = IBackgroundCopyManager_GetErrorDescription(manager, (HRESULT)BG_E_EMPTY, language,
                                                            &text);
    CHECK(hr == S_OK && text != NULL && text[0] != 0);
    CoTaskMemFree(text);
}

static void test_descriptions(IBackgroundCopyManager *manager) {
    describe(manager, MAKELANGID(LANG_ENGLISH, SUBLANG_DEFAULT));
    describe(manager, MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US));
    describe(manager, MAKELANGID(LANG_NEUTRAL, SUBLANG_NEUTRAL));
    describe(manager, LANG_USER_DEFAULT);
    describe(manager, LANG_SYSTEM_DEFAULT);
    describe(manager, LANGIDFROMLCID(GetThreadLocale()));
    describe(manager, LANGIDFROMLCID(GetUserDefaultLCID()));
    describe(manager, GetUserDefaultUILanguage());
    describe(manager, GetUserDefaultLangID());
    describe(manager, GetSystemDefaultLCID());
}

int main(void) {
    IBackgroundCopyManager *manager = NULL;
    test_identifiers();
    test_functions();
    CHECK(SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)));
    CHECK(SUCCEEDED(CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER,
                                     &IID_IBackgroundCopyManager, (void **)&manager)));
    if (manager != NULL) {
        test_descriptions(manager);
        IBackgroundCopyManager_Release(manager);
    }
    CoUninitialize();
    return failures;
}
