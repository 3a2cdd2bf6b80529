//! `bits5_0.h`: properties by number. BITS 5.0.

use super::base::*;
use super::bits1_5::BG_AUTH_TARGET;
use super::bits3_0::IBackgroundCopyJob4Vtbl;
use super::bits4_0::IBackgroundCopyFile4Vtbl;
use std::mem::MaybeUninit;

/// Sets of network costs at which a job may run, for `BITS_JOB_PROPERTY_ID_COST_FLAGS`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_JOB_TRANSFER_POLICY {
    /// At any cost.
    BITS_JOB_TRANSFER_POLICY_ALWAYS = -2147483393,
    /// At any cost, but not roaming.
    BITS_JOB_TRANSFER_POLICY_NOT_ROAMING = -2147483521,
    /// Where a transfer costs no extra.
    BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE = -2147483537,
    /// Where a transfer costs no extra and the cap is not near.
    BITS_JOB_TRANSFER_POLICY_STANDARD = -2147483545,
    /// Where data is neither capped nor charged for.
    BITS_JOB_TRANSFER_POLICY_UNRESTRICTED = -2147483615,
}

listed_enum!(BITS_JOB_TRANSFER_POLICY:
    BITS_JOB_TRANSFER_POLICY_ALWAYS, BITS_JOB_TRANSFER_POLICY_NOT_ROAMING,
    BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE, BITS_JOB_TRANSFER_POLICY_STANDARD,
    BITS_JOB_TRANSFER_POLICY_UNRESTRICTED
);

/// The properties of `IBackgroundCopyJob5::SetProperty`, each with its field of
/// `BITS_JOB_PROPERTY_VALUE`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_JOB_PROPERTY_ID {
    /// `Dword`: the network costs (`BITS_COST_STATE_*`) at which the job may run. Any time.
    BITS_JOB_PROPERTY_ID_COST_FLAGS = 1,
    /// `ClsID`: the class whose object is told of events when no callback object is there. Windows
    /// only.
    BITS_JOB_PROPERTY_NOTIFICATION_CLSID = 2,
    /// `Enable`: the server makes the file on the fly, without size and ranges; every break starts
    /// over. Downloads, before the first `Resume`; not with files made of ranges, nor on demand.
    BITS_JOB_PROPERTY_DYNAMIC_CONTENT = 3,
    /// `Enable`: data goes straight to the local name; what is there is overwritten when the
    /// transfer begins, and stays as it is when the job is cancelled. Downloads, before the first
    /// file.
    BITS_JOB_PROPERTY_HIGH_PERFORMANCE = 4,
    /// `Uint64`: the most bytes the job may download, at least 1. More is
    /// `BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED`. Downloads, before the first `Resume`.
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE = 5,
    /// `Target`: `BG_AUTH_TARGET_PROXY` lets a proxy have the user's stored credentials.
    BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS = 7,
    /// `Dword`: the least milliseconds between two `JobModification`, or two
    /// `FileRangesTransferred`, calls; 500 unless set.
    BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS = 9,
    /// `Enable`: only ranges that `IBackgroundCopyFile6::RequestFileRanges` asks for are
    /// downloaded. When they are there, the job is transferred if all of its files are whole, or
    /// else suspended; `Resume` it after the next request. Since BITS 10.1.
    BITS_JOB_PROPERTY_ON_DEMAND_MODE = 10,
}

listed_enum!(BITS_JOB_PROPERTY_ID:
    BITS_JOB_PROPERTY_ID_COST_FLAGS, BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
    BITS_JOB_PROPERTY_DYNAMIC_CONTENT, BITS_JOB_PROPERTY_HIGH_PERFORMANCE,
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS,
    BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS, BITS_JOB_PROPERTY_ON_DEMAND_MODE
);

/// The properties of `IBackgroundCopyFile5::GetProperty`, each with its field of
/// `BITS_FILE_PROPERTY_VALUE`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_FILE_PROPERTY_ID {
    /// `String`: the headers of the last HTTP response for the file; read-only.
    BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS = 1,
}

listed_enum!(BITS_FILE_PROPERTY_ID: BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS);

/// The value of a job's property; the property tells which field counts.
#[repr(C)]
#[derive(Clone, Copy)]
pub union BITS_JOB_PROPERTY_VALUE {
    /// For `COST_FLAGS` and `MINIMUM_NOTIFICATION_INTERVAL_MS`.
    pub Dword: DWORD,
    /// For `NOTIFICATION_CLSID`.
    pub ClsID: GUID,
    /// For `DYNAMIC_CONTENT`, `HIGH_PERFORMANCE` and `ON_DEMAND_MODE`.
    pub Enable: BOOL,
    /// For `MAX_DOWNLOAD_SIZE`.
    pub Uint64: UINT64,
    /// For `USE_STORED_CREDENTIALS`.
    pub Target: MaybeUninit<BG_AUTH_TARGET>,
}

/// The value of a file's property.
#[repr(C)]
#[derive(Clone, Copy)]
pub union BITS_FILE_PROPERTY_VALUE {
    /// For `HTTP_RESPONSE_HEADERS`; free it with `CoTaskMemFree`.
    pub String: LPWSTR,
}

/// Neither a cap nor a charge.
pub const BITS_COST_STATE_UNRESTRICTED: ULONG = 0x1;
/// A cap, and nobody knows how near.
pub const BITS_COST_STATE_CAPPED_USAGE_UNKNOWN: ULONG = 0x2;
/// Below the cap.
pub const BITS_COST_STATE_BELOW_CAP: ULONG = 0x4;
/// Near the cap.
pub const BITS_COST_STATE_NEAR_CAP: ULONG = 0x8;
/// Over the cap, and charged for it.
pub const BITS_COST_STATE_OVERCAP_CHARGED: ULONG = 0x10;
/// Over the cap, and slowed down for it.
pub const BITS_COST_STATE_OVERCAP_THROTTLED: ULONG = 0x20;
/// Every byte is charged for.
pub const BITS_COST_STATE_USAGE_BASED: ULONG = 0x40;
/// A roaming network.
pub const BITS_COST_STATE_ROAMING: ULONG = 0x80;
/// Run even if the network is congested.
pub const BITS_COST_OPTION_IGNORE_CONGESTION: ULONG = 0x80000000_u32;
/// Reserved.
pub const BITS_COST_STATE_RESERVED: ULONG = 0x40000000;
/// At any cost, but not roaming.
pub const BITS_COST_STATE_TRANSFER_NOT_ROAMING: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_OVERCAP_CHARGED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// Where a transfer costs no extra.
pub const BITS_COST_STATE_TRANSFER_NO_SURCHARGE: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// Where a transfer costs no extra and the cap is not near.
pub const BITS_COST_STATE_TRANSFER_STANDARD: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// Where data is neither capped nor charged for.
pub const BITS_COST_STATE_TRANSFER_UNRESTRICTED: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_UNRESTRICTED;
/// At any cost.
pub const BITS_COST_STATE_TRANSFER_ALWAYS: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_ROAMING
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_OVERCAP_CHARGED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;

pub const IID_IBackgroundCopyJob5: GUID = GUID::from_u128(0xe847030c_bbba_4657_af6d_484aa42bf1fe);

/// Adds to jobs: properties by number. BITS 5.0.
#[repr(C)]
pub struct IBackgroundCopyJob5 {
    pub lpVtbl: *const IBackgroundCopyJob5Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob5Vtbl {
    pub base: IBackgroundCopyJob4Vtbl,
    /// Sets a property.
    ///
    /// @param PropertyId    Which one; `BITS_JOB_PROPERTY_ID` says when it may be set. @param
    /// PropertyValue Its value. @return `S_OK`; `BG_E_UNKNOWN_PROPERTY_ID`;
    /// `BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY`; `BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE`;
    /// `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`; `BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE`;
    /// `BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED`; `BG_E_UNSUPPORTED_JOB_CONFIGURATION`;
    /// `BG_E_INVALID_STATE`; `E_NOTIMPL` for a class, and for stored credentials.
    pub SetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob5,
        PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
        PropertyValue: BITS_JOB_PROPERTY_VALUE,
    ) -> HRESULT,
    /// Reads a property.
    ///
    /// @param PropertyId    Which one.
    /// @param PropertyValue Receives its value, in the property's field.
    /// @return `S_OK`; `BG_E_UNKNOWN_PROPERTY_ID`.
    pub GetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob5,
        PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
        PropertyValue: *mut BITS_JOB_PROPERTY_VALUE,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyFile5: GUID = GUID::from_u128(0x85c1657f_dafc_40e8_8834_df18ea25717e);

/// Adds to files: properties by number. BITS 5.0.
#[repr(C)]
pub struct IBackgroundCopyFile5 {
    pub lpVtbl: *const IBackgroundCopyFile5Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile5Vtbl {
    pub base: IBackgroundCopyFile4Vtbl,
    /// Sets a property. There is none that can be set.
    ///
    /// @param PropertyId    Which one.
    /// @param PropertyValue Its value.
    /// @return `BG_E_READ_ONLY_PROPERTY`; `BG_E_UNKNOWN_PROPERTY_ID`.
    pub SetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile5,
        PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
        PropertyValue: BITS_FILE_PROPERTY_VALUE,
    ) -> HRESULT,
    /// Reads a property; also after the job's end.
    ///
    /// @param PropertyId    Which one. @param PropertyValue Receives its value, in the property's
    /// field; the text may be NULL. Free it with `CoTaskMemFree`. @return `S_OK`;
    /// `BG_E_UNKNOWN_PROPERTY_ID`.
    pub GetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile5,
        PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
        PropertyValue: *mut BITS_FILE_PROPERTY_VALUE,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager5_0: GUID =
    GUID::from_u128(0xd548bc1b_6c12_432e_b176_a96e10681a31);
pub const CLSID_BackgroundCopyManager5_0: GUID =
    GUID::from_u128(0x1ecca34c_e88a_44e3_8d6a_8921bde9e452);
