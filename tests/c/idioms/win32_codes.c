/*
 * Result codes and Win32 codes as programs use them: a switch over both kinds, conversions from a
 * variable, and tests of the parts of a code.
 */
#include <windows.h>
#include <winhttp.h>

#include <bits.h>

#include "check.h"

/* Returns what a program tells the user when it cannot reach the service. */
static const char *advice(HRESULT hr) {
    switch (hr) {
    case S_OK:
        return "ready";
    case __HRESULT_FROM_WIN32(ERROR_SERVICE_DISABLED):
    case __HRESULT_FROM_WIN32(ERROR_SERVICE_DOES_NOT_EXIST):
    case HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE):
        return "enable the service";
    case __HRESULT_FROM_WIN32(ERROR_NOT_LOGGED_ON):
    case __HRESULT_FROM_WIN32(ERROR_NO_SUCH_LOGON_SESSION):
    case __HRESULT_FROM_WIN32(ERROR_LOGON_FAILURE):
        return "log on";
    case __HRESULT_FROM_WIN32(ERROR_WINHTTP_TIMEOUT):
    case __HRESULT_FROM_WIN32(ERROR_WINHTTP_NAME_NOT_RESOLVED):
    case __HRESULT_FROM_WIN32(WSAECONNREFUSED):
    case __HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE):
        return "check the network";
    case __HRESULT_FROM_WIN32(ERROR_DISK_FULL):
    case __HRESULT_FROM_WIN32(ERROR_HANDLE_DISK_FULL):
        return "delete some files";
    case E_ACCESSDENIED:
    case REGDB_E_CLASSNOTREG:
    case CO_E_SERVER_EXEC_FAILURE:
    case CO_E_NOTINITIALIZED:
    case RPC_E_DISCONNECTED:
    case E_ABORT:
        return "ask the administrator";
    default:
        return "unknown";
    }
}

/* Returns the text that a program prints for a Win32 code, which has the type DWORD. */
static const char *file_error(DWORD error) {
    switch (error) {
    case ERROR_SUCCESS:
        return "none";
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return "missing";
    case ERROR_SHARING_VIOLATION:
        return "in use";
    default:
        return error == ERROR_ACCESS_DENIED ? "denied" : "other";
    }
}

static int is(const char *text, const char *expected) {
    return strcmp(text, expected) == 0;
}

static void test_switches(void) {
    DWORD error = ERROR_SERVICE_DISABLED;
    HRESULT hr = HRESULT_FROM_WIN32(error);
    CHECK(is(advice(hr), "enable the service"));
    CHECK(is(advice(S_OK), "ready"));
    CHECK(is(advice((HRESULT)0x80072EE2u), "check the network"));
    CHECK(is(advice((HRESULT)0x8007274Du), "check the network"));
    CHECK(is(advice((HRESULT)0x80070005u), "ask the administrator"));
    CHECK(is(advice((HRESULT)0x80080005u), "ask the administrator"));
    CHECK(is(advice((HRESULT)0x800704DDu), "log on"));
    CHECK(is(advice((HRESULT)BG_E_EMPTY), "unknown"));
    CHECK(is(file_error(NO_ERROR), "none"));
    CHECK(is(file_error(2), "missing"));
    CHECK(is(file_error(5), "denied"));
    CHECK(is(file_error(32), "in use"));
}

static void test_conversions(void) {
    DWORD error = ERROR_ACCESS_DENIED;
    HRESULT hr = HRESULT_FROM_WIN32(error);
    CHECK(hr == E_ACCESSDENIED);
    CHECK(hr != E_ABORT && hr != E_HANDLE && hr != NOERROR);
    error = NO_ERROR;
    CHECK(HRESULT_FROM_WIN32(error) == S_OK);
    hr = HRESULT_FROM_NT(0xC0000005u);
    CHECK(FAILED(hr) && (hr & FACILITY_NT_BIT) != 0);
    CHECK(HRESULT_FROM_WIN32(ERROR_INSUFFICIENT_BUFFER) == E_NOT_SUFFICIENT_BUFFER);
}

static void test_parts(void) {
    HRESULT hr = MAKE_HRESULT(SEVERITY_ERROR, FACILITY_HTTP, 404);
    CHECK(hr == (HRESULT)BG_E_HTTP_ERROR_404);
    CHECK(HIWORD(hr) == 0x8019 && LOWORD(hr) == 404);
    CHECK(HRESULT_FACILITY(hr) == FACILITY_HTTP && HRESULT_CODE(hr) == 404);
    CHECK(HRESULT_SEVERITY(hr) == SEVERITY_ERROR);
    CHECK(HRESULT_FACILITY(RPC_E_DISCONNECTED) == FACILITY_RPC);
    CHECK(HRESULT_FACILITY(STG_E_MEDIUMFULL) == FACILITY_STORAGE);
    CHECK(HRESULT_FACILITY(SEC_E_UNTRUSTED_ROOT) == FACILITY_SSPI);
    CHECK(HRESULT_FACILITY(CERT_E_EXPIRED) == FACILITY_CERT);
}

static void test_scodes(void) {
    SCODE code = MAKE_SCODE(SEVERITY_ERROR, FACILITY_WIN32, ERROR_NOT_FOUND);
    HRESULT hr = ResultFromScode(code);
    CHECK(GetScode(hr) == code && hr == HRESULT_FROM_WIN32(ERROR_NOT_FOUND));
    CHECK(SCODE_FACILITY(code) == FACILITY_WIN32 && SCODE_CODE(code) == ERROR_NOT_FOUND);
    CHECK(SCODE_SEVERITY(code) == SEVERITY_ERROR);
#ifndef _WIN32 /* mingw-w64 lacks these codes of newer versions of Windows. */
    CHECK(hr == E_NOT_SET);
    CHECK(hr != E_BOUNDS && hr != E_CHANGED_STATE && hr != E_ILLEGAL_METHOD_CALL);
#endif
}

int main(void) {
    test_switches();
    test_conversions();
    test_parts();
    test_scodes();
    return failures;
}
