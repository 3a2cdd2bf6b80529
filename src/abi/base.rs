//! The Windows base types and the few COM declarations that the BITS headers stand on.
//!
//! Widths are Windows' on every system: `ULONG`, `DWORD`, `LONG`, `HRESULT` and `BOOL` are 32 bits.

use std::ffi::c_ulonglong;
pub use std::ffi::c_void;

pub type BOOL = i32;
pub type BYTE = u8;
pub type WORD = u16;
pub type DWORD = u32;
pub type UINT = u32;
pub type LONG = i32;
pub type ULONG = u32;
pub type UINT64 = c_ulonglong;
pub type PUINT64 = *mut UINT64;
pub type HRESULT = i32;
pub type LCID = DWORD;
pub type LANGID = WORD;
pub type DISPID = LONG;

/// The C caller's default character: `wchar_t`. An object that was activated with 16-bit characters passes the same
/// pointers with 16-bit characters behind them; see [`crate::com`].
pub type WCHAR = libc::wchar_t;
pub type OLECHAR = WCHAR;
pub type LPWSTR = *mut WCHAR;
pub type LPCWSTR = *const WCHAR;
pub type LPOLESTR = *mut OLECHAR;
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

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct GUID {
    pub Data1: u32,
    pub Data2: u16,
    pub Data3: u16,
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

pub type IID = GUID;
pub type CLSID = GUID;
pub type REFGUID = *const GUID;
pub type REFIID = *const IID;
pub type REFCLSID = *const CLSID;

/// 100-nanosecond intervals since 1601-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FILETIME {
    pub dwLowDateTime: DWORD,
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

pub const S_OK: HRESULT = 0;
pub const S_FALSE: HRESULT = 1;
pub const E_NOTIMPL: HRESULT = 0x80004001_u32 as HRESULT;
pub const E_NOINTERFACE: HRESULT = 0x80004002_u32 as HRESULT;
pub const E_POINTER: HRESULT = 0x80004003_u32 as HRESULT;
pub const E_FAIL: HRESULT = 0x80004005_u32 as HRESULT;
pub const E_UNEXPECTED: HRESULT = 0x8000FFFF_u32 as HRESULT;
pub const E_PENDING: HRESULT = 0x8000000A_u32 as HRESULT;
pub const E_ACCESSDENIED: HRESULT = 0x80070005_u32 as HRESULT;
pub const E_OUTOFMEMORY: HRESULT = 0x8007000E_u32 as HRESULT;
pub const E_INVALIDARG: HRESULT = 0x80070057_u32 as HRESULT;
pub const CLASS_E_NOAGGREGATION: HRESULT = 0x80040110_u32 as HRESULT;
pub const REGDB_E_CLASSNOTREG: HRESULT = 0x80040154_u32 as HRESULT;
pub const CO_E_CLASSSTRING: HRESULT = 0x800401F3_u32 as HRESULT;
pub const RPC_E_CHANGED_MODE: HRESULT = 0x80010106_u32 as HRESULT;
pub const RPC_E_TOO_LATE: HRESULT = 0x80010119_u32 as HRESULT;

/// The zero GUID.
pub const GUID_NULL: GUID = GUID::from_u128(0x00000000_0000_0000_0000_000000000000);

pub const IID_IUnknown: GUID = GUID::from_u128(0x00000000_0000_0000_c000_000000000046);

#[repr(C)]
pub struct IUnknown {
    pub lpVtbl: *const IUnknownVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IUnknownVtbl {
    pub QueryInterface:
        unsafe extern "system" fn(This: *mut IUnknown, riid: REFIID, ppvObject: *mut *mut c_void) -> HRESULT,
    pub AddRef: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
    pub Release: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
}

pub const IID_IClassFactory: GUID = GUID::from_u128(0x00000001_0000_0000_c000_000000000046);

#[repr(C)]
pub struct IClassFactory {
    pub lpVtbl: *const IClassFactoryVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IClassFactoryVtbl {
    pub base: IUnknownVtbl,
    pub CreateInstance: unsafe extern "system" fn(
        This: *mut IClassFactory,
        pUnkOuter: *mut IUnknown,
        riid: REFIID,
        ppvObject: *mut *mut c_void,
    ) -> HRESULT,
    pub LockServer: unsafe extern "system" fn(This: *mut IClassFactory, fLock: BOOL) -> HRESULT,
}

pub const IID_IDispatch: GUID = GUID::from_u128(0x00020400_0000_0000_c000_000000000046);

#[repr(C)]
pub struct IDispatch {
    pub lpVtbl: *const IDispatchVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IDispatchVtbl {
    pub base: IUnknownVtbl,
    pub GetTypeInfoCount: unsafe extern "system" fn(This: *mut IDispatch, pctinfo: *mut UINT) -> HRESULT,
    pub GetTypeInfo: unsafe extern "system" fn(
        This: *mut IDispatch,
        iTInfo: UINT,
        lcid: LCID,
        ppTInfo: *mut *mut ITypeInfo,
    ) -> HRESULT,
    pub GetIDsOfNames: unsafe extern "system" fn(
        This: *mut IDispatch,
        riid: REFIID,
        rgszNames: *mut LPOLESTR,
        cNames: UINT,
        lcid: LCID,
        rgDispId: *mut DISPID,
    ) -> HRESULT,
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
