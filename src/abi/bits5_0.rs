//! `bits5_0.h`: properties by number (BITS 5.0). The comment of `bits.h` states the rules that hold
//! for every method.

use super::base::*;
use super::bits1_5::BG_AUTH_TARGET;
use super::bits3_0::IBackgroundCopyJob4Vtbl;
use super::bits4_0::IBackgroundCopyFile4Vtbl;
use std::mem::MaybeUninit;

/// Names sets of network costs at which a job may run, for `BITS_JOB_PROPERTY_ID_COST_FLAGS`.
///
/// @since BITS 5.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_JOB_TRANSFER_POLICY {
    /// The job runs at any cost.
    BITS_JOB_TRANSFER_POLICY_ALWAYS = -2147483393,
    /// The job runs at any cost, but not while roaming.
    BITS_JOB_TRANSFER_POLICY_NOT_ROAMING = -2147483521,
    /// The job runs where a transfer costs no extra.
    BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE = -2147483537,
    /// The job runs where a transfer costs no extra and the data cap is not near.
    BITS_JOB_TRANSFER_POLICY_STANDARD = -2147483545,
    /// The job runs where data is neither capped nor charged for.
    BITS_JOB_TRANSFER_POLICY_UNRESTRICTED = -2147483615,
}

listed_enum!(BITS_JOB_TRANSFER_POLICY:
    BITS_JOB_TRANSFER_POLICY_ALWAYS, BITS_JOB_TRANSFER_POLICY_NOT_ROAMING,
    BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE, BITS_JOB_TRANSFER_POLICY_STANDARD,
    BITS_JOB_TRANSFER_POLICY_UNRESTRICTED
);

/// Names the properties of `IBackgroundCopyJob5::SetProperty` and `GetProperty`. Each comment
/// begins with the member of `BITS_JOB_PROPERTY_VALUE` that holds the value.
///
/// @since BITS 5.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_JOB_PROPERTY_ID {
    /// `Dword`: the network costs (`BITS_COST_STATE_*`) at which the job may run. It can be set at
    /// any time. The default is `BITS_COST_STATE_TRANSFER_ALWAYS`. The value is stored; it has no
    /// effect here.
    BITS_JOB_PROPERTY_ID_COST_FLAGS = 1,
    /// `ClsID`: the class whose object is notified when no callback object is registered. It exists
    /// on Windows only; here it is always `GUID_NULL`.
    BITS_JOB_PROPERTY_NOTIFICATION_CLSID = 2,
    /// `Enable`: TRUE if the server makes the file while it sends it, without a size and without
    /// ranges. Every interruption starts the file over. For downloads, before the first `Resume`;
    /// not together with files made of ranges, nor with transfer on demand. The default is FALSE.
    BITS_JOB_PROPERTY_DYNAMIC_CONTENT = 3,
    /// `Enable`: TRUE if data is written to the local name directly. An existing file is
    /// overwritten when the transfer begins, and the data stays when the job is cancelled. For
    /// downloads, before the first file is added. The default is FALSE.
    BITS_JOB_PROPERTY_HIGH_PERFORMANCE = 4,
    /// `Uint64`: the maximum number of bytes that the job may download, at least 1. A job that
    /// exceeds it enters ERROR with `BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED`. For downloads, before
    /// the first `Resume`. The default is all ones, which means no limit.
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE = 5,
    /// `Target`: `BG_AUTH_TARGET_PROXY` allows a proxy to receive the user's stored credentials. It
    /// cannot be set here, because there are no stored credentials.
    BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS = 7,
    /// `Dword`: the minimum time between two calls of `JobModification`, or of
    /// `FileRangesTransferred`, in milliseconds. It can be set at any time. The default is 500.
    BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS = 9,
    /// `Enable`: TRUE if only ranges that `IBackgroundCopyFile6::RequestFileRanges` requests are
    /// downloaded; see the comment of `IBackgroundCopyFile6`. For downloads, at any time. The
    /// default is FALSE.
    ///
    /// @since BITS 10.1
    BITS_JOB_PROPERTY_ON_DEMAND_MODE = 10,
}

listed_enum!(BITS_JOB_PROPERTY_ID:
    BITS_JOB_PROPERTY_ID_COST_FLAGS, BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
    BITS_JOB_PROPERTY_DYNAMIC_CONTENT, BITS_JOB_PROPERTY_HIGH_PERFORMANCE,
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS,
    BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS, BITS_JOB_PROPERTY_ON_DEMAND_MODE
);

/// Names the properties of `IBackgroundCopyFile5::GetProperty`. Each comment begins with the member
/// of `BITS_FILE_PROPERTY_VALUE` that holds the value.
///
/// @since BITS 5.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BITS_FILE_PROPERTY_ID {
    /// `String`: the headers of the last HTTP response for the file. It is read-only.
    BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS = 1,
}

listed_enum!(BITS_FILE_PROPERTY_ID: BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS);

/// Holds the value of a property of a job. The property determines the member that is used.
///
/// @since BITS 5.0
#[repr(C)]
#[derive(Clone, Copy)]
pub union BITS_JOB_PROPERTY_VALUE {
    /// Value of `COST_FLAGS`, and of `MINIMUM_NOTIFICATION_INTERVAL_MS` in milliseconds.
    pub Dword: DWORD,
    /// Value of `NOTIFICATION_CLSID`.
    pub ClsID: GUID,
    /// Value of `DYNAMIC_CONTENT`, `HIGH_PERFORMANCE` and `ON_DEMAND_MODE`: TRUE or FALSE.
    pub Enable: BOOL,
    /// Value of `MAX_DOWNLOAD_SIZE`, in bytes.
    pub Uint64: UINT64,
    /// Value of `USE_STORED_CREDENTIALS`.
    pub Target: MaybeUninit<BG_AUTH_TARGET>,
}

/// Holds the value of a property of a file.
///
/// @since BITS 5.0
#[repr(C)]
#[derive(Clone, Copy)]
pub union BITS_FILE_PROPERTY_VALUE {
    /// Value of `HTTP_RESPONSE_HEADERS`. The caller frees it with `CoTaskMemFree`.
    pub String: LPWSTR,
}

/// The network has neither a data cap nor a charge for data.
pub const BITS_COST_STATE_UNRESTRICTED: ULONG = 0x1;
/// The network has a data cap, and the usage is not known.
pub const BITS_COST_STATE_CAPPED_USAGE_UNKNOWN: ULONG = 0x2;
/// The usage is below the data cap.
pub const BITS_COST_STATE_BELOW_CAP: ULONG = 0x4;
/// The usage is near the data cap.
pub const BITS_COST_STATE_NEAR_CAP: ULONG = 0x8;
/// The usage is above the data cap, and further data is charged for.
pub const BITS_COST_STATE_OVERCAP_CHARGED: ULONG = 0x10;
/// The usage is above the data cap, and further data is slowed down.
pub const BITS_COST_STATE_OVERCAP_THROTTLED: ULONG = 0x20;
/// All data is charged for.
pub const BITS_COST_STATE_USAGE_BASED: ULONG = 0x40;
/// The network is a roaming network.
pub const BITS_COST_STATE_ROAMING: ULONG = 0x80;
/// The job runs also while the network is congested.
pub const BITS_COST_OPTION_IGNORE_CONGESTION: ULONG = 0x80000000_u32;
/// Reserved.
pub const BITS_COST_STATE_RESERVED: ULONG = 0x40000000;
/// The job runs at any cost, but not while roaming.
pub const BITS_COST_STATE_TRANSFER_NOT_ROAMING: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_OVERCAP_CHARGED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// The job runs where a transfer costs no extra.
pub const BITS_COST_STATE_TRANSFER_NO_SURCHARGE: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// The job runs where a transfer costs no extra and the data cap is not near.
pub const BITS_COST_STATE_TRANSFER_STANDARD: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;
/// The job runs where data is neither capped nor charged for.
pub const BITS_COST_STATE_TRANSFER_UNRESTRICTED: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_UNRESTRICTED;
/// The job runs at any cost.
pub const BITS_COST_STATE_TRANSFER_ALWAYS: ULONG = BITS_COST_OPTION_IGNORE_CONGESTION
    | BITS_COST_STATE_ROAMING
    | BITS_COST_STATE_USAGE_BASED
    | BITS_COST_STATE_OVERCAP_THROTTLED
    | BITS_COST_STATE_OVERCAP_CHARGED
    | BITS_COST_STATE_NEAR_CAP
    | BITS_COST_STATE_BELOW_CAP
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN
    | BITS_COST_STATE_UNRESTRICTED;

/// Identifies the interface `IBackgroundCopyJob5`.
pub const IID_IBackgroundCopyJob5: GUID = GUID::from_u128(0xe847030c_bbba_4657_af6d_484aa42bf1fe);

/// Adds properties by number to jobs.
///
/// @since BITS 5.0
#[repr(C)]
pub struct IBackgroundCopyJob5 {
    pub lpVtbl: *const IBackgroundCopyJob5Vtbl,
}

/// Table of the methods of `IBackgroundCopyJob5`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob5Vtbl {
    pub base: IBackgroundCopyJob4Vtbl,
    /// Sets a property of the job.
    ///
    /// - @param PropertyId (in) The property. The comment of `BITS_JOB_PROPERTY_ID` tells when it
    ///   can be set.
    /// - @param PropertyValue (in) The value, in the member that belongs to the property.
    /// - @retval S_OK on success.
    /// - @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
    /// - @retval BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY when the job is an upload and the
    ///   property is for downloads.
    /// - @retval BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE when the property must be set before the
    ///   first file.
    /// - @retval BG_E_READ_ONLY_PROPERTY_AFTER_RESUME when the property must be set before the
    ///   first `Resume`.
    /// - @retval BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE when the maximum size is 0.
    /// - @retval BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED when stored credentials are requested
    ///   for a server.
    /// - @retval BG_E_UNSUPPORTED_JOB_CONFIGURATION when dynamic content meets ranges or transfer
    ///   on demand.
    /// - @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when dynamic content or transfer on
    ///   demand meets an HTTP method of the job's own.
    /// - @retval E_NOTIMPL for a notification class other than `GUID_NULL`, and for stored
    ///   credentials with `BG_AUTH_TARGET_PROXY`: neither exists here.
    /// - @retval E_INVALIDARG when the target of stored credentials is not defined.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 5.0
    pub SetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob5,
        PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
        PropertyValue: BITS_JOB_PROPERTY_VALUE,
    ) -> HRESULT,
    /// Retrieves a property of the job.
    ///
    /// - @param PropertyId (in) The property.
    /// - @param PropertyValue (out) Receives the value, in the member that belongs to the property.
    /// - @retval S_OK on success.
    /// - @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
    ///
    /// @since BITS 5.0
    pub GetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob5,
        PropertyId: MaybeUninit<BITS_JOB_PROPERTY_ID>,
        PropertyValue: *mut BITS_JOB_PROPERTY_VALUE,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyFile5`.
pub const IID_IBackgroundCopyFile5: GUID = GUID::from_u128(0x85c1657f_dafc_40e8_8834_df18ea25717e);

/// Adds properties by number to files.
///
/// @since BITS 5.0
#[repr(C)]
pub struct IBackgroundCopyFile5 {
    pub lpVtbl: *const IBackgroundCopyFile5Vtbl,
}

/// Table of the methods of `IBackgroundCopyFile5`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile5Vtbl {
    pub base: IBackgroundCopyFile4Vtbl,
    /// Sets a property of the file. No property can be set: the only one is read-only.
    ///
    /// - @param PropertyId (in) The property.
    /// - @param PropertyValue (in) The value.
    /// - @retval BG_E_READ_ONLY_PROPERTY when the property is defined.
    /// - @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
    ///
    /// @since BITS 5.0
    pub SetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile5,
        PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
        PropertyValue: BITS_FILE_PROPERTY_VALUE,
    ) -> HRESULT,
    /// Retrieves a property of the file.
    ///
    /// - @param PropertyId (in) The property.
    /// - @param PropertyValue (out) Receives the value, in the member that belongs to the property.
    ///   A text is NULL if there is none yet; free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
    ///
    /// @since BITS 5.0
    pub GetProperty: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile5,
        PropertyId: MaybeUninit<BITS_FILE_PROPERTY_ID>,
        PropertyValue: *mut BITS_FILE_PROPERTY_VALUE,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 5.0.
pub const LIBID_BackgroundCopyManager5_0: GUID =
    GUID::from_u128(0xd548bc1b_6c12_432e_b176_a96e10681a31);
/// Identifies the class of the queue manager of BITS 5.0. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager5_0: GUID =
    GUID::from_u128(0x1ecca34c_e88a_44e3_8d6a_8921bde9e452);
