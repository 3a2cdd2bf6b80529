//! The Windows base types and the few COM declarations that the BITS headers stand on.
//!
//! Widths are Windows' on every system: `ULONG`, `DWORD`, `LONG`, `HRESULT` and `BOOL` are 32 bits.

use std::ffi::c_ulonglong;
pub use std::ffi::c_void;

/// 0 is FALSE, anything else TRUE.
pub type BOOL = i32;
/// 8 bits.
pub type BYTE = u8;
/// 16 bits.
pub type WORD = u16;
/// 32 bits.
pub type DWORD = u32;
/// 32 bits.
pub type UINT = u32;
/// 32 bits on every system.
pub type LONG = i32;
/// 32 bits on every system.
pub type ULONG = u32;
/// 64 bits.
pub type UINT64 = c_ulonglong;
/// A pointer to 64 bits.
pub type PUINT64 = *mut UINT64;
/// A result code: negative for failures.
pub type HRESULT = i32;
/// A language and a sort order.
pub type LCID = DWORD;
/// A language, as `MAKELANGID` makes it.
pub type LANGID = WORD;
/// The number of a method.
pub type DISPID = LONG;

/// The C caller's default character: `wchar_t`. An object that was activated with 16-bit characters
/// passes the same pointers with 16-bit characters behind them; see [`crate::com`].
pub type WCHAR = libc::wchar_t;
/// A character.
pub type OLECHAR = WCHAR;
/// A text, zero-terminated.
pub type LPWSTR = *mut WCHAR;
/// A text that is only read, zero-terminated.
pub type LPCWSTR = *const WCHAR;
/// A text, zero-terminated.
pub type LPOLESTR = *mut OLECHAR;
/// A text with its length before it.
pub type BSTR = *mut OLECHAR;

/// An integer that names no value of the enum it was converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndefinedValue(pub i32);

impl std::fmt::Display for UndefinedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not a value of this enumeration", self.0)
    }
}

impl std::error::Error for UndefinedValue {}

/// A globally unique id.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct GUID {
    /// The first 8 hexadecimal digits.
    pub Data1: u32,
    /// The next 4.
    pub Data2: u16,
    /// The next 4.
    pub Data3: u16,
    /// The last 16, as bytes.
    pub Data4: [u8; 8],
}

impl GUID {
    /// The GUID whose text form has these 32 hexadecimal digits.
    pub const fn from_u128(value: u128) -> GUID {
        GUID {
            Data1: (value >> 96) as u32,
            Data2: (value >> 80) as u16,
            Data3: (value >> 64) as u16,
            Data4: (value as u64).to_be_bytes(),
        }
    }

    /// The reverse of [`GUID::from_u128`].
    pub const fn to_u128(self) -> u128 {
        (self.Data1 as u128) << 96
            | (self.Data2 as u128) << 80
            | (self.Data3 as u128) << 64
            | u64::from_be_bytes(self.Data4) as u128
    }
}

/// The id of an interface.
pub type IID = GUID;
/// The id of a class.
pub type CLSID = GUID;
pub type REFGUID = *const GUID;
pub type REFIID = *const IID;
pub type REFCLSID = *const CLSID;

/// 100-nanosecond intervals since 1601-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FILETIME {
    /// The low 32 bits.
    pub dwLowDateTime: DWORD,
    /// The high 32 bits.
    pub dwHighDateTime: DWORD,
}

/// Described in a type library; nothing here has one.
pub struct ITypeInfo {
    _opaque: [u8; 0],
}

/// The arguments of `IDispatch::Invoke`.
pub struct DISPPARAMS {
    _opaque: [u8; 0],
}

/// What `IDispatch::Invoke` reports of an exception.
pub struct EXCEPINFO {
    _opaque: [u8; 0],
}

/// `VARIANT` by size and alignment only: no interface implemented here reads one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct VARIANT {
    pub vt: u16,
    pub wReserved1: u16,
    pub wReserved2: u16,
    pub wReserved3: u16,
    pub value: [UINT64; 2],
}

/// Success.
pub const S_OK: HRESULT = 0;
/// Success, with a difference: the method says which.
pub const S_FALSE: HRESULT = 1;
/// 0x80004001: not implemented, or a value that is not defined.
pub const E_NOTIMPL: HRESULT = 0x80004001_u32 as HRESULT;
/// 0x80004002: the object has no such interface.
pub const E_NOINTERFACE: HRESULT = 0x80004002_u32 as HRESULT;
/// 0x80004003: a pointer is NULL.
pub const E_POINTER: HRESULT = 0x80004003_u32 as HRESULT;
/// 0x80004005: failed.
pub const E_FAIL: HRESULT = 0x80004005_u32 as HRESULT;
/// 0x8000FFFF: a mistake inside the library; its log says more.
pub const E_UNEXPECTED: HRESULT = 0x8000FFFF_u32 as HRESULT;
/// 0x8000000A: the data is not there yet.
pub const E_PENDING: HRESULT = 0x8000000A_u32 as HRESULT;
/// 0x80070005: access denied.
pub const E_ACCESSDENIED: HRESULT = 0x80070005_u32 as HRESULT;
/// 0x8007000E: no memory left.
pub const E_OUTOFMEMORY: HRESULT = 0x8007000E_u32 as HRESULT;
/// 0x80070057: an argument is not valid.
pub const E_INVALIDARG: HRESULT = 0x80070057_u32 as HRESULT;
/// 0x80040110: the class cannot be part of another object.
pub const CLASS_E_NOAGGREGATION: HRESULT = 0x80040110_u32 as HRESULT;
/// 0x80040154: no such class.
pub const REGDB_E_CLASSNOTREG: HRESULT = 0x80040154_u32 as HRESULT;
/// 0x800401F3: the text is not a class id.
pub const CO_E_CLASSSTRING: HRESULT = 0x800401F3_u32 as HRESULT;
/// 0x80010106: the thread has the other threading model.
pub const RPC_E_CHANGED_MODE: HRESULT = 0x80010106_u32 as HRESULT;
/// 0x80010119: security was set before.
pub const RPC_E_TOO_LATE: HRESULT = 0x80010119_u32 as HRESULT;

/// The zero GUID.
pub const GUID_NULL: GUID = GUID::from_u128(0x00000000_0000_0000_0000_000000000000);

pub const IID_IUnknown: GUID = GUID::from_u128(0x00000000_0000_0000_c000_000000000046);

/// What every object has: other interfaces, and a count of references.
#[repr(C)]
pub struct IUnknown {
    pub lpVtbl: *const IUnknownVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IUnknownVtbl {
    /// Another interface of the object.
    ///
    /// @param riid      Which one.
    /// @param ppvObject Receives the interface, which the caller releases; NULL on failure.
    /// @return `S_OK`; `E_NOINTERFACE`; `E_POINTER`.
    pub QueryInterface: unsafe extern "system" fn(
        This: *mut IUnknown,
        riid: REFIID,
        ppvObject: *mut *mut c_void,
    ) -> HRESULT,
    /// Counts one more reference.
    ///
    /// @return The references there are now.
    pub AddRef: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
    /// Gives back one reference; the last one destroys the object.
    ///
    /// @return The references that are left.
    pub Release: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
}

pub const IID_IClassFactory: GUID = GUID::from_u128(0x00000001_0000_0000_c000_000000000046);

/// Makes objects of one class; from `CoGetClassObject`.
#[repr(C)]
pub struct IClassFactory {
    pub lpVtbl: *const IClassFactoryVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IClassFactoryVtbl {
    pub base: IUnknownVtbl,
    /// Makes an object.
    ///
    /// @param pUnkOuter Must be NULL: nothing here aggregates.
    /// @param riid      The interface wanted.
    /// @param ppvObject Receives the interface, which the caller releases; NULL on failure.
    /// @return `S_OK`; `CLASS_E_NOAGGREGATION`; `E_NOINTERFACE`; `E_POINTER`.
    pub CreateInstance: unsafe extern "system" fn(
        This: *mut IClassFactory,
        pUnkOuter: *mut IUnknown,
        riid: REFIID,
        ppvObject: *mut *mut c_void,
    ) -> HRESULT,
    /// Keeps the server loaded. No effect here: the library stays loaded anyway.
    ///
    /// @param fLock TRUE to lock, FALSE to unlock.
    /// @return `S_OK`.
    pub LockServer: unsafe extern "system" fn(This: *mut IClassFactory, fLock: BOOL) -> HRESULT,
}

pub const IID_IDispatch: GUID = GUID::from_u128(0x00020400_0000_0000_c000_000000000046);

/// Calls by name, for scripts. Parent of the interfaces in `bitscfg.h`; not implemented here.
#[repr(C)]
pub struct IDispatch {
    pub lpVtbl: *const IDispatchVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IDispatchVtbl {
    pub base: IUnknownVtbl,
    /// How many descriptions of types there are.
    ///
    /// @param pctinfo Receives 0 or 1.
    /// @return `S_OK`.
    pub GetTypeInfoCount:
        unsafe extern "system" fn(This: *mut IDispatch, pctinfo: *mut UINT) -> HRESULT,
    /// A description of a type.
    ///
    /// @param iTInfo  0.
    /// @param lcid    The language.
    /// @param ppTInfo Receives the description, which the caller releases.
    /// @return `S_OK`.
    pub GetTypeInfo: unsafe extern "system" fn(
        This: *mut IDispatch,
        iTInfo: UINT,
        lcid: LCID,
        ppTInfo: *mut *mut ITypeInfo,
    ) -> HRESULT,
    /// The numbers of names.
    ///
    /// @param riid      Reserved.
    /// @param rgszNames The names.
    /// @param cNames    How many.
    /// @param lcid      The language.
    /// @param rgDispId  Receives the numbers.
    /// @return `S_OK`.
    pub GetIDsOfNames: unsafe extern "system" fn(
        This: *mut IDispatch,
        riid: REFIID,
        rgszNames: *mut LPOLESTR,
        cNames: UINT,
        lcid: LCID,
        rgDispId: *mut DISPID,
    ) -> HRESULT,
    /// Calls a method by its number.
    ///
    /// @param dispIdMember The number.
    /// @param riid         Reserved.
    /// @param lcid         The language.
    /// @param wFlags       What kind of call.
    /// @param pDispParams  The arguments.
    /// @param pVarResult   Receives the result.
    /// @param pExcepInfo   Receives an exception.
    /// @param puArgErr     Receives the number of a wrong argument.
    /// @return `S_OK`.
    pub Invoke: unsafe extern "system" fn(
        This: *mut IDispatch,
        dispIdMember: DISPID,
        riid: REFIID,
        lcid: LCID,
        wFlags: WORD,
        pDispParams: *mut DISPPARAMS,
        pVarResult: *mut VARIANT,
        pExcepInfo: *mut EXCEPINFO,
        puArgErr: *mut UINT,
    ) -> HRESULT,
}
