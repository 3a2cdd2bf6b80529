//! `libbits/base.h`: the Windows base types, and the few COM declarations on which the BITS headers
//! stand.
//!
//! The widths are those of Windows on every system: `ULONG`, `DWORD`, `LONG`, `HRESULT` and `BOOL`
//! have 32 bits.

use std::ffi::c_ulonglong;
pub use std::ffi::c_void;

/// Truth value, 32 bits: 0 is FALSE, every other value is TRUE.
pub type BOOL = i32;
/// Unsigned integer, 8 bits.
pub type BYTE = u8;
/// Unsigned integer, 16 bits.
pub type WORD = u16;
/// Unsigned integer, 32 bits.
pub type DWORD = u32;
/// Unsigned integer, 32 bits.
pub type UINT = u32;
/// Signed integer, 32 bits on every system.
pub type LONG = i32;
/// Unsigned integer, 32 bits on every system.
pub type ULONG = u32;
/// Unsigned integer, 64 bits.
pub type UINT64 = c_ulonglong;
/// Points to an unsigned integer of 64 bits.
pub type PUINT64 = *mut UINT64;
/// Result code, 32 bits: negative for a failure, otherwise success.
pub type HRESULT = i32;
/// Identifies a language and a sort order.
pub type LCID = DWORD;
/// Identifies a language, as `MAKELANGID` forms it.
pub type LANGID = WORD;
/// Number of a method.
pub type DISPID = LONG;

/// Character of the C caller: `wchar_t` by default. For an object that was created with 16-bit
/// characters, the same pointers refer to 16-bit characters.
pub type WCHAR = libc::wchar_t;
/// Character.
pub type OLECHAR = WCHAR;
/// Text that ends with a zero.
pub type LPWSTR = *mut WCHAR;
/// Read-only text that ends with a zero.
pub type LPCWSTR = *const WCHAR;
/// Text that ends with a zero.
pub type LPOLESTR = *mut OLECHAR;
/// Text that ends with a zero and is preceded by its length.
pub type BSTR = *mut OLECHAR;

/// Integer that is not a value of the enum to which it was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndefinedValue(pub i32);

impl std::fmt::Display for UndefinedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not a value of this enumeration", self.0)
    }
}

impl std::error::Error for UndefinedValue {}

/// Globally unique id, 128 bits.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct GUID {
    /// First 8 hexadecimal digits.
    pub Data1: u32,
    /// Next 4 digits.
    pub Data2: u16,
    /// Next 4 digits.
    pub Data3: u16,
    /// Last 16 digits, as bytes.
    pub Data4: [u8; 8],
}

impl GUID {
    /// Makes the GUID whose text form has the 32 hexadecimal digits of `value`.
    pub const fn from_u128(value: u128) -> GUID {
        GUID {
            Data1: (value >> 96) as u32,
            Data2: (value >> 80) as u16,
            Data3: (value >> 64) as u16,
            Data4: (value as u64).to_be_bytes(),
        }
    }

    /// Returns the number whose 32 hexadecimal digits form the text of the GUID.
    pub const fn to_u128(self) -> u128 {
        (self.Data1 as u128) << 96
            | (self.Data2 as u128) << 80
            | (self.Data3 as u128) << 64
            | u64::from_be_bytes(self.Data4) as u128
    }
}

/// Id of an interface.
pub type IID = GUID;
/// Id of a class.
pub type CLSID = GUID;
pub type REFGUID = *const GUID;
pub type REFIID = *const IID;
pub type REFCLSID = *const CLSID;

/// Time as the number of intervals of 100 nanoseconds since 1601-01-01, in UTC.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FILETIME {
    /// Low 32 bits.
    pub dwLowDateTime: DWORD,
    /// High 32 bits.
    pub dwHighDateTime: DWORD,
}

/// Describes a type in a type library. No object has this interface here.
pub struct ITypeInfo {
    _opaque: [u8; 0],
}

/// Holds the arguments of `IDispatch::Invoke`.
pub struct DISPPARAMS {
    _opaque: [u8; 0],
}

/// Describes an exception that `IDispatch::Invoke` reports.
pub struct EXCEPINFO {
    _opaque: [u8; 0],
}

/// Has the size and the alignment of a `VARIANT`. No interface that is implemented here reads one.
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
/// Success with a difference that the method describes.
pub const S_FALSE: HRESULT = 1;
/// 0x80004001: the method is not implemented, or a value is not defined.
pub const E_NOTIMPL: HRESULT = 0x80004001_u32 as HRESULT;
/// 0x80004002: the object does not have this interface.
pub const E_NOINTERFACE: HRESULT = 0x80004002_u32 as HRESULT;
/// 0x80004003: a pointer is NULL.
pub const E_POINTER: HRESULT = 0x80004003_u32 as HRESULT;
/// 0x80004005: the operation failed for an unknown reason.
pub const E_FAIL: HRESULT = 0x80004005_u32 as HRESULT;
/// 0x8000FFFF: the library has met a defect of its own. The details are in its log.
pub const E_UNEXPECTED: HRESULT = 0x8000FFFF_u32 as HRESULT;
/// 0x8000000A: the data is not available yet.
pub const E_PENDING: HRESULT = 0x8000000A_u32 as HRESULT;
/// 0x80070005: access is denied.
pub const E_ACCESSDENIED: HRESULT = 0x80070005_u32 as HRESULT;
/// 0x8007000E: there is not enough memory.
pub const E_OUTOFMEMORY: HRESULT = 0x8007000E_u32 as HRESULT;
/// 0x80070057: an argument is not valid.
pub const E_INVALIDARG: HRESULT = 0x80070057_u32 as HRESULT;
/// 0x80040110: the object cannot be part of another object.
pub const CLASS_E_NOAGGREGATION: HRESULT = 0x80040110_u32 as HRESULT;
/// 0x80040154: the class is not known.
pub const REGDB_E_CLASSNOTREG: HRESULT = 0x80040154_u32 as HRESULT;
/// 0x800401F3: the text is not the id of a class.
pub const CO_E_CLASSSTRING: HRESULT = 0x800401F3_u32 as HRESULT;
/// 0x80010106: the thread was initialized for the other threading model.
pub const RPC_E_CHANGED_MODE: HRESULT = 0x80010106_u32 as HRESULT;
/// 0x80010119: the security settings of the process are set already.
pub const RPC_E_TOO_LATE: HRESULT = 0x80010119_u32 as HRESULT;

/// Zero GUID.
pub const GUID_NULL: GUID = GUID::from_u128(0x00000000_0000_0000_0000_000000000000);

/// Identifies the interface `IUnknown`.
pub const IID_IUnknown: GUID = GUID::from_u128(0x00000000_0000_0000_c000_000000000046);

/// Gives access to the interfaces of an object and counts the references to it. Every interface
/// begins with these methods.
#[repr(C)]
pub struct IUnknown {
    pub lpVtbl: *const IUnknownVtbl,
}

/// Table of the methods of `IUnknown`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IUnknownVtbl {
    /// Retrieves another interface of the object.
    ///
    /// - @param riid (in) Id of the interface.
    /// - @param ppvObject (out) Receives the interface; NULL on failure. Release it.
    /// - @retval S_OK on success.
    /// - @retval E_NOINTERFACE when the object does not have the interface.
    /// - @retval E_POINTER when a pointer is NULL.
    pub QueryInterface: unsafe extern "system" fn(
        This: *mut IUnknown,
        riid: REFIID,
        ppvObject: *mut *mut c_void,
    ) -> HRESULT,
    /// Adds a reference to the object.
    ///
    /// - @return The new number of references.
    pub AddRef: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
    /// Removes a reference to the object. The last one destroys the object.
    ///
    /// - @return The number of references that are left.
    pub Release: unsafe extern "system" fn(This: *mut IUnknown) -> ULONG,
}

/// Identifies the interface `IClassFactory`.
pub const IID_IClassFactory: GUID = GUID::from_u128(0x00000001_0000_0000_c000_000000000046);

/// Creates objects of one class. `CoGetClassObject` returns it.
#[repr(C)]
pub struct IClassFactory {
    pub lpVtbl: *const IClassFactoryVtbl,
}

/// Table of the methods of `IClassFactory`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IClassFactoryVtbl {
    pub base: IUnknownVtbl,
    /// Creates an object and returns one of its interfaces.
    ///
    /// - @param pUnkOuter (in) NULL. Objects cannot be part of another object.
    /// - @param riid (in) Id of the interface to return.
    /// - @param ppvObject (out) Receives the interface; NULL on failure. Release it.
    /// - @retval S_OK on success.
    /// - @retval CLASS_E_NOAGGREGATION when `pUnkOuter` is not NULL.
    /// - @retval E_NOINTERFACE when the object does not have the interface.
    /// - @retval E_POINTER when another pointer is NULL.
    pub CreateInstance: unsafe extern "system" fn(
        This: *mut IClassFactory,
        pUnkOuter: *mut IUnknown,
        riid: REFIID,
        ppvObject: *mut *mut c_void,
    ) -> HRESULT,
    /// Keeps the library loaded. It has no effect, because the library stays loaded anyway.
    ///
    /// - @param fLock (in) TRUE to lock, FALSE to unlock.
    /// - @retval S_OK on success.
    pub LockServer: unsafe extern "system" fn(This: *mut IClassFactory, fLock: BOOL) -> HRESULT,
}

/// Identifies the interface `IDispatch`.
pub const IID_IDispatch: GUID = GUID::from_u128(0x00020400_0000_0000_c000_000000000046);

/// Calls methods by name, for scripts. The interfaces of `bitscfg.h` begin with it. No object has
/// this interface here.
#[repr(C)]
pub struct IDispatch {
    pub lpVtbl: *const IDispatchVtbl,
}

/// Table of the methods of `IDispatch`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IDispatchVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the number of type descriptions.
    ///
    /// - @param pctinfo (out) Receives 0 or 1.
    /// - @retval S_OK on success.
    pub GetTypeInfoCount:
        unsafe extern "system" fn(This: *mut IDispatch, pctinfo: *mut UINT) -> HRESULT,
    /// Retrieves a type description.
    ///
    /// - @param iTInfo (in) 0.
    /// - @param lcid (in) Language of the names.
    /// - @param ppTInfo (out) Receives the description. Release it.
    /// - @retval S_OK on success.
    pub GetTypeInfo: unsafe extern "system" fn(
        This: *mut IDispatch,
        iTInfo: UINT,
        lcid: LCID,
        ppTInfo: *mut *mut ITypeInfo,
    ) -> HRESULT,
    /// Retrieves the numbers of a method and its arguments.
    ///
    /// - @param riid (in) Reserved.
    /// - @param rgszNames (in) Array of `cNames` names.
    /// - @param cNames (in) Number of names.
    /// - @param lcid (in) Language of the names.
    /// - @param rgDispId (out) Receives the numbers; it has room for `cNames` of them.
    /// - @retval S_OK on success.
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
    /// - @param dispIdMember (in) Number of the method.
    /// - @param riid (in) Reserved.
    /// - @param lcid (in) Language of the arguments.
    /// - @param wFlags (in) Kind of the call.
    /// - @param pDispParams (in) Arguments.
    /// - @param pVarResult (out) Receives the result.
    /// - @param pExcepInfo (out) Receives a description of an exception.
    /// - @param puArgErr (out) Receives the number of an argument that is wrong.
    /// - @retval S_OK on success.
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
