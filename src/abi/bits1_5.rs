//! `bits1_5.h`: uploads, replies, credentials, command lines. BITS 1.5.

use super::base::*;
use super::bits::IBackgroundCopyJobVtbl;
use std::mem::MaybeUninit;

/// Who asks for credentials.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_TARGET {
    /// The server.
    BG_AUTH_TARGET_SERVER = 1,
    /// The proxy.
    BG_AUTH_TARGET_PROXY = 2,
}

listed_enum!(BG_AUTH_TARGET: BG_AUTH_TARGET_SERVER, BG_AUTH_TARGET_PROXY);

/// How credentials are presented.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_AUTH_SCHEME {
    /// User name and password in clear text.
    BG_AUTH_SCHEME_BASIC = 1,
    /// A hash of them with the server's challenge.
    BG_AUTH_SCHEME_DIGEST = 2,
    /// Windows' challenge and response.
    BG_AUTH_SCHEME_NTLM = 3,
    /// Kerberos or NTLM, as client and server agree.
    BG_AUTH_SCHEME_NEGOTIATE = 4,
    /// Microsoft Passport; explicit credentials only.
    BG_AUTH_SCHEME_PASSPORT = 5,
}

listed_enum!(BG_AUTH_SCHEME:
    BG_AUTH_SCHEME_BASIC, BG_AUTH_SCHEME_DIGEST, BG_AUTH_SCHEME_NTLM, BG_AUTH_SCHEME_NEGOTIATE,
    BG_AUTH_SCHEME_PASSPORT
);

/// How far the reply of an upload is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_REPLY_PROGRESS {
    /// The reply's size; `BG_SIZE_UNKNOWN` until the reply begins.
    pub BytesTotal: UINT64,
    /// Bytes so far.
    pub BytesTransferred: UINT64,
}

/// A user name and a password, whatever the scheme. Both NULL: the user's own, with NTLM and
/// Negotiate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_BASIC_CREDENTIALS {
    /// At most 300 characters.
    pub UserName: LPWSTR,
    /// At most 65,536 characters.
    pub Password: LPWSTR,
}

/// Credentials by scheme: all schemes use `Basic`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union BG_AUTH_CREDENTIALS_UNION {
    /// User name and password.
    pub Basic: BG_BASIC_CREDENTIALS,
}

/// Credentials for one target and one scheme, for `IBackgroundCopyJob2::SetCredentials`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_AUTH_CREDENTIALS {
    /// Who asks for them.
    pub Target: MaybeUninit<BG_AUTH_TARGET>,
    /// How they are presented.
    pub Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    /// User name and password.
    pub Credentials: BG_AUTH_CREDENTIALS_UNION,
}

/// A pointer to a user name and a password.
pub type PBG_BASIC_CREDENTIALS = *mut BG_BASIC_CREDENTIALS;
/// A pointer to credentials.
pub type PBG_AUTH_CREDENTIALS = *mut BG_AUTH_CREDENTIALS;

pub const IID_IBackgroundCopyJob2: GUID = GUID::from_u128(0x54b50739_686f_45eb_9dff_d6a9a0faa9af);

/// Adds to jobs: command lines, replies, credentials. BITS 1.5.
#[repr(C)]
pub struct IBackgroundCopyJob2 {
    pub lpVtbl: *const IBackgroundCopyJob2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob2Vtbl {
    pub base: IBackgroundCopyJobVtbl,
    /// A program that is run when the job enters TRANSFERRED or ERROR (chosen by `SetNotifyFlags`),
    /// unless a callback object took the news. No shell is involved.
    ///
    /// @param Program    Full path of the program, at most 260 characters. NULL, with `Parameters`
    /// NULL, for none. @param Parameters The command line, at most 4,000 characters; its first word
    /// is the program's name. NULL for none. @return `S_OK`; `E_INVALIDARG` for parameters without
    /// a program; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
    pub SetNotifyCmdLine: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        Program: LPCWSTR,
        Parameters: LPCWSTR,
    ) -> HRESULT,
    /// The program that is run.
    ///
    /// @param pProgram    Receives its path, empty if none; free it with `CoTaskMemFree`.
    /// @param pParameters Receives its command line, empty if none; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetNotifyCmdLine: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pProgram: *mut LPWSTR,
        pParameters: *mut LPWSTR,
    ) -> HRESULT,
    /// How far the reply is.
    ///
    /// @param pProgress Receives the progress.
    /// @return `S_OK`; `E_NOTIMPL` unless the job is an upload with a reply.
    pub GetReplyProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pProgress: *mut BG_JOB_REPLY_PROGRESS,
    ) -> HRESULT,
    /// The reply itself, if it is small.
    ///
    /// @param ppBuffer Receives a copy, or NULL if there was no reply; free it with
    /// `CoTaskMemFree`. @param pLength  Receives its size in bytes. @return `S_OK`;
    /// `BG_E_TOO_LARGE` (the size is given) if the reply is larger than 1 MiB: read the reply file
    /// then; `BG_E_INVALID_STATE` unless the job is TRANSFERRED; `E_NOTIMPL` unless it is an upload
    /// with a reply.
    pub GetReplyData: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        ppBuffer: *mut *mut BYTE,
        pLength: *mut UINT64,
    ) -> HRESULT,
    /// Where the reply goes; possible until it begins to arrive.
    ///
    /// @param ReplyFileName Full path; its folder exists. NULL or empty: a name is made up beside
    /// the uploaded file. @return `S_OK`; `E_INVALIDARG` for a path that is not valid;
    /// `E_ACCESSDENIED`; `BG_E_INVALID_STATE`; `E_NOTIMPL` unless the job is an upload with a
    /// reply.
    pub SetReplyFileName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        ReplyFileName: LPCWSTR,
    ) -> HRESULT,
    /// Where the reply goes. The file is there after `Complete`, and empty if there was no reply.
    ///
    /// @param pReplyFileName Receives the path, or NULL if none was set and the job has no file
    /// yet; free it with `CoTaskMemFree`. @return `S_OK`; `E_NOTIMPL` unless the job is an upload
    /// with a reply.
    pub GetReplyFileName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        pReplyFileName: *mut LPWSTR,
    ) -> HRESULT,
    /// Credentials for one target and scheme; those of other pairs stay. They cannot be read back.
    ///
    /// @param credentials The credentials; copied. @return `S_OK`; `E_INVALIDARG` if user name or
    /// password is missing; `BG_E_INVALID_AUTH_TARGET`; `BG_E_INVALID_AUTH_SCHEME`;
    /// `BG_E_USERNAME_TOO_LARGE`; `BG_E_PASSWORD_TOO_LARGE`; `BG_E_INVALID_STATE`.
    pub SetCredentials: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        credentials: *mut BG_AUTH_CREDENTIALS,
    ) -> HRESULT,
    /// Forgets the credentials of one pair.
    ///
    /// @param Target Who asks for them. @param Scheme How they are presented. @return `S_OK`;
    /// `S_FALSE` if there are none; `BG_E_INVALID_AUTH_TARGET`; `BG_E_INVALID_AUTH_SCHEME`;
    /// `BG_E_INVALID_STATE`.
    pub RemoveCredentials: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob2,
        Target: MaybeUninit<BG_AUTH_TARGET>,
        Scheme: MaybeUninit<BG_AUTH_SCHEME>,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager1_5: GUID =
    GUID::from_u128(0xea9319ea_c628_480f_8331_768fac397e4e);
pub const CLSID_BackgroundCopyManager1_5: GUID =
    GUID::from_u128(0xf087771f_d74f_4c1a_bb8a_e16aca9124ea);
