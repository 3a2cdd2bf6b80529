//! `bits1_5.h`: BITS 1.5.

use super::base::*;
use super::bits::IBackgroundCopyJobVtbl;
use std::mem::MaybeUninit;

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_TARGET {
    BG_AUTH_TARGET_SERVER = 1,
    BG_AUTH_TARGET_PROXY = 2,
}

listed_enum!(BG_AUTH_TARGET: BG_AUTH_TARGET_SERVER, BG_AUTH_TARGET_PROXY);

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_SCHEME {
    BG_AUTH_SCHEME_BASIC = 1,
    BG_AUTH_SCHEME_DIGEST = 2,
    BG_AUTH_SCHEME_NTLM = 3,
    BG_AUTH_SCHEME_NEGOTIATE = 4,
    BG_AUTH_SCHEME_PASSPORT = 5,
}

listed_enum!(BG_AUTH_SCHEME: BG_AUTH_SCHEME_BASIC, BG_AUTH_SCHEME_DIGEST, BG_AUTH_SCHEME_NTLM, BG_AUTH_SCHEME_NEGOTIATE, BG_AUTH_SCHEME_PASSPORT);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_REPLY_PROGRESS {
    pub BytesTotal: UINT64,
    pub BytesTransferred: UINT64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_BASIC_CREDENTIALS {
    pub UserName: LPWSTR,
    pub Password: LPWSTR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union BG_AUTH_CREDENTIALS_UNION {
    pub Basic: BG_BASIC_CREDENTIALS,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_AUTH_CREDENTIALS {
    pub Target: MaybeUninit<BG_AUTH_TARGET>,
    pub Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    pub Credentials: BG_AUTH_CREDENTIALS_UNION,
}

pub type PBG_BASIC_CREDENTIALS = *mut BG_BASIC_CREDENTIALS;
pub type PBG_AUTH_CREDENTIALS = *mut BG_AUTH_CREDENTIALS;

pub const IID_IBackgroundCopyJob2: GUID = GUID::from_u128(0x54b50739_686f_45eb_9dff_d6a9a0faa9af);

#[repr(C)]
pub struct IBackgroundCopyJob2 {
    pub lpVtbl: *const IBackgroundCopyJob2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob2Vtbl {
    pub base: IBackgroundCopyJobVtbl,
    pub SetNotifyCmdLine:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob2, Program: LPCWSTR, Parameters: LPCWSTR) -> HRESULT,
    pub GetNotifyCmdLine: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pProgram: *mut LPWSTR,
        pParameters: *mut LPWSTR,
    ) -> HRESULT,
    pub GetReplyProgress:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob2, pProgress: *mut BG_JOB_REPLY_PROGRESS) -> HRESULT,
    pub GetReplyData: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        ppBuffer: *mut *mut BYTE,
        pLength: *mut UINT64,
    ) -> HRESULT,
    pub SetReplyFileName: unsafe extern "system" fn(This: *mut IBackgroundCopyJob2, ReplyFileName: LPCWSTR) -> HRESULT,
    pub GetReplyFileName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob2, pReplyFileName: *mut LPWSTR) -> HRESULT,
    pub SetCredentials:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob2, credentials: *mut BG_AUTH_CREDENTIALS) -> HRESULT,
    pub RemoveCredentials: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        Target: MaybeUninit<BG_AUTH_TARGET>,
        Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager1_5: GUID = GUID::from_u128(0xea9319ea_c628_480f_8331_768fac397e4e);
pub const CLSID_BackgroundCopyManager1_5: GUID = GUID::from_u128(0xf087771f_d74f_4c1a_bb8a_e16aca9124ea);
